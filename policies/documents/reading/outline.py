"""What a file is read into: blocks in reading order, later a tree of nodes; and the sentences of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from policies.documents.reading.marks import Mark, comes_later, follows, opens

# A full stop after these ends no sentence.
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|no|nos|art|sec|inc|ltd|corp|co|mr|mrs|ms|dr|st|approx|incl)|\b[A-Za-z](?:\.[A-Za-z])*)\.$",
    re.IGNORECASE,
)
_MOST_OPEN: Final = 20  # lists one inside another
_LONGER: Final = 20  # characters, more than any abbreviation has
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]*_]*\s+(?=[“\"‘'(\[{]*[A-Z{])")


#: How a whole paragraph stands out; a `title` is short, alone, and bears a number.
Look = Literal["", "bold", "title"]


@dataclass(slots=True)
class Block:
    """One heading (level from 1), paragraph or list item (depth from 1) as read; depth 0 is outside any list.

    An item is `flat` where only the mark before its words says so; then `level` is the depth of the list around it.
    `mark` is what was read of its number or bullet. `indent` counts characters, -1 where a format knows none. `look` is
    how the words of a paragraph stand out, and `head` those at its beginning that do; `within` is the depth of the list
    that a heading stands in.
    """

    form: Literal["heading", "paragraph", "item"]
    text: str
    number: str = ""
    level: int = 0
    flat: bool = field(default=False, compare=False)
    mark: Mark | None = field(default=None, compare=False)
    indent: int = field(default=-1, compare=False)
    look: Look = field(default="", compare=False)
    head: str = field(default="", compare=False)
    within: int = field(default=0, compare=False)


@dataclass(slots=True)
class Node:
    """A provision to be: words and what hangs below them."""

    text: str
    number: str = ""
    heading: bool = False
    item: bool = False
    children: list[Node] = field(default_factory=list)


class Lists:
    """The marks of the lists that may go on: they tell whether a line that begins like an item is one."""

    def __init__(self) -> None:
        """Begins outside any list."""
        self._open: list[Mark] = []

    @property
    def empty(self) -> bool:
        """Tells whether no list is open."""
        return not self._open

    def close(self) -> None:
        """Leaves every list, as a heading does."""
        self._open.clear()

    def continues(self, mark: Mark) -> bool:
        """Tells whether the mark is the next item of a list that is open."""
        return any(follows(mark, last) for last in self._open)

    def accepts(self, mark: Mark) -> bool:
        """Tells whether the mark can stand here: in an open list, or first of a new one."""
        if mark.plain:
            return False
        if opens(mark) or mark.style.startswith("number") or self.continues(mark):
            return True
        return mark.printed.startswith("(") and any(comes_later(mark, last) for last in self._open)

    def enter(self, mark: Mark) -> None:
        """Opens or continues the list of this mark."""
        for index in range(len(self._open) - 1, -1, -1):
            if follows(mark, self._open[index]):
                del self._open[index:]
                break
        else:
            del self._open[:-_MOST_OPEN]
        self._open.append(mark)


def sentences(text: str) -> list[str]:
    """Cuts a paragraph into sentences, none of them losing a character but the space between."""
    inside = text[:-2]
    if "." not in inside and "!" not in inside and "?" not in inside:
        return [whole] if (whole := text.strip()) else []
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start() + 1
        if text[match.start()] == "." and _ABBREVIATION.search(text[max(start, end - _LONGER) : end]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found
