"""Blocks in reading order become a tree: headings hold sections, a lead-in sentence holds its list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from policies.documents.reading.marks import Mark, follows, opens

# A full stop after these ends no sentence.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|no|nos|art|sec|inc|ltd|corp|co|mr|mrs|ms|dr|st|approx|incl)|\b[A-Za-z](?:\.[A-Za-z])*)\.$",
    re.IGNORECASE,
)
_LONGER: Final = 20  # characters, more than any abbreviation has
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]*_]*\s+(?=[“\"‘'(\[{]*[A-Z{])")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading (level from 1), paragraph or list item (depth from 1) as read; depth 0 is outside any list."""

    form: Literal["heading", "paragraph", "item"]
    text: str
    number: str = ""
    level: int = 0


@dataclass(slots=True)
class Node:
    """A provision to be: words and what hangs below them."""

    text: str
    number: str = ""
    heading: bool = False
    children: list[Node] = field(default_factory=list)


class Lists:
    """The lists that are open at a place, told apart by the style of their marks alone: a PDF's text has no indents."""

    def __init__(self) -> None:
        """Begins outside any list."""
        self._open: list[Mark] = []

    @property
    def depth(self) -> int:
        """Returns how many lists are open."""
        return len(self._open)

    def close(self) -> None:
        """Leaves every list, as an ordinary paragraph does."""
        self._open.clear()

    def continues(self, mark: Mark) -> bool:
        """Tells whether the mark is the next item of a list that is open."""
        return any(follows(mark, last) for last in self._open)

    def accepts(self, mark: Mark) -> bool:
        """Tells whether the mark can stand here: next in an open list, or first of a new one."""
        return self.continues(mark) or opens(mark) or mark.style.startswith("number")

    def enter(self, mark: Mark) -> int:
        """Opens or continue the list of this mark; gives its depth, from 1."""
        for index in range(len(self._open) - 1, -1, -1):
            if follows(mark, self._open[index]):
                del self._open[index:]
                break
        self._open.append(mark)
        return len(self._open)


def sentences(text: str) -> list[str]:
    """Cuts a paragraph into sentences, none of them losing a character but the space between."""
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start() + 1
        if text[match.start()] == "." and _ABBREVIATION.search(text[max(start, end - _LONGER) : end]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def build(blocks: list[Block]) -> list[Node]:
    """Nests the blocks."""
    root = Node("")
    headings: list[tuple[int, Node]] = [(0, root)]
    # What an item or a paragraph inside a list would hang below, with the depth of each.
    leads: list[tuple[int, Node]] = [(0, root)]
    for block in blocks:
        node = Node(block.text, block.number, heading=block.form == "heading")
        if block.form == "heading":
            while headings[-1][0] >= block.level:
                headings.pop()
            headings[-1][1].children.append(node)
            headings.append((block.level, node))
            leads = [(0, node)]
        elif block.level:
            item = block.form == "item"
            while len(leads) > 1 and leads[-1][0] + item > block.level:
                leads.pop()
            leads[-1][1].children.append(node)
            if item:
                leads.append((block.level, node))
        else:
            headings[-1][1].children.append(node)
            leads = [(0, node)]
    return root.children
