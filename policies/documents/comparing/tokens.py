"""A text in words, where a number, an amount, a date, an address or a variable is one word however it is spelled."""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = (
    "(?:jan(?:uary|uari|vier|uar)?|feb(?:ruary|ruari|ruar)?|février|mar(?:ch|s)?|maart|märz|mrt|apr(?:il)?|avril|mai|may|mei"
    "|june?|juni|juin|july?|juli|juillet|aug(?:ust|ustus)?|août|sep(?:t|tember|tembre)?|o[ck]t(?:ober|obre)?"
    "|nov(?:ember|embre)?|d[eé][cz](?:ember|embre)?)"
)
#: Characters that spell nothing one can see: soft hyphen, joiners, zero-width space.
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD: Final = rf"[\w{_UNSEEN}]"
# Each repetition is possessive or bounded, so that no text takes longer than its length allows.
_DATE: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s)?{_MONTH}\.?,?\s\d{{4}}(?!\w)"
    rf"|\b{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}(?!\w)"
)
_WEB: Final = r"(?:https?|ftp|mailto):[^\s<>\"”’]{0,1999}[^\s<>\"”’.,;:!?)\]]"
_MAIL: Final = r"(?:\w|\{\{\w{1,40}\}\})[\w.+-]{0,63}@(?:\{\{\w{1,40}\}\}|[\w-]{1,63}(?:\.[\w-]{1,63}){0,9})"
_MENTION: Final = r"\{\{\w{1,40}\}\}(?:[/:][\w/.~%?=&#-]{0,999}[\w/])?"
_NUMBER: Final = (
    r"(?:[$€£¥]\s?|(?<!\w)[+−-])?\d(?:\w|[.,:/·’'-]{1,2}(?=\w)|[\u00a0\u202f](?=\d{3}(?!\d))){0,999}"
    r"(?:[\u00a0\u202f]?[%‰€$£¥°])?"
)
_HOST: Final = r"\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,20}(?:/[\w/.~%?=&#-]{0,999}[\w/])?"
_TOKEN: Final = re.compile(
    rf"\s+|{_MENTION}|{_WEB}|{_MAIL}|{_NUMBER}|{_HOST}|{_WORD}++(?:[’'-]{_WORD}++)*+|[^\w\s]", re.IGNORECASE
)
_DATED: Final = re.compile(rf"{_DATE}|{_TOKEN.pattern}", re.IGNORECASE)
_YEAR: Final = 4
_CURRENCIES: Final = frozenset("$€£¥")
_BEGINS_ON: Final = frozenset("0123456789$€£¥")


def tokens(text: str) -> list[str]:
    """Cuts a text into words, stretches of space and single signs; joined they are the text again.

    Most of what lies between single spaces is a plain word, and asking costs less than searching.
    """
    if "  " in text:
        return _DATED.findall(text)
    found: list[str] = []
    for piece in text.split(" "):
        if piece.isalpha():
            found.append(piece)
        elif piece[:1] in _BEGINS_ON and _goes_on(piece):
            return _DATED.findall(text)
        else:
            found += _TOKEN.findall(piece)
        found.append(" ")
    found.pop()
    return found


def _goes_on(piece: str) -> bool:
    """Tells whether a word may reach over the space after or before it: a currency, or the year of a date."""
    return piece in _CURRENCIES or (piece[:_YEAR].isdecimal() and not piece[_YEAR : _YEAR + 1].isalnum())
