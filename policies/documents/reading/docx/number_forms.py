"""Numbers as Word writes them in each of its formats: `iv`, `bb`, `1st`, `Twenty-one`, `①`, `007`."""

from __future__ import annotations

from typing import Final

from policies.documents.reading.html.lists import roman

_UP_TO_NINETEEN: Final = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
    "Eighteen Nineteen"
)
_UP_TO_NINETY: Final = "- - Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety"
_ONES: Final = tuple(_UP_TO_NINETEEN.split())
_TENS: Final = tuple(_UP_TO_NINETY.split())
_ORDINALS: Final = {
    "One": "First",
    "Two": "Second",
    "Three": "Third",
    "Five": "Fifth",
    "Eight": "Eighth",
    "Nine": "Ninth",
    "Twelve": "Twelfth",
}
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
_TEENS: Final = range(11, 14)
_SIGNS: Final = "*†‡§"
_CIRCLED: Final = {"decimalEnclosedCircle": "①", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_MOST_CIRCLED: Final = 20
_MOST_ROMAN: Final = 3_999
_MOST_IN_WORDS: Final = 999
_HUNDRED: Final = 100


def printed_number(form: str, number: int, *, pattern: str = "") -> str:
    """Returns a number as Word prints it in a format; a format that is not known, or cannot, is written in figures.

    `pattern` is the example that a custom format gives, such as `001, 002, 003`.
    """
    if form == "custom":
        return f"{number:0{len(pattern.partition(',')[0].strip())}}"
    if form == "decimalZero":
        return f"{number:02}"
    if form == "hex":
        return f"{number:X}"
    if form == "numberInDash":
        return f"- {number} -"
    return _spelt(form, number) if number > 0 else str(number)


def _spelt(form: str, number: int) -> str:
    """Returns a number from 1 in letters, signs or words."""
    match form:
        case "lowerLetter" | "upperLetter":
            # Word doubles the letter after z: aa, bb, cc.
            written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman" if number <= _MOST_ROMAN:
            written = roman(number)
        case "ordinal":
            teen = number % _HUNDRED in _TEENS
            written = f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"
        case "cardinalText" if number <= _MOST_IN_WORDS:
            written = _in_words(number)
        case "ordinalText" if number <= _MOST_IN_WORDS:
            written = _ordinal(_in_words(number))
        case "chicago":
            written = _SIGNS[(number - 1) % len(_SIGNS)] * ((number - 1) // len(_SIGNS) + 1)
        case _ if form in _CIRCLED and number <= _MOST_CIRCLED:
            written = chr(ord(_CIRCLED[form]) + number - 1)
        case _:
            written = str(number)
    return written.upper() if form.startswith("upper") else written


def _in_words(number: int) -> str:
    if number >= _HUNDRED:
        rest = number % _HUNDRED
        return f"{_ONES[number // _HUNDRED]} Hundred{f' {_in_words(rest)}' if rest else ''}"
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones].lower()}" if ones else "")


def _ordinal(words: str) -> str:
    """Makes `Twenty-one` `Twenty-first`."""
    for gap in ("-", " "):
        head, found, last = words.rpartition(gap)
        if found:
            ordinal = _ordinal(last.capitalize())
            return f"{head}{gap}{ordinal.lower() if gap == '-' else ordinal}"
    return _ORDINALS.get(words) or (f"{words[:-1]}ieth" if words.endswith("y") else f"{words}th")
