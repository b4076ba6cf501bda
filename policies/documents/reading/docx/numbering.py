"""The numbers that Word prints before paragraphs without storing them: clauses, lettered parts, numbered headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.reading.docx.number_forms import printed_number
from policies.documents.reading.docx.package import W

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_LEVELS: Final = 9
#: Formats that stay as they are where a level says that all its numbers are written in figures (`isLgl`).
_FIGURES: Final = frozenset({"decimal", "decimalZero", "custom", "none", "bullet"})


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    first: int
    in_figures: bool = False
    custom: str = ""
    # The level, from 1, after which this one begins anew; 0: never. A level begins anew after any above it otherwise.
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """What is printed before a paragraph, its list and how deep in it the paragraph stands, from 0."""

    label: str
    name: str
    depth: int


class Numbering:
    """Counts as Word does; ask for each paragraph once, in reading order."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        """Reads the lists' definitions and which paragraph styles are numbered."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._changed: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
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
                self._links[name] = _value(one, "numStyleLink")
                for level in one.iter(f"{W}lvl"):
                    if style := _value(level, "pStyle"):
                        level_of_style[name, style] = _number(level.get(f"{W}ilvl"), 0)
            elif one.tag == f"{W}num":
                self._num(one)
        for described in () if styles is None else styles.iter(f"{W}style"):
            self._style(described, level_of_style)

    def of(self, properties: ET.Element | None) -> Numbered | None:
        """Returns what Word prints before the paragraph with these properties; None where it is in no list.

        The label is empty for a bullet.
        """
        found = self._place(properties)
        if found is None:
            return None
        name, depth = found
        abstract = self._abstract_of(name)
        levels = {**self._abstract.get(abstract, {}), **self._changed.get(name, {})}
        level = levels.get(depth)
        if level is None:
            return None
        if name not in self._begun:
            self._begun.add(name)
            for (which, changed), first in self._first.items():
                if which == name:
                    self._count(abstract)[changed] = first - 1
        counts = self._count(abstract)
        current = counts[depth]
        counts[depth] = level.first if current is None else current + 1
        for deeper in range(depth + 1, _LEVELS):
            after = levels[deeper].after if deeper in levels else None
            if depth < (deeper if after is None else after):
                counts[deeper] = None
        if level.form in {"bullet", "none"} and "%" not in level.pattern:
            return Numbered("", name, depth)
        printed = re.sub(
            r"%([1-9])",
            lambda match: _printed(levels, counts, int(match[1]) - 1, in_figures=level.in_figures),
            level.pattern,
        )
        return Numbered(" ".join(printed.split()), name, depth)

    def _abstract_of(self, name: str) -> str:
        """Returns the definition that a list goes by, which may stand with the style it names."""
        abstract = self._lists.get(name, "")
        style = self._links.get(abstract, "")
        if style and style in self._by_style:
            return self._lists.get(self._by_style[style][0], abstract)
        return abstract

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
        self._changed[name] = dict(_level(level) for level in one.iter(f"{W}lvl"))
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
    forms = list(level.iter(f"{W}numFmt"))  # a custom one stands inside an alternative, before the one for older Word
    form = forms[0].get(f"{W}val", "") if forms else ""
    legal = level.find(f"{W}isLgl")
    after = _value(level, "lvlRestart")
    read = _Level(
        form or "decimal",
        _value(level, "lvlText"),
        _number(_value(level, "start"), 1),
        in_figures=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
        custom=forms[0].get(f"{W}format", "") if forms else "",
        after=_number(after, 0) if after else None,
    )
    return min(_number(level.get(f"{W}ilvl"), 0), _LEVELS - 1), read


def _printed(levels: dict[int, _Level], counts: list[int | None], depth: int, *, in_figures: bool) -> str:
    level = levels.get(depth)
    number = counts[depth]
    if level is None:
        return ""
    if number is None:
        number = counts[depth] = level.first
    if level.form in {"none", "bullet"}:
        return ""
    form = "decimal" if in_figures and level.form not in _FIGURES else level.form
    return printed_number(form, number, pattern=level.custom)


def _value(element: ET.Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _LEVELS else otherwise
