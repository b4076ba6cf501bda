"""The numbers that Word prints before paragraphs without storing them: clauses, lettered parts, numbered headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.reading.docx.package import W
from policies.documents.reading.html.lists import counted

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_STYLES: Final = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_LEVELS: Final = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    first: int


class Numbering:
    """Counts as Word does; ask for each paragraph once, in reading order."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        """Reads the lists' definitions and which paragraph styles are numbered."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._first: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._parents: dict[str, str] = {}
        level_of_style: dict[tuple[str, str], int] = {}
        for one in () if numbering is None else numbering:
            if one.tag == f"{W}abstractNum":
                name = one.get(f"{W}abstractNumId", "")
                self._abstract[name] = dict(_level(level) for level in one.iter(f"{W}lvl"))
                for level in one.iter(f"{W}lvl"):
                    if style := _value(level, "pStyle"):
                        level_of_style[name, style] = _number(level.get(f"{W}ilvl"), 0)
            elif one.tag == f"{W}num":
                self._num(one)
        for described in () if styles is None else styles.iter(f"{W}style"):
            self._style(described, level_of_style)

    def label(self, properties: ET.Element | None) -> str:
        """Returns the number printed before the paragraph with these properties; empty for none or a bullet."""
        found = self._place(properties)
        if found is None:
            return ""
        name, depth = found
        abstract = self._lists.get(name, "")
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        if name not in self._begun:
            self._begun.add(name)
            for (which, changed), first in self._first.items():
                if which == name:
                    self._count(abstract)[changed] = first - 1
        counts = self._count(abstract)
        current = counts[depth]
        counts[depth] = level.first if current is None else current + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.form in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", lambda match: _printed(levels, counts, int(match[1]) - 1), level.pattern).strip()

    def _count(self, abstract: str) -> list[int | None]:
        return self._counts.setdefault(abstract, [None] * _LEVELS)

    def _place(self, properties: ET.Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        own = properties.find(f"{W}numPr")
        style = _value(properties, "pStyle")
        inherited = self._inherited(style)
        if own is None:
            return inherited
        name = _value(own, "numId") or (inherited[0] if inherited else "")
        depth = _number(_value(own, "ilvl"), inherited[1] if inherited else 0)
        return (name, min(depth, _LEVELS - 1)) if name and name != "0" else None

    def _inherited(self, style: str) -> tuple[str, int] | None:
        for _ in range(_LEVELS):
            if style in self._by_style:
                return self._by_style[style]
            style = self._parents.get(style, "")
        return None

    def _num(self, one: ET.Element) -> None:
        name = one.get(f"{W}numId", "")
        self._lists[name] = _value(one, "abstractNumId")
        for override in one.iter(f"{W}lvlOverride"):
            if first := _value(override, "startOverride"):
                self._first[name, _number(override.get(f"{W}ilvl"), 0)] = _number(first, 1)

    def _style(self, style: ET.Element, level_of_style: dict[tuple[str, str], int]) -> None:
        name = style.get(f"{W}styleId", "")
        self._parents[name] = _value(style, "basedOn")
        properties = style.find(f"{W}pPr")
        own = None if properties is None else properties.find(f"{W}numPr")
        if own is None or not (number := _value(own, "numId")) or number == "0":
            return
        known = level_of_style.get((self._lists.get(number, ""), name), 0)
        self._by_style[name] = number, min(_number(_value(own, "ilvl"), known), _LEVELS - 1)


def _level(level: ET.Element) -> tuple[int, _Level]:
    form = _value(level, "numFmt") or "decimal"
    read = _Level(form, _value(level, "lvlText"), _number(_value(level, "start"), 1))
    return min(_number(level.get(f"{W}ilvl"), 0), _LEVELS - 1), read


def _printed(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth)
    number = counts[depth]
    if level is None:
        return ""
    if number is None:
        number = counts[depth] = level.first
    if level.form == "decimalZero":
        return f"{number:02}"
    return counted(_STYLES.get(level.form, "decimal"), number)


def _value(element: ET.Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _LEVELS else otherwise
