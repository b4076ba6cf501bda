"""The numbers that a browser prints before list items and headings: those of its lists, and of counters in sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from policies.documents.reading.html.elements import HEADINGS
from policies.documents.reading.html.lists import LISTS, HtmlList, counted, list_of
from policies.documents.reading.html.tree import Element

_PIECE: Final = re.compile(
    r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|(counters?)\(([^()]{1,200})\)|([^\s\"'()]+)(?:\([^()]*\))?"
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_CHANGE: Final = re.compile(r"([a-z_][\w-]*)(?:\s+(-?\d{1,6}))?", re.IGNORECASE)
_LAST: Final = 0x10FFFF


def number_lists(root: Element, *, numbered: bool) -> None:
    """Gives every list item the number that its list prints; none where the lists print no numbers themselves."""
    _number(root, [], numbered=numbered)


def number_by_counters(root: Element) -> None:
    """Gives headings and list items the number that a counter of a style sheet prints, other elements its words."""
    _Counters().inside(root)


def _number(element: Element, open_lists: list[HtmlList], *, numbered: bool) -> None:
    for child in element.elements():
        if child.tag == "li":
            child.number = open_lists[-1].number(child) if open_lists else ""
        if child.tag in LISTS:
            _number(child, [*open_lists[-1:], list_of(child, numbered=numbered)], numbered=numbered)
        else:
            _number(child, open_lists, numbered=numbered)


@dataclass(slots=True)
class _Counter:
    value: int
    scope: Element


class _Counters:
    """Counts as CSS does: a counter lives in the element around the one that sets it."""

    def __init__(self) -> None:
        self.counters: dict[str, list[_Counter]] = {}

    def inside(self, parent: Element) -> None:
        begun: set[str] = set()
        for child in parent.elements():
            begun |= self._count(child, child.styles, parent, "")
            content = child.styles.get("before content", "")
            if "counter" in content:
                inner = self._count(child, child.styles, child, "before ")
                self._print(child, " ".join(self._printed(content).split()))
                self._end(inner, child)
            self.inside(child)
        self._end(begun, parent)

    def _count(self, element: Element, styles: dict[str, str], scope: Element, prefix: str) -> set[str]:
        begun: set[str] = set()
        resets = _CHANGE.findall(styles.get(f"{prefix}counter-reset", ""))
        if element.tag == "ol" and not prefix:
            resets.append(("list-item", "0"))
        for name, value in resets:
            here = self.counters.setdefault(name, [])
            if here and here[-1].scope is scope:
                here[-1].value = int(value or 0)
            else:
                here.append(_Counter(int(value or 0), scope))
            begun.add(name)
        increments = _CHANGE.findall(styles.get(f"{prefix}counter-increment", ""))
        if element.tag == "li" and not prefix:
            increments.append(("list-item", "1"))
        for name, value in increments:
            here = self.counters.setdefault(name, [])
            if not here:
                here.append(_Counter(0, scope))
                begun.add(name)
            here[-1].value += int(value) if value else 1
        for name, value in _CHANGE.findall(styles.get(f"{prefix}counter-set", "")):
            if self.counters.get(name):
                self.counters[name][-1].value = int(value or 0)
        return begun

    def _end(self, begun: set[str], scope: Element) -> None:
        for name in begun:
            here = self.counters[name]
            while here and here[-1].scope is scope:
                here.pop()

    def _print(self, element: Element, printed: str) -> None:
        if not printed:
            return
        if element.tag == "li" or element.tag in HEADINGS:
            element.number = printed
        else:
            element.children.insert(0, f"{printed} ")

    def _printed(self, content: str) -> str:
        return "".join(self._piece(match) for match in _PIECE.finditer(content))

    def _piece(self, match: re.Match[str]) -> str:
        if match[3] is None:
            return _ESCAPE.sub(_character, match[1] or match[2] or "")
        parts = [part.strip() for part in match[4].split(",")]
        here = self.counters.get(parts[0]) or [_Counter(0, Element(""))]
        several = match[3] == "counters"
        style = parts[2] if several and len(parts) > 2 else parts[1] if not several and len(parts) > 1 else "decimal"  # noqa: PLR2004 - name, separator, style
        values = [counted(style, one.value) for one in (here if several else here[-1:])]
        separator = parts[1].strip("\"'") if several and len(parts) > 1 else ""
        return separator.join(values)


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= _LAST and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004 - surrogates
