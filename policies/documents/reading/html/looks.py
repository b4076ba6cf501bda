"""Headings that a page only makes look like headings: what opens a part, bold items, the level of bold lines."""

from __future__ import annotations

from typing import Final

from policies.documents.reading.html.elements import BLOCKS, HEADINGS, names
from policies.documents.reading.html.lists import LISTS
from policies.documents.reading.html.styles import is_bold
from policies.documents.reading.html.tree import Element, text_of

_BOLD: Final = names("b strong")
_SCOPES: Final = names("section article details")
_DEEPEST: Final = 6
#: The level of a line that only looks like a heading: what comes after it is beside it.
_ONLY_LOOKS: Final = "0"
_LEVELS: Final = frozenset("123456")
_WORDS: Final = 12
MOSTLY_BOLD: Final = 0.5
_ENDS: Final = (".", ";", ",", ":", "!", "…")


def mark_headings(root: Element) -> None:
    """Makes headings of summaries, of elements with the role, and of the bold first lines of a list's items."""
    _inside(root, 0)


def heading_like(text: str) -> bool:
    """Tells whether bold words, alone in their paragraph, are a heading by their length and end."""
    words = text.split()
    first = next((letter for letter in text if letter.isalpha()), "a")
    return 0 < len(words) <= _WORDS and not first.islower() and not text.endswith(_ENDS)


def bold_share(root: Element) -> float:
    """Returns which part of a page's letters is bold outside headings, from 0 to 1."""
    counted = [0, 0]
    _count_bold(root, counted, bold=False)
    return counted[1] / counted[0] if counted[0] else 0.0


def mostly_bold(root: Element) -> bool:
    """Tells whether a page is so bold that bold words tell no heading."""
    return bold_share(root) > MOSTLY_BOLD


def bold_inside(element: Element, *, around: bool) -> bool:
    """Tells whether words right inside an element are bold."""
    return is_bold(element.styles, otherwise=element.tag in _BOLD or around)


def _count_bold(element: Element, counted: list[int], *, bold: bool) -> None:
    if element.tag in HEADINGS:
        return
    bold = bold_inside(element, around=bold)
    for child in element.children:
        if isinstance(child, str):
            length = len(child.split())
            counted[0] += length
            counted[1] += length * bold
        else:
            _count_bold(child, counted, bold=bold)


def _inside(parent: Element, level: int) -> int:
    """Returns the level of the last heading; one inside a section counts in that section only."""
    for child in parent.elements():
        said = child.attributes.get("aria-level", "")
        if child.attributes.get("role", "") == "heading" and child.tag not in HEADINGS:
            child.tag = (
                f"h{min(int(said), _DEEPEST) if said.isdecimal() and int(said[:3]) > 0 else min(level + 1, _DEEPEST)}"
            )
        elif child.tag == "summary":
            child.tag = f"h{said if said in _LEVELS else min(level + 1, _DEEPEST)}"
        elif child.tag == "summary":
            child.tag = f"h{min(level + 1, _DEEPEST)}"
        elif child.tag in LISTS:
            _bold_items(child, min(level + 1, _DEEPEST))
        if child.tag in HEADINGS and said != _ONLY_LOOKS:
            level = HEADINGS[child.tag]
        within = _inside(child, level)
        if child.tag not in _SCOPES:
            level = within
    return level


def _bold_items(listed: Element, level: int) -> None:
    """A list whose every item is a bold line with its text below has headings for items."""
    items = [child for child in listed.elements() if child.tag == "li"]
    firsts = [_first_bold(item) for item in items]
    if len(items) > 1 and all(firsts):
        for first in firsts:
            if first is not None:
                first.tag = f"h{level}"


def _first_bold(item: Element) -> Element | None:
    """Returns the bold line that opens an item, where blocks follow it."""
    filled = [child for child in item.children if not isinstance(child, str) or child.strip()]
    if len(filled) < 2 or isinstance(filled[0], str) or isinstance(filled[1], str):  # noqa: PLR2004 - the line, and what follows
        return None
    first, second = filled[0], filled[1]
    if second.tag not in BLOCKS or second.tag == "br" or not heading_like(text_of(first)):
        return None
    inner = first
    while inner.tag in {"p", "div", "span"} and len(inner.elements()) == 1 and len(inner.children) == 1:
        inner = inner.elements()[0]
    return first if bold_inside(inner, around=False) else None
