"""The lists of web pages: what a browser prints before each item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LIST_STYLES: Final = {
    "a": "a",
    "A": "A",
    "i": "i",
    "I": "I",
    "1": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "none": "",
}
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def list_number(style: str, number: int) -> str:
    """Returns what a browser prints before the item of an ordered list."""
    if style == "1" or number < 1:
        return f"{number}."
    if style in {"a", "A"}:
        text = ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(ord("a") + rest) + text
    else:
        text = ""
        for value, letters in _ROMAN:
            text, number = text + letters * (number // value), number % value
    return f"{text.upper() if style.isupper() else text}."


@dataclass(slots=True)
class HtmlList:
    """A list that is open: the number of its next item."""

    ordered: bool
    style: str
    next: int
    step: int = 1

    def number(self, value: str | None) -> str:
        """Returns what is printed before the next item, which may name its own number."""
        if value and re.fullmatch(r"-?\d{1,5}", value):
            self.next = int(value)
        printed = list_number(self.style, self.next) if self.ordered and self.style else ""
        self.next += self.step
        return printed


def list_of(tag: str, attributes: dict[str, str | None], *, numbered: bool) -> HtmlList:
    """Opens a list as its tag says it is numbered."""
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", attributes.get("style") or "")
    name = style[1] if style else attributes.get("type") or "1"
    start = attributes.get("start") or "1"
    first = int(start) if re.fullmatch(r"-?\d{1,5}", start) else 1
    step = -1 if "reversed" in attributes else 1
    return HtmlList(tag == "ol" and numbered, _LIST_STYLES.get(name, "1"), first, step)
