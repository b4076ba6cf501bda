"""Writes blocks from what a structured source says: headings, items and paragraphs, marks inside words recognised."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from policies.documents.reading.marks import mark_alone, mark_of, split_mark
from policies.documents.reading.outline import Block, Lists
from policies.documents.reading.source import refuse_many

if TYPE_CHECKING:
    from policies.documents.reading.outline import Look

#: Stands in raw words for a line break that the author set.
BREAK: Final = "\v"
#: Stands in raw words for a line end that readers see as a space; only a list typed by hand is cut there.
SOFT: Final = "\x1e"
#: Stand in raw words before and after what is bold.
STRONG: Final = "\x0e"
WEAK: Final = "\x0f"
_EITHER: Final = re.compile(f"[{BREAK}{SOFT}]")
_SHORT: Final = 8  # words of a line that may be a heading by its number alone
_OUTSIDE: Final = re.compile(r"[\s.:*_()\[\]0-9A-Za-z]{0,8}")


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
        if not self.heading:
            lines = _lines(raw)
            if len(lines) > 1:
                for line in lines:
                    self._block(line)
                return
        self._block(raw)

    def row(self, cells: list[str]) -> None:
        """Writes a table's row: cells beside bars; a number's cell before its words, and lists in cells as lists."""
        filled = [cell for cell in cells if _bare(cell)]
        if len(filled) > 1 and (mark := mark_alone(_bare(filled[0]))):
            filled[:2] = [f"{mark.printed} {filled[1]}"]
        if any(len(_lines(cell)) > 1 for cell in filled):
            for cell in filled:
                self.words(cell)
        elif filled:
            self._block(" | ".join(filled))

    def take(self, block: Block) -> None:
        """Takes over a block that another reader read, where this one stands."""
        if block.form == "heading":
            self.lists.close()
            self.pending = None
        elif self.pending is not None:
            block = replace(block, form="item", number=block.number or self.pending, level=0, flat=False)
            self.pending = None
        self.blocks.append(replace(block, level=block.level if block.form == "heading" else block.level + self.depth))

    def _block(self, raw: str) -> None:
        text, bold = _unmarked(raw)
        if not text:
            return
        look: Look = "bold" if bold == text else ""
        if self.heading:
            self._heading(text)
        elif self.depth:
            self._item(text, look)
        else:
            self._paragraph(text, look, "" if look else bold)

    def _heading(self, text: str) -> None:
        self.lists.close()
        mark, rest = split_mark(text, plain=True)
        if mark is None or not mark.readings:
            mark, rest = None, text
        number = mark.number if mark else ""
        if self.pending is not None:
            # The number of the item is the heading's; printed twice, it is one number.
            mark = mark or (mark_of(self.pending) if self.pending else None)
            number, self.pending = number or self.pending, None
        self.blocks.append(Block("heading", rest, number, self.heading, mark=mark, within=self.depth))

    def _item(self, text: str, look: Look) -> None:
        if self.pending is None:
            mark, rest = split_mark(text)
            if mark and mark.readings and self.lists.accepts(mark):
                # Lettered parts that an author wrote by hand inside an item hang below it.
                self.lists.enter(mark)
                self.blocks.append(Block("item", rest, mark.number, self.depth, flat=True, mark=mark))
                return
            self.blocks.append(Block("paragraph", text, level=self.depth, look=look))
            return
        number, self.pending = self.pending, None
        if not number:
            own, rest = split_mark(text)
            if own and own.readings and self.lists.accepts(own):
                # A bullet before a lettered part is the author's way to get a nested list; the letter is what is cited.
                self.lists.enter(own)
                self.blocks.append(Block("item", rest, own.number, self.depth, mark=own, look=look))
                return
        elif text.startswith(number.strip("().")):
            own, rest = split_mark(text)
            if own and own.printed.strip("().") == number.strip("()."):
                number, text = own.number, rest
        kept = mark_of(number) if number else None
        if kept:
            self.lists.enter(kept)
        self.blocks.append(Block("item", text, number, self.depth, mark=kept, look=look))

    def _paragraph(self, text: str, look: Look, head: str) -> None:
        short = look or len(text.split()) <= _SHORT
        mark, rest = split_mark(text, plain=bool(short and text[-1:] not in ".;,:!?"))
        if mark and mark.plain:
            self.blocks.append(Block("paragraph", rest, mark.number, mark=mark, look=look))
            return
        known = mark and (mark.readings or not mark.ambiguous)
        if mark and known and self.lists.accepts(mark):
            self.lists.enter(mark)
            self.blocks.append(Block("item", rest, mark.number, flat=True, mark=mark, look=_look(rest, head, look)))
            return
        self.blocks.append(Block("paragraph", text, look=look, head=head))


def _look(rest: str, head: str, look: Look) -> Look:
    """Tells whether all but the number, or all but the last sign, of a numbered paragraph is bold."""
    return "bold" if look or (head and head.rstrip(".: ").endswith(rest.rstrip(".: "))) else ""


def _lines(raw: str) -> list[str]:
    """Cuts words at the lines that an author broke: those that bear marks, and a bold line above its paragraph."""
    if BREAK not in raw and SOFT not in raw:
        return [raw]
    lines = [line for line in _EITHER.split(raw) if _bare(line)]
    broken = [line for line in raw.replace(SOFT, " ").split(BREAK) if _bare(line)]
    if len(lines) > 1 and _typed(lines):
        return lines
    if len(broken) > 1 and all(split_mark(_bare(line))[0] is not None for line in broken[1:]):
        return broken
    if len(broken) > 1 and _unmarked(broken[0])[1] == _bare(broken[0]) and _unmarked(broken[1])[1] != _bare(broken[1]):
        return [broken[0], f" {BREAK} ".join(broken[1:])]
    return [raw]


def _typed(lines: list[str]) -> bool:
    """Tells whether every line after the first is the next of one list that begins there; wrapped words are none."""
    lists = Lists()
    for index, line in enumerate(lines):
        mark, _ = split_mark(_bare(line))
        if index == 0 and (mark is None or not mark.readings):
            continue
        if mark is None or not mark.readings or not (lists.continues(mark) or 1 in mark.ordinals):
            return False
        lists.enter(mark)
    return True


def _bare(raw: str) -> str:
    if not raw.isprintable():
        raw = raw.replace(STRONG, "").replace(WEAK, "").replace(BREAK, " ").replace(SOFT, " ")
    return " ".join(raw.split())


def _unmarked(raw: str) -> tuple[str, str]:
    """Returns the words as one line, and the bold ones at their beginning, a number before them included."""
    text = _bare(raw)
    start = raw.find(STRONG)
    if start < 0 or not _OUTSIDE.fullmatch(raw[:start]):
        return text, ""
    level = 0
    end = len(raw)
    for index in range(start, len(raw)):
        level += (raw[index] == STRONG) - (raw[index] == WEAK)
        if level == 0 and not _continues_bold(raw, index + 1):
            end = index
            break
    head = _bare(raw[:end])
    rest = text[len(head) :]
    return text, text if not rest.strip(" .:") else head


def _continues_bold(raw: str, at: int) -> bool:
    """Tells whether bold words go on after nothing but a space."""
    return raw[at : at + 2].lstrip().startswith(STRONG)
