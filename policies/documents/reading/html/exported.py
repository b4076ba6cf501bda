"""Lists as Word and Google Docs export them, side by side instead of one inside another, are put inside each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.reading.html.lists import LISTS
from policies.documents.reading.html.styles import indent
from policies.documents.reading.html.tree import Element, first_words, text_of, walk
from policies.documents.reading.marks import is_bullet

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD_LEVEL: Final = re.compile(r"\blevel(\d)\b")
_GOOGLE_LEVEL: Final = re.compile(r"lst-(\w{1,40}(?:-\w{1,40})?)-(\d)$")
_WORD_PARAGRAPH: Final = "msolistparagraph"
_SYMBOLS: Final = ("wingdings", "symbol", "webdings")
_LETTER: Final = re.compile(r"[^\W_]")
#: Points by which a list that is a level further in stands further in.
_FURTHER: Final = 9.0


@dataclass(slots=True)
class _Item:
    level: float
    element: Element


def nest_lists(root: Element) -> None:
    """Puts lists that stand beside each other, and paragraphs that are list items, inside each other by their level."""
    for element in list(walk(root)):
        _replace_symbols(element)
    for parent in list(walk(root)):
        if any(_is_exported(child) for child in parent.elements()):
            parent.children = list(_nested(parent))


def _nested(parent: Element) -> Iterator[Element | str]:
    """Returns the children of an element, each run of items as one list."""
    run: list[_Item] = []
    for child in parent.children:
        if isinstance(child, str):
            # Space between two lists does not part them.
            if child.strip() or not run:
                yield from _as_list(run)
                run = []
                yield child
            continue
        items = _levels(child, unsaid=0.0)
        if items is None:
            yield from _as_list(run)
            run = []
            yield child
        else:
            run += items
    yield from _as_list(run)


def _as_list(run: list[_Item]) -> Iterator[Element]:
    if not run:
        return
    top = Element("ul")
    # Each open list with the level of its items, the outermost first.
    lists: list[tuple[float, Element]] = []
    for item in run:
        while lists and lists[-1][0] > item.level:
            last = lists.pop()
            if not lists:
                lists.append((item.level, last[1]))
                break
        if not lists:
            lists.append((item.level, top))
        elif lists[-1][0] < item.level:
            inner = Element("ul")
            holder = lists[-1][1].elements()
            (holder[-1] if holder else lists[-1][1]).children.append(inner)
            lists.append((item.level, inner))
        lists[-1][1].children.append(item.element)
    yield top


def _levels(element: Element, *, unsaid: float | None = None) -> list[_Item] | None:
    """Returns the items of an exported list with their level, `unsaid` where it says none; None for no such list."""
    if element.tag == "p":
        return _word_item(element)
    if element.tag not in LISTS:
        return None
    items = [child for child in element.elements() if child.tag == "li"]
    if not items or len(items) != len(element.elements()):
        return None
    level = _level_of_list(element)
    level = unsaid if level is None else level
    if level is None:
        return None
    return [_Item(level, item) for item in items]


def _level_of_list(element: Element) -> float | None:
    for name in element.classes():
        if match := _GOOGLE_LEVEL.match(name):
            return float(match[2])
    # Only a list that is not inside another says by its indent how far in it belongs.
    further = indent(element.styles)
    return further / _FURTHER if further else None


def _is_exported(element: Element) -> bool:
    return _is_word_item(element) or (element.tag in LISTS and _level_of_list(element) is not None)


def _is_word_item(element: Element) -> bool:
    named = any(name.lower().startswith(_WORD_PARAGRAPH) for name in element.classes())
    levelled = _WORD_LEVEL.search(element.styles.get("mso-list", "")) is not None
    return element.tag == "p" and (levelled or (named and indent(element.styles) > 0))


def _word_item(element: Element) -> list[_Item] | None:
    if not _is_word_item(element):
        return None
    match = _WORD_LEVEL.search(element.styles.get("mso-list", ""))
    level = float(match[1]) if match else round(indent(element.styles) / _FURTHER)
    label = _label(element) or _without_bullet(element)
    return [_Item(level, Element("li", element.attributes, element.styles, element.children, label))]


def _without_bullet(element: Element) -> str:
    """Takes out the bullet that an item's words begin with, where it stands by itself; the item has no number."""
    if found := first_words(element):
        holder, index = found
        text = str(holder.children[index]).strip()
        if len(text) == 1 and is_bullet(text):
            holder.children[index] = ""
    return ""


def _label(element: Element) -> str:
    """Takes the number that Word wrote before an item out of its words; empty for a bullet."""
    for parent in walk(element):
        for child in parent.elements():
            if child.styles.get("mso-list") == "ignore":
                label = text_of(child)
                symbols = any(_is_symbols(one) for one in walk(child)) or _is_symbols(parent)
                parent.children = [one for one in parent.children if one is not child]
                bullet = symbols or label == "o" or not _LETTER.search(label)
                return "" if bullet else label
    return ""


def _is_symbols(element: Element) -> bool:
    return element.styles.get("font-family", "").strip("\"' ").startswith(_SYMBOLS)


def _replace_symbols(element: Element) -> None:
    """A letter of a font of pictures is a picture: § of Wingdings is a square."""
    if _is_symbols(element):
        element.children = [
            "•" if isinstance(child, str) and len(child.strip()) == 1 else child for child in element.children
        ]
