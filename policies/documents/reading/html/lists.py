"""The lists of web pages: what a browser prints before each item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.reading.html.styles import list_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.documents.reading.html.tree import Element

LISTS: Final = frozenset({"ol", "ul", "menu"})
#: The values of `type`, which tell capitals from small letters, and of style sheets.
_TYPES: Final = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_UNNUMBERED: Final = frozenset({"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed", "initial"})
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN: Final = 3_999
_GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_WHOLE: Final = re.compile(r"\s*-?\d{1,5}\s*")


def roman(number: int) -> str:
    """Returns a number from 1 to 3,999 in small roman letters."""
    text = ""
    for value, letters in _ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """Returns a number from 1 as letters: a to z, then aa, ab, as columns of a sheet."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, len(alphabet))
        text = alphabet[rest] + text
    return text


def counted(style: str, number: int) -> str:
    """Returns a number as a style of lists writes it, without a full stop: `iv`; as a digit where it cannot."""
    style = style.strip().lower()
    if style in _UNNUMBERED or style.startswith(('"', "'", "url(")):
        return ""
    upper = style.startswith("upper-")
    if number > 0 and style.endswith(("-alpha", "-latin")):
        text = letters(number)
    elif 0 < number <= _MOST_ROMAN and style.endswith("-roman"):
        text = roman(number)
    elif number > 0 and style == "lower-greek":
        text = letters(number, _GREEK)
    elif style == "decimal-leading-zero":
        text = f"{number:02}"
    else:
        return str(number)
    return text.upper() if upper else text


@dataclass(slots=True)
class HtmlList:
    """A list that is open: the number of its next item."""

    numbered: bool
    style: str
    next: int
    step: int = 1

    def number(self, item: Element) -> str:
        """Returns what is printed before the next item, which may name its own number."""
        value = item.attributes.get("value", "")
        if _WHOLE.fullmatch(value):
            self.next = int(value)
        style = list_style(item.styles) or _TYPES.get(item.attributes.get("type", ""), "") or self.style
        printed = counted(_known(style), self.next) if self.numbered else ""
        self.next += self.step
        return f"{printed}." if printed else ""


def list_of(element: Element, *, numbered: bool) -> HtmlList:
    """Opens a list as its tag says it is numbered."""
    attributes = element.attributes
    usual = "decimal" if element.tag == "ol" else "disc"
    style = list_style(element.styles) or _TYPES.get(attributes.get("type", ""), usual)
    start = attributes.get("start", "")
    backwards = "reversed" in attributes
    first = int(start) if _WHOLE.fullmatch(start) else sum(1 for _ in _items(element)) if backwards else 1
    return HtmlList(numbered, style, first, -1 if backwards else 1)


def _known(style: str) -> str:
    """Takes the name of the numbering out of what a sheet says of a list, such as `inside lower-roman`."""
    return next((word for word in style.split() if word not in {"inside", "outside"}), "decimal")


def _items(element: Element) -> Iterator[Element]:
    """Returns the items of a list, not those of the lists inside it."""
    for child in element.elements():
        if child.tag == "li":
            yield child
        elif child.tag not in LISTS:
            yield from _items(child)
