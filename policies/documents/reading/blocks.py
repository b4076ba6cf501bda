"""Writes blocks from what a structured source says: headings, items and paragraphs, marks inside words recognised."""

from __future__ import annotations

import re
from typing import Final

from policies.documents.reading.marks import split_mark
from policies.documents.reading.outline import Block, Lists
from policies.documents.reading.source import refuse_many

#: Stands in raw words for a line break that the author set.
BREAK: Final = "\v"
_LINE: Final = re.compile(rf"\s*{BREAK}\s*")


class BlockWriter:
    """Collects blocks; a reader says where it stands (`heading`, `depth`, `pending`) and hands over words."""

    def __init__(self) -> None:
        """Begins outside any list and heading."""
        self.blocks: list[Block] = []
        self.lists = Lists()
        self.heading = 0
        self.depth = 0
        self.pending: str | None = None

    def open_item(self, number: str) -> None:
        """Enters a list item; an empty number is a bullet."""
        self.depth += 1
        self.pending = number

    def close_item(self) -> None:
        """Leaves a list item."""
        self.depth -= 1
        self.pending = None

    def words(self, raw: str) -> None:
        """Writes the words of one block; lines that an author broke become blocks where each bears a mark."""
        refuse_many(len(self.blocks))
        lines = [" ".join(line.split()) for line in (_LINE.split(raw) if BREAK in raw else (raw,))]
        lines = [line for line in lines if line]
        if len(lines) > 1 and not self.heading and _marked(lines):
            for line in lines:
                self._block(line)
        elif lines:
            self._block(" ".join(lines))

    def _block(self, text: str) -> None:
        if self.heading:
            self.lists.close()
            mark, rest = split_mark(text)
            number, text = (mark.number, rest) if mark and mark.ordinals else ("", text)
            self.blocks.append(Block("heading", text, number, self.heading))
        elif self.depth:
            self._item(text)
        else:
            self._paragraph(text)

    def _item(self, text: str) -> None:
        if self.pending is None:
            mark, rest = split_mark(text)
            if mark and mark.ordinals and self.lists.accepts(mark):
                # Lettered parts that an author wrote by hand inside an item hang below it.
                self.blocks.append(Block("item", rest, mark.number, self.depth + self.lists.enter(mark)))
                return
            self.lists.close()
            self.blocks.append(Block("paragraph", text, level=self.depth))
            return
        self.lists.close()
        number, self.pending = self.pending, None
        if not number:
            # A bullet before a lettered part is the author's way to get a nested list; the letter is what is cited.
            mark, rest = split_mark(text)
            number, text = (mark.number, rest) if mark and mark.ordinals else ("", text)
        self.blocks.append(Block("item", text, number, self.depth))

    def _paragraph(self, text: str) -> None:
        mark, rest = split_mark(text)
        known = mark and (mark.ordinals or not mark.ambiguous)
        if mark and known and self.lists.accepts(mark):
            self.blocks.append(Block("item", rest, mark.number, self.lists.enter(mark)))
            return
        self.lists.close()
        self.blocks.append(Block("paragraph", text))


def _marked(lines: list[str]) -> bool:
    """Tells whether every line after the first opens like an item."""
    return all(split_mark(line)[0] is not None for line in lines[1:])
