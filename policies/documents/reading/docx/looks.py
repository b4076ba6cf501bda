"""Which paragraphs of a Word document are headings: by their style, its outline level, or because they are bold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from policies.documents.reading.docx.package import W
from policies.documents.reading.html.looks import MOSTLY_BOLD, heading_like

if TYPE_CHECKING:
    from policies.documents.reading.docx.numbering import Numbered

_HEADING: Final = re.compile(r"heading (\d)")
_BASED: Final = 9  # styles, each based on the next
_LEVELS: Final = 6
#: More words than these, closed like a sentence, are a clause, though the style be one of headings.
_CLAUSE_WORDS: Final = 8
_CLOSED: Final = (".", ";", ":")
#: The level of a line that only looks like a heading.
_ONLY_LOOKS: Final = 0


class Looks:
    """What the styles of a document say of its paragraphs."""

    def __init__(self, styles: ET.Element | None, root: ET.Element | None) -> None:
        """Reads the styles, and whether so much is bold that bold words tell no heading."""
        self._styles = {
            style.get(f"{W}styleId", ""): style for style in (styles.iter(f"{W}style") if styles is not None else ())
        }
        counted = [0, 0]
        for run in root.iter(f"{W}r") if root is not None else ():
            length = sum(len((one.text or "").split()) for one in run.iter(f"{W}t"))
            counted[0] += length
            counted[1] += length if run.get("b") else 0
        self._mostly_bold = counted[1] > counted[0] * MOSTLY_BOLD

    def name(self, paragraph: ET.Element) -> str:
        """Returns the name of a paragraph's style in small letters, as Word names it in English."""
        style = self._styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        return _value(style, "name").lower()

    def heading_level(self, paragraph: ET.Element, text: str, label: str) -> int | None:
        """Returns the level of a heading from 1, 0 for a line that only looks like one, None for what is none."""
        properties = paragraph.find(f"{W}pPr")
        styles = self._chain(_value(properties, "pStyle"))
        if any(_value(style, "name").lower() == "title" for style in styles[:1]):
            return None
        level = self._level(properties, styles)
        if level is not None:
            return None if len(text.split()) > _CLAUSE_WORDS and text.endswith(_CLOSED) and label else level
        bold = not self._mostly_bold and self._is_bold(paragraph, styles) and heading_like(text)
        return _ONLY_LOOKS if bold and (properties is None or label or not _is_listed(properties)) else None

    def make_item(self, properties: ET.Element, numbered: Numbered) -> None:
        """Makes of a numbered paragraph an item of its list, whatever its style says."""
        for name in ("pStyle", "numPr", "outlineLvl"):
            for one in properties.findall(f"{W}{name}"):
                properties.remove(one)
        place = ET.SubElement(properties, f"{W}numPr")
        ET.SubElement(place, f"{W}ilvl", {f"{W}val": str(numbered.depth)})
        ET.SubElement(place, f"{W}numId", {f"{W}val": numbered.name})

    def _chain(self, name: str) -> list[ET.Element]:
        """Returns a style and those it is based on."""
        found: list[ET.Element] = []
        while name in self._styles and len(found) < _BASED:
            found.append(self._styles[name])
            name = _value(found[-1], "basedOn")
        return found

    def _level(self, properties: ET.Element | None, styles: list[ET.Element]) -> int | None:
        for holder in (properties, *(style.find(f"{W}pPr") for style in styles)):
            outline = _value(holder, "outlineLvl")
            if outline.isdecimal():
                return int(outline) + 1 if int(outline) < _LEVELS else None
        for style in styles:
            if match := _HEADING.fullmatch(_value(style, "name").lower()):
                return min(int(match[1]), _LEVELS)
        # A file without its styles still says by their ids which headings it means.
        match = re.fullmatch(r"Heading(\d)", _value(properties, "pStyle")) if not styles else None
        return min(int(match[1]), _LEVELS) if match else None

    def _is_bold(self, paragraph: ET.Element, styles: list[ET.Element]) -> bool:
        usual = next((style.get("b", "") for style in styles if style.get("b") is not None), "")
        runs = [run for run in paragraph.iter(f"{W}r") if "".join(one.text or "" for one in run.iter(f"{W}t")).strip()]
        return bool(runs) and all(run.get("b", usual) for run in runs)


def _is_listed(properties: ET.Element) -> bool:
    return properties.find(f"{W}numPr") is not None


def _value(element: ET.Element | None, name: str) -> str:
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
