"""Writes times as logs write them, where people wrote otherwise: `13h45`, `13.45 Uhr`, a day and its time apart."""

import re

_HOURS = r"[01]?\d|2[0-3]"
_LETTERED = re.compile(rf"(?<![\w.:/-])({_HOURS})\s?h\s?([0-5]\d)(?![\w:])", re.IGNORECASE)
_WORDED = re.compile(
    rf"(?<![\w.:/-])(?:({_HOURS})\.([0-5]\d)(?= ?(?:uhr|uur|h)\b)|({_HOURS}) (?:uhr|uur) ([0-5]\d)(?![\w.:]))",
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
_TO = r"(?:\s(?:and|to|until|till|und|bis|et|jusqu'à|tot|en|hasta|y|al|e|-)\s|\s?–\s?)"
_FROM = r"(?:(?:from|between|von|zwischen|de|entre|van|tussen|at|um) )?"
#: `between 12:45 and 12:55 UTC on 28 October 2026`, and `2026-10-28 from 12:45 to 12:55 UTC`.
_SPAN_FIRST = re.compile(
    rf"(?<![\d.T-])(?<!\d )({_FACE}){_TO}({_FACE}) ?{_NAMED},? ?(?:on |am |le |op |el |del )(?:the )?({_DAY})"
    r"(?![ \t,T]*\d\d?:\d\d)",
    re.IGNORECASE,
)
_SPAN_LAST = re.compile(rf"({_DAY})[ ,T]{{1,2}}{_FROM}({_FACE}){_TO}({_FACE}) ?{_NAMED}(?![\w:])", re.IGNORECASE)


def written_out(words: str) -> str:
    """Returns words with each time as `13:45`, and a day whose time stands on the next line beside it."""
    words = _LETTERED.sub(r"\1:\2", words)
    words = _WORDED.sub(lambda found: f"{found[1] or found[3]}:{found[2] or found[4]}", words)
    words = _SPAN_FIRST.sub(r"\4 \1 \3 and \4 \2 \3", words)
    words = _SPAN_LAST.sub(r"\1 \2 \4 and \1 \3 \4", words)
    words = _APART.sub(r"\1 ", words)
    return _APART_BACKWARDS.sub(r"\2 \1", words)
