"""Writes times as logs write them, where people wrote otherwise: `13h45`, `13.45 Uhr`, a day and its time apart."""

import re

_HOURS = r"[01]?\d|2[0-3]"
_LETTERED = re.compile(rf"(?<![\w.:/-])({_HOURS})\s?[hu]\s?([0-5]\d)(?![\w:])", re.IGNORECASE)
_UNITS = r"(?:uhr|uur|h\b|[ap]\.?m\b|\(?(?:utc|gmt|cet|cest|mez|mesz|eet|eest)\b)"
_WORDED = re.compile(
    rf"(?<![\w.:/-])(?:({_HOURS})\.([0-5]\d)(?= ?{_UNITS}| ?(?:[-–]|bis|tot|to|à) ?(?:{_HOURS})\.[0-5]\d ?{_UNITS})"
    rf"|({_HOURS}) (?:uhr|uur) ([0-5]\d)(?![\w.:]))|\b(?:klo|kl\.|ore|um|om) ({_HOURS})\.([0-5]\d)(?!\.?\d)",
    re.IGNORECASE,
)
#: A whole hour: `12 Uhr`, `3 pm`, `à 18 h`.
_WHOLE = re.compile(
    rf"(?<![\w.:/-])(?:({_HOURS}) ?(?:uhr|uur)\b(?! ?\d)|(1[0-2]|0?[1-9]) ?([ap])\.?m\b\.?"
    rf"|(?<=\bà )({_HOURS}) ?h(?:eures?)?\b(?! ?\d))",
    re.IGNORECASE,
)
_DAY = (
    r"(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[./-]\d\d?[./-](?:\d{4}|\d\d)"
    r"|\d\d?(?:st|nd|rd|th|\.)? [a-zäéû]{3,10}\.?,? \d{4}|[a-zäéû]{3,10}\.? \d\d?(?:st|nd|rd|th)?,? \d{4})"
)
_HALF = r"(?:[ \t]?[ap]\.?m\b\.?)?"
_FACE = rf"\d\d?:\d\d(?::\d\d)?{_HALF}"
_OFFSET = r"[+-]\d\d:?\d\d"
_ZONE = rf"(?-i:[A-Z]{{3,5}})(?:[+-]\d\d?(?::?\d\d)?)?|{_OFFSET}"
_CLOCK = rf"{_FACE}(?:[ \t]*\(?(?:{_ZONE}|Z\b)\)?)?"
_TIME_LABEL = r"[^\n\d]{0,40}\b(?:time|uhrzeit|zeit|heure|tijd|tijdstip|hora|ora)\b[^\n\d]{0,25}[:=|][ \t]*"
_DATE_LABEL = r"[^\n\d]{0,40}\b(?:date|datum|day|tag|jour|dag|fecha|data)\b[^\n\d]{0,25}[:=|][ \t]*(?:[a-z]{2,10}, ?)?"
_APART = re.compile(rf"({_DAY})[ \t]*\n{_TIME_LABEL}(?=\d\d?:\d\d)", re.IGNORECASE)
_APART_BACKWARDS = re.compile(
    rf"(?<![\d.-][ T])({_CLOCK})[ \t]*\n{_DATE_LABEL}({_DAY})(?![ \t,T]*\d\d?:\d\d)", re.IGNORECASE
)
_NAMED = rf"(?:uhr |uur )?\(?({_ZONE}|)\)?"
_TO = (
    r"(?:\s(?:and|to|until|till|und|bis|et|jusqu'à|tot|en|hasta|y|al|e|-)\s|\s?–\s?"
    rf"|-(?={_FACE} ?\(?(?:(?-i:[A-Z]{{3,5}})\b|(?-i:Z)\b|uhr|uur|h\b)))"
)
#: What may stand after the first of two times too: `from 12:45 Uhr to 12:55 Uhr`, `12:45 UTC to 12:55 UTC`.
_UNIT = rf"(?: ?(?:uhr|uur|h)\b)?(?: ?\(?({_ZONE}|Z)\)?)?"
_FROM = r"(?:(?:from|between|von|zwischen|de|entre|van|tussen|at|um) )?"
#: `between 12:45 and 12:55 UTC on 28 October 2026`, and `2026-10-28 from 12:45 to 12:55 UTC`.
_SPAN_FIRST = re.compile(
    rf"(?<![\d.T-])(?<!\d )({_FACE}){_UNIT}{_TO}({_FACE}) ?{_NAMED},? ?(?:on |am |le |op |el |del )(?:the )?({_DAY})"
    r"(?![ \t,T]*\d\d?:\d\d)",
    re.IGNORECASE,
)
_SPAN_LAST = re.compile(rf"({_DAY})[ ,T]{{1,2}}{_FROM}({_FACE}){_UNIT}{_TO}({_FACE}) ?{_NAMED}(?![\w:])", re.IGNORECASE)


def written_out(words: str) -> str:
    """Returns words with each time as `13:45`, and a day whose time stands on the next line beside it."""
    words = _LETTERED.sub(r"\1:\2", words)
    words = _WORDED.sub(_faced, words)
    words = _WHOLE.sub(lambda found: f"{found[2]}:00 {found[3]}m" if found[2] else f"{found[1] or found[4]}:00", words)
    words = _SPAN_FIRST.sub(lambda found: _both(found[5], found[1], found[2], found[3], found[4]), words)
    words = _SPAN_LAST.sub(lambda found: _both(found[1], found[2], found[3], found[4], found[5]), words)
    words = _APART.sub(r"\1 ", words)
    return _APART_BACKWARDS.sub(r"\2 \1", words)


def _faced(found: re.Match[str]) -> str:
    """Writes `13.45 Uhr` and `um 13.45` as `13:45`; the unit stays where it stood."""
    if found[5]:
        return f"{found[0][: found.start(5) - found.start()]}{found[5]}:{found[6]}"
    return f"{found[1] or found[3]}:{found[2] or found[4]}"


def _both(day: str, first: str, zone: str | None, last: str, last_zone: str) -> str:
    """Writes the day and the zone with both of two times; a zone that only one has is the other's too."""
    return f"{day} {first} {zone or last_zone} and {day} {last} {last_zone or zone or ''}"
