"""The marks that open a list item in plain words: bullets of any glyph, letters, roman and arabic numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_GLYPHS: Final = frozenset("•–—-*+·◦▪‣■□●○◆➢➤✓→⁃∙")
_DASHES: Final = frozenset("–—-")
_GAPS: Final = frozenset(" \t\u00a0")
_LONGEST: Final = 8  # characters up to the first bracket or full stop that a mark ends or goes on with
_BULLET: Final = re.compile(r"(?P<mark>\S)[ \t\u00a0]+(?=\S)")
_ENUMERATED: Final = re.compile(
    r"(?P<mark>\((?:[a-z]|[A-Z]|[ivxlc]{1,6}|\d{1,3})\)|(?:[a-z]|[A-Z]|[ivxlc]{1,6}|[IVXLC]{1,6}|\d{1,3})\)"
    r"|(?:[a-z]|[A-Z]|[ivxlc]{1,6}|[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*)\.|\d{1,3}(?:\.\d{1,3})+)"
    r"(?:[ \t\u00a0]+(?=\S)|(?<=\d\.)(?=[A-Z]))"
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed, the style that a list shares, and its ordinals (two, where `i` may be a letter)."""

    printed: str
    style: str
    ordinals: tuple[int, ...] = ()
    dotted: bool = False

    @property
    def number(self) -> str:
        """Returns what is kept of the mark: nothing of a bullet."""
        return self.printed if self.ordinals else ""

    @property
    def ambiguous(self) -> bool:
        """Tells whether the same sign also occurs inside a sentence."""
        return self.printed in _DASHES


def is_bullet(glyph: str) -> bool:
    """Tells whether a character alone can be a bullet: a known glyph, or one of a symbol font's private characters."""
    return glyph in _GLYPHS or unicodedata.category(glyph) == "Co" or glyph == "o"


def split_mark(line: str) -> tuple[Mark | None, str]:
    """Takes the mark off the start of a line; the rest is the item's text."""
    text = line.strip()
    if text[1:2] in _GAPS and (match := _BULLET.match(text)) and is_bullet(match["mark"]):
        return Mark(match["mark"], f"bullet {match['mark']}"), text[match.end() :]
    head = text[:_LONGEST]
    if (")" in head or "." in head) and (match := _ENUMERATED.match(text)):
        return _enumerated(match["mark"]), text[match.end() :]
    return None, text


def follows(mark: Mark, last: Mark) -> bool:
    """Tells whether `mark` is the next of the list whose last item bore `last`."""
    if not mark.ordinals or not last.ordinals:
        return mark.style == last.style
    if _shape(mark.printed) != _shape(last.printed):
        return False
    return any(one == other + 1 for one in mark.ordinals for other in last.ordinals)


def opens(mark: Mark) -> bool:
    """Tells whether a list can begin with this mark."""
    return not mark.ordinals or 1 in mark.ordinals


def _enumerated(printed: str) -> Mark:
    core = printed.strip("().")
    if core[0].isdigit():
        parts = core.split(".")
        return Mark(printed, f"number {_shape(printed)}", (int(parts[-1]),), dotted=len(parts) > 1)
    lower = core.lower()
    ordinals = [ord(lower) - ord("a") + 1] if len(lower) == 1 else []
    if set(lower) <= set(_ROMAN):
        ordinals.append(_roman(lower))
    return Mark(printed, f"letter {_shape(printed)}", tuple(dict.fromkeys(ordinals)))


def _shape(printed: str) -> str:
    """Reduces a mark to its punctuation, its case, and how many parts a number has."""
    core = printed.strip("().")
    kind = f"1{core.rpartition('.')[0]}" if core[0].isdigit() else ("A" if core.isupper() else "a")
    return printed.replace(core, kind)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
