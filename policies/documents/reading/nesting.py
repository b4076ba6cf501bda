"""Blocks in reading order become a tree: a clause hangs below the number above it, a list below what leads into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policies.documents.reading.headings import with_headings
from policies.documents.reading.marks import Mark, comes_later, following, mark_of, opens
from policies.documents.reading.outline import Block, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEADS: Final = re.compile(r"(?:[:–—-]|[:,;]\s(?:or|and)|[^.;!?”\"’')\]])$")
_ANNOUNCES: Final = re.compile(
    r"\b(?:following|as follows|below|folgend\w*|nachstehend\w*|volgende|hieronder|suivant\w*)\b[^.]*\.?$",
    re.IGNORECASE,
)
_TAIL: Final = 200  # characters of a paragraph's end that tell whether it leads into a list
_LAST: Final = 6  # characters of which the last sign or word is one
_DEEPEST: Final = 17  # provisions one below another; what hangs deeper is read at this depth
_INSIDE: Final = 0.5  # what stands inside an item of depth 2, but in no list of its own there, is at depth 2.5
_OF_SOURCE: Final = 6  # levels of headings that a source can name
_DIVISIONS: Final = tuple(
    f"{way}{label}"
    for way in ("number", "letter")
    for label in ("schedule", "annex", "appendix", "exhibit", "attachment", "anlage", "anhang", "bijlage")
)
_NO_MARK: Final = Mark("", "bullet")
_APART: Final = 2  # characters of indent that make another level
#: Which kind of mark hangs below which: ARTICLE I, I., A., 1., 1.1, (1), (a), (i), (aa), a bullet.
_LABELLED, _ROMAN, _CAPITAL, _NUMBER, _LETTER, _SMALL_ROMAN, _DOUBLE, _BULLET = range(8)


@dataclass(slots=True)
class _Open:
    """A provision that is open: what comes next may hang below it, or stand beside it."""

    node: Node
    mark: Mark | None = None
    heading: int = 0
    depth: float = 0
    indent: int = -1

    @property
    def item(self) -> bool:
        return self.mark is not None and not self.heading


def build(blocks: list[Block]) -> list[Node]:
    """Nests the blocks."""
    told = with_headings(blocks)
    nesting = _Nesting()
    for block, after in zip(told, _next_of_style(told), strict=True):
        nesting.add(block, after)
    return nesting.root.children


def leads_in(text: str) -> bool:
    """Tells whether a paragraph announces the list after it."""
    tail = text[-_TAIL:].rstrip()
    return bool(_LEADS.search(tail[-_LAST:]) or _ANNOUNCES.search(tail))


class _Nesting:
    def __init__(self) -> None:
        self.root = Node("")
        #: From the root to the deepest provision that is open; each is the child of the one before.
        self.open: list[_Open] = [_Open(self.root)]
        #: The paragraph before, where it stands outside any list.
        self.paragraph: Node | None = None
        #: What was open before a list of bullets below a paragraph closed it: its numbers may go on.
        self.shelf: list[_Open] = []
        #: What an item that is being placed comes after.
        self._before: Mark | None = None
        #: How many of the open ones stand outside the list that the source itself nests; 0 outside such a list.
        self.base = 0

    def add(self, block: Block, after: Mark | None) -> None:
        node = Node(block.text, block.number, heading=block.form == "heading", item=block.form == "item")
        if block.form == "heading":
            self._heading(block, node)
        elif block.form == "paragraph":
            self._add_paragraph(block, node)
        elif block.flat:
            self._flat(block, node, after)
        else:
            self._item(block, node)

    # Headings

    def _heading(self, block: Block, node: Node) -> None:
        above = self._above(block)
        self.base = (self.base or above + 1) if block.within else 0
        self.shelf = []
        self._close_to(above)
        self.open[-1].node.children.append(node)
        depth = block.within + _INSIDE if block.within else 0
        mark = self._read(block.mark) if block.mark else None
        self.open.append(_Open(node, mark, heading=block.level, depth=depth))
        self.paragraph = None

    def _above(self, block: Block) -> int:
        """Returns which open provision a heading hangs below: the number that its own begins with, else its level."""
        headings = [index for index, one in enumerate(self.open) if one.heading]
        self._before = None
        if mark := block.mark:
            if block.level > _OF_SOURCE and mark.style.startswith(_DIVISIONS):
                # A schedule stands beside the whole text before it, whatever heading that ended with.
                first = self.open[1] if len(self.open) > 1 else self.open[0]
                return int(first.heading == 1 and first.mark is None)
            for index in reversed(headings):
                one = self.open[index]
                if one.mark and mark.dotted and mark.above in one.mark.names:
                    return index
                if one.mark is None:
                    continue
                known = one.heading == block.level or (one.heading < block.level and not opens(mark))
                if known and following(mark, one.mark):
                    self._before = one.mark
                    return index - 1
                if one.heading == block.level and opens(mark) and _rank(mark) > _rank(one.mark) and not mark.dotted:
                    return index  # A. below II. though both look alike
        return max((index for index in headings if self.open[index].heading < block.level), default=0)

    # Paragraphs

    def _add_paragraph(self, block: Block, node: Node) -> None:
        holder = self._holder(block)
        holder.node.children.append(node)
        if block.level == 0:
            self.base = 0
            self.paragraph = node if holder.heading or holder.node is self.root else None

    def _holder(self, block: Block) -> _Open:
        """Returns what a paragraph belongs to: the item that it stands in, else the section."""
        if block.level:
            for index in range(len(self.open) - 1, max(self.base, 1) - 1, -1):
                if self.open[index].depth == block.level:
                    self._close_to(index)
                    return self.open[index]
        elif block.indent > 0:
            for one in reversed(self.open):
                if one.item and 0 <= one.indent <= block.indent - _APART:
                    return one
        return self.open[self._section()]

    def _section(self) -> int:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].heading:
                return index
        return 0

    # Items

    def _item(self, block: Block, node: Node) -> None:
        """Puts an item where the source nests it; where its list begins, its mark and what stands before tell."""
        mark = block.mark or (mark_of(block.number) if block.number else None) or _NO_MARK
        if self.base:
            self._before = None
            while len(self.open) > max(self.base, _DEEPEST) or (
                len(self.open) > self.base and self.open[-1].depth >= block.level
            ):
                self._before = self.open.pop().mark
            self._append(node, mark, depth=block.level)
        else:
            self._close_to(self._place(mark, listed=True))
            self.base = len(self.open)
            self._append(node, mark, depth=block.level)

    def _flat(self, block: Block, node: Node, after: Mark | None) -> None:
        """Puts an item of which only its mark speaks."""
        mark = block.mark or _NO_MARK
        if block.level:
            lowest = max(
                (index for index, one in enumerate(self.open) if one.depth == block.level), default=self._section()
            )
        else:
            lowest, self.base = 0, 0
        index = self._place(mark, after=after, indent=block.indent, lowest=lowest)
        self._close_to(max(index, lowest))
        self._append(node, mark, depth=block.level + _INSIDE, indent=block.indent)

    def _append(self, node: Node, mark: Mark, *, depth: float, indent: int = -1) -> None:
        if not self.base or len(self.open) <= self.base:
            self._gather()
        self.open[-1].node.children.append(node)
        self.open.append(_Open(node, self._read(mark), 0, depth, indent))
        self.paragraph = None

    def _read(self, mark: Mark) -> Mark:
        """Settles how a mark counts, now that its place is known."""
        if len(mark.readings) <= 1:
            return mark
        before = self._before
        ways = following(mark, before) if before else frozenset()
        kept = tuple(
            reading for reading in mark.readings if (reading[0] in ways if ways else before or reading[1] == 1)
        )
        if ways or not before:
            kept = kept[:1]
        return replace(mark, readings=kept) if kept and kept != mark.readings else mark

    def _place(
        self, mark: Mark, *, after: Mark | None = None, indent: int = -1, lowest: int = 0, listed: bool = False
    ) -> int:
        """Returns which open provision an item hangs below; what it follows is kept for reading its mark."""
        self._before = None
        if not mark.readings:
            return self._place_bullet(mark, indent, lowest)
        for index in range(len(self.open) - 1, lowest - 1, -1):
            one = self.open[index]
            if mark.dotted and one.mark and mark.above in one.mark.names:
                return index
        if (followed := self._followed(mark, after, lowest)) is not None:
            return followed
        for index in range(len(self.shelf) - 1, 0, -1):
            one = self.shelf[index]
            if one.item and one.mark and not lowest and following(mark, one.mark):
                self.open, self.shelf, self._before = self.shelf, [], one.mark
                return index - 1
        if mark.dotted and (beside := self._beside_other(mark, lowest)) is not None:
            return beside
        return self._place_first(mark, lowest, listed=listed)

    def _followed(self, mark: Mark, after: Mark | None, lowest: int) -> int | None:
        """Returns what holds the item that a mark comes after; (i) comes after (h) only where no (ii) comes next."""
        if ("roman", 1) in mark.readings and after is not None and ("roman", 2) in after.readings:
            return None
        for test in (following,) if opens(mark) else (following, comes_later):
            for index in range(len(self.open) - 1, lowest, -1):
                one = self.open[index]
                if one.item and one.mark and test(mark, one.mark):
                    self._before = one.mark
                    return self._beside(index)
        return None

    def _beside(self, index: int) -> int:
        """Returns what holds the item that is followed, but for a paragraph between that leads into the rest."""
        above = index - 1
        if self.paragraph is None or not self.paragraph.text.endswith(":"):
            return above
        if self.open[above].mark is None and not self.open[above].heading and above:
            above -= 1
        return self._below_paragraph(above)

    def _beside_other(self, mark: Mark, lowest: int) -> int | None:
        """Returns what `2.1` hangs below where `1.9` is open and nothing is numbered 2."""
        for index in range(len(self.open) - 1, lowest, -1):
            one = self.open[index]
            if one.item and one.mark and one.mark.dotted and one.mark.style == mark.style:
                above = self.open[index - 1]
                heads = above.mark is not None and one.mark.above in above.mark.names
                return index - 2 if heads and index > lowest + 1 else index - 1
        return None

    def _place_first(self, mark: Mark, lowest: int, *, listed: bool) -> int:
        """Returns what the first item of a list hangs below."""
        rank = _rank(mark)
        items = [index for index, one in enumerate(self.open) if one.item and index > lowest]
        section = max(self._section(), lowest)
        if self.paragraph is None:
            last = self.open[-1]
            if not items or listed or (leads_in(last.node.text[-1:]) and not last.node.children):
                return len(self.open) - 1
            if last.mark and mark.style == last.mark.style and _starts_over(mark, last.mark):
                return len(self.open) - 2
            # What opens no list stands beside its kind, where nothing tells more; so does what follows a list.
            most = rank if opens(mark) and not mark.dotted and last.depth < 1 else rank - 1
            deeper = [index for index in items if (one := self.open[index]).mark and _rank(one.mark) <= most]
            if deeper:
                return max(deeper) if last.depth >= 1 else len(self.open) - 1
            first = self.open[items[0]]
            return items[0] - 1 if first.mark and _rank(first.mark) == rank else section
        below = [index for index in items if (one := self.open[index]).mark and _rank(one.mark) < rank]
        above = max(below, default=section)
        return self._below_paragraph(above) if leads_in(self.paragraph.text) else above

    def _place_bullet(self, mark: Mark, indent: int, lowest: int) -> int:
        if self.paragraph is not None:
            return self._below_paragraph(self._section())
        for index in range(len(self.open) - 1, lowest, -1):
            one = self.open[index]
            if not one.item or one.mark is None or one.mark.readings:
                continue
            known = indent >= 0 and one.indent >= 0
            if known and indent <= one.indent - _APART:
                continue
            if one.mark.style == mark.style and not (known and indent >= one.indent + _APART):
                return index - 1
            if known and indent < one.indent + _APART and one.mark.style != mark.style and self._used(mark, index):
                continue
        return len(self.open) - 1

    def _used(self, mark: Mark, below: int) -> bool:
        return any(one.mark and one.mark.style == mark.style for one in self.open[:below])

    def _below_paragraph(self, above: int) -> int:
        """Opens the paragraph before as what leads into a list, below the provision at `above`."""
        paragraph = self.paragraph
        if any(one.item and one.mark and one.mark.readings for one in self.open[above + 1 :]):
            self.shelf = list(self.open)
        self._close_to(above)
        self._gather()
        if paragraph is not None and self.open[-1].node.children[-1:] == [paragraph]:
            self.open.append(_Open(paragraph))
        return len(self.open) - 1

    def _close_to(self, index: int) -> None:
        """Closes what is open below `index`."""
        del self.open[min(index + 1, _DEEPEST) :]

    def _gather(self) -> None:
        """Takes what stands between into the deepest open provision, so that reading order is kept."""
        between: list[list[Node]] = []
        for above, below in pairwise(self.open):
            children = above.node.children
            if children[-1] is below.node:
                continue
            after = next(index for index, child in enumerate(reversed(children)) if child is below.node)
            between.append(children[-after:])
            del children[-after:]
        for later in reversed(between):
            self.open[-1].node.children += later


def _next_of_style(blocks: list[Block]) -> Iterable[Mark | None]:
    """Returns for each block the next mark of the same style, which tells (i) after (h) from (i) below it."""
    coming: dict[str, Mark] = {}
    found: list[Mark | None] = []
    for block in reversed(blocks):
        found.append(coming.get(block.mark.style) if block.mark else None)
        if block.mark:
            coming[block.mark.style] = block.mark
    return reversed(found)


def _starts_over(mark: Mark, last: Mark) -> bool:
    """Tells whether a list begins again right after another of its kind: `1.` after `3.`, and not (i) after (b)."""
    ways = {way for way, ordinal in mark.readings if ordinal == 1}
    return any(way in ways for way, _ in last.readings[:1])


def _rank(mark: Mark) -> int:
    if not mark.readings:
        return _BULLET
    if mark.printed[0] == "§" or " " in mark.printed:
        return _LABELLED
    ways = [way for way, _ in mark.readings]
    if "number" in ways:
        return _LETTER if ")" in mark.printed else _NUMBER
    if ways[0] == "double":
        return _DOUBLE
    small = mark.printed.strip("().")[:1].islower()
    if ("roman", 1) in mark.readings or ways == ["roman"]:
        return _SMALL_ROMAN if small else _ROMAN
    return _LETTER if small else _CAPITAL
