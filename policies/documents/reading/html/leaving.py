"""What a page holds and the policy does not: navigation, heads and feet, hidden and struck-out words, buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.reading.html.elements import HEADINGS, PAGE_PARTS, names
from policies.documents.reading.html.styles import hides, strikes
from policies.documents.reading.html.tree import Element, lines_of, text_of, walk
from policies.documents.reading.source import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLES: Final = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "navigation",
    "search": "navigation",
    "banner": "the page's head",
    "contentinfo": "the page's foot",
    "dialog": "a dialog",
    "alertdialog": "a dialog",
    "complementary": "an aside",
}
_STRUCK: Final = names("s strike del")
#: Inside these a head or foot is that of the part, not of the page.
_PARTS: Final = names("section article main")
_COOKIES: Final = re.compile(r"cookies?-?(?:banner|bar|consent|notice|popup|dialog)|breadcrumbs?|skip-?(?:link|nav)")
_FOR_READERS: Final = names("sr-only visually-hidden visuallyhidden screen-reader-text")
#: A page that hides this much of itself shows it by a script.
_MOST_OF_THE_PAGE: Final = 0.8
_MAYBE_SHOWN: Final = ("hidden", "a dialog")
HIDDEN: Final = "hidden on the page"
STRUCK: Final = "struck out"


@dataclass(frozen=True, slots=True)
class _Left:
    text: str
    reason: str
    place: tuple[str, int]


def leave_out(root: Element, source: str) -> tuple[LeftOut, ...]:
    """Takes out of the tree what is no part of the policy, and names it with its line in the file."""
    leaving = _Leaving(root)
    found = [one for one in leaving.found if one.text]
    lines = lines_of(source, {one.place for one in found})
    return tuple(LeftOut(lines.get(one.place, 0), 0, one.text, one.reason) for one in found)


class _Leaving:
    def __init__(self, root: Element) -> None:
        self.found: list[_Left] = []
        self.whole = len(text_of(root))
        self.opened = set(_opened_by_buttons(root))
        self.main = any(element.tag in {"main", "article"} for element in walk(root))
        self._inside(root, part=False, heading=False)

    def _inside(self, parent: Element, *, part: bool, heading: bool) -> None:
        kept: list[Element | str] = []
        for child in parent.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            reason = self._reason(child, part=part, heading=heading)
            if child.tag == "img":
                text = " ".join(child.attributes.get("alt", "").split())
                self.found.append(_Left(text, "a picture's description", (child.tag, child.nth)))
                continue
            text = text_of(child) if reason else ""
            if reason and not self._maybe_shown(reason, text):
                self.found.append(_Left(text, reason, (child.tag, child.nth)))
                kept.append(" ")
                continue
            kept.append(child)
            self._inside(child, part=part or child.tag in _PARTS, heading=heading or child.tag in _HEADS)
        parent.children = kept

    def _maybe_shown(self, reason: str, text: str) -> bool:
        return reason.startswith(_MAYBE_SHOWN) and len(text) > self.whole * _MOST_OF_THE_PAGE

    def _reason(self, element: Element, *, part: bool, heading: bool) -> str:
        """Says why an element is left out; empty where it stays."""
        tag = element.tag
        if tag == "title":
            return "the title of the browser's window"
        if tag == "button":
            return "" if heading else "a button"
        if tag in _STRUCK or strikes(element.styles):
            return STRUCK
        return HIDDEN if self._is_hidden(element) else self._furniture(element, part=part)

    def _furniture(self, element: Element, *, part: bool) -> str:
        """Says which part of the page an element is that is no part of its text; empty for none."""
        attributes = element.attributes
        role = attributes.get("role", "").strip().lower()
        why = _ROLES.get(role, "") or PAGE_PARTS.get(element.tag, "")
        if element.tag == "dialog" and "open" not in attributes:
            why = "a dialog"
        if why == "an aside":
            return why if self.main and not part else ""
        if why.startswith("the page's"):
            return "" if part else why
        called = f"{attributes.get('id', '')} {attributes.get('class', '')}".lower()
        return why or ("navigation" if _COOKIES.search(called) else "")

    def _is_hidden(self, element: Element) -> bool:
        attributes = element.attributes
        if not _FOR_READERS.isdisjoint(element.classes()):
            return True
        hidden = attributes["hidden"].lower() != "until-found" if "hidden" in attributes else hides(element.styles)
        return hidden and attributes.get("id", "") not in self.opened


_HEADS: Final = frozenset({*HEADINGS, "summary", "dt"})


def _opened_by_buttons(root: Element) -> Iterator[str]:
    """Returns the ids of what a button or link on the page opens."""
    for element in walk(root):
        attributes = element.attributes
        for name in ("aria-controls", "data-target", "data-bs-target"):
            for target in attributes.get(name, "").split():
                yield target.lstrip("#")
        if "aria-expanded" in attributes and attributes.get("href", "").startswith("#"):
            yield attributes["href"][1:]
