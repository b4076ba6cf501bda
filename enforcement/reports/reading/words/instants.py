"""Finds instants in words and log lines, in the forms that logs, mails and people write."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from enforcement.reports.reading.words.zones import PATTERN, zone_of
from tenants.resellers.instants import EARLIEST, LATEST

_MONTHS = (
    "jan|january|januar|janvier|januari|enero|gennaio|jän|jänner",
    "feb|february|februar|février|fevrier|fév|februari|febrero|febbraio",
    "mar|march|märz|maerz|mär|mrz|mars|maart|mrt|marzo",
    "apr|april|avril|avr|abril|abr|aprile",
    "may|mai|mei|mayo|maggio",
    "jun|june|juni|juin|junio|giugno",
    "jul|july|juli|juillet|juil|julio|luglio",
    "aug|august|août|aout|augustus|agosto|ago",
    "sep|sept|september|septembre|septiembre|settembre",
    "oct|october|okt|oktober|octobre|octubre|ottobre",
    "nov|november|novembre|noviembre",
    "dec|december|dez|dezember|décembre|diciembre|déc|dicembre",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DAYS = r"(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-zäöü]{0,7}\.?,?\s+)?"
_CLOCK = (
    r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d|60)(?:[.,](?P<f>\d{1,9}))?)?(?!\d)"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?))?"
)
_ABOUT = (
    r"(?:(?:approximately|approx\.?|about|around|circa|ca\.|gegen|etwa|ungefähr|vers|environ|omstreeks|rond|kl\."
    r"|godz\.|às|alle|ore|klo)\s*)?"
)
_BETWEEN = rf"(?:\s*(?:,|\bat\b|\bum\b|\bà\b|\bom\b|\ba las\b|\balle\b|-|–|/|@)\s*|\s+){_ABOUT}"
_ZONE = rf"(?:\s*(?:uhr|hrs?\.?|hours|uur)\b)?(?:\s{{0,3}}[\[(]?(?P<zone>{PATTERN})[\])]?)?"
_ZONE_AFTER = rf"(?:\s{{0,3}}[\[(]?(?P<zone_after>{PATTERN})[\])]?)?"
_NAMED_DAY = rf"(?P<D>\d\d?)(?:st|nd|rd|th|er|\.)?\s+(?:of |de )?(?P<name>{_NAMES})\.?,?\s+(?:de )?(?P<Y>\d{{4}})"
_NAMED_DAY_ALONE = rf"(?P<D>\d\d?)(?:st|nd|rd|th|er|\.)?\s+(?:of |de )?(?P<name>{_NAMES})\b\.?"
_NAMED_MONTH = rf"(?P<name>{_NAMES})\.?\s+(?P<D>\d\d?)"
#: Each form of a date with a time. Logs repeat one form, so the one that fitted last is tried first.
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.])(?P<Y>\d{{4}})[-/.](?P<M>\d\d?)[-/.](?P<D>\d\d?)(?:T|_|:|{_BETWEEN}){_CLOCK}{_ZONE}",
        rf"(?<![\w./])(?P<D>\d\d?)[/-](?P<name>{_NAMES})[/-](?P<Y>\d{{4}}|\d\d)(?::|{_BETWEEN}){_CLOCK}{_ZONE}",
        rf"(?<![\w./])(?P<name>{_NAMES})[/-](?P<D>\d\d?)[/-](?P<Y>\d{{4}})(?::|{_BETWEEN}){_CLOCK}{_ZONE}",
        rf"(?<![\w.])(?P<name>{_NAMES})\s+(?P<D>\d\d?)\s+{_CLOCK}(?:\s+(?P<zone>{PATTERN}))?\s+(?P<Y>\d{{4}})(?![\d:-]){_ZONE_AFTER}",
        rf"(?<![\w.]){_NAMED_MONTH}(?:st|nd|rd|th)?{_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w./]){_NAMED_DAY}{_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w.]){_NAMED_MONTH}(?:st|nd|rd|th)?,?\s+(?P<Y>\d{{4}}){_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w.])(?P<D>\d\d?)\.(?P<M>\d\d?)\.(?P<Y>\d{{4}}|\d\d){_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w./-])(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-](?P<Y>\d{{4}}|\d\d){_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w./])(?P<M>\d\d)/(?P<D>\d\d)-{_CLOCK}{_ZONE}",
        rf"(?<![\w./]){_NAMED_DAY_ALONE}{_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w.:/-])(?P<D>[0-3]?\d)\.(?P<M>[01]?\d)\.\)?{_BETWEEN}{_CLOCK}{_ZONE}",
        rf"(?<![\w.:/-])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)\)?{_BETWEEN}{_CLOCK}{_ZONE}",
    )
)
_THEN = rf"(?:\s*(?:,|-|\bon(?: the)?\b|\bam\b|\ble\b|\bop\b|\bdel?\b|\bil\b)\s*|\s+){_DAYS}"
#: Each form of a time with its date after it; tried last, since a date belongs to the time that follows it.
_CLOCK_FIRST = tuple(
    re.compile(rf"(?<![\w.:-]){_CLOCK}{_ZONE}{_THEN}{day}(?![\w/]|{_BETWEEN}\d\d?:\d\d){_ZONE_AFTER}", re.IGNORECASE)
    for day in (
        r"(?P<Y>\d{4})[-/.](?P<M>\d\d?)[-/.](?P<D>\d\d?)",
        _NAMED_DAY,
        rf"{_NAMED_MONTH}(?:st|nd|rd|th)?,?\s+(?P<Y>\d{{4}})",
        r"(?P<D>\d\d?)\.(?P<M>\d\d?)\.(?P<Y>\d{4}|\d\d)",
        r"(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-](?P<Y>\d{4})",
        rf"{_NAMED_MONTH}(?:st|nd|rd|th)?",
        _NAMED_DAY_ALONE,
    )
)
_COMPACT = re.compile(
    r"(?<![\w.])(?P<Y>\d{4})(?P<M>\d\d)(?P<D>\d\d)T(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)"
    r"(?P<zone>Z|[+-]\d{4})?(?!\w)"
)
_CLOCK_FACE = re.compile(r"\d:[0-5]\d")
#: Characters before and after a time in which its date and zone stand.
_REACH = 48
_MOST = 2_000
_EPOCH = re.compile(
    r"(?:^|(?<=[\s\"'=:,\[(]))(?P<seconds>1[0-9]\d{8})(?P<rest>\d{3}(?!\d)|\.\d{1,6}(?!\d))?(?![\w.])", re.MULTILINE
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w.])(?P<Y>\d{4})-(?P<M>\d\d)-(?P<D>\d\d)(?![\w-])",
        rf"(?<![\w./]){_NAMED_DAY}(?!\w)",
        rf"(?<![\w./])(?P<D>\d\d?)-(?P<name>{_NAMES})-(?P<Y>\d{{4}})(?!\w)",
        rf"(?<![\w.])(?P<name>{_NAMES})\.?\s+(?P<D>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<Y>\d{{4}})(?!\w)",
        rf"(?<![\w./]){_NAMED_DAY_ALONE}(?![\w,]|\s+\d)",
        r"(?<![\w.])(?P<D>\d\d?)\.(?P<M>\d\d?)\.(?P<Y>\d{4})(?![\w.]\d)",
    )
)
_OF_DAY = re.compile(
    rf"(?:\b(?:at|since|from|between|and|until|zwischen|und|bis|tussen|tot|entre|et|en"
    rf"|around|um|seit|ab|gegen|vers|depuis|à|om|sinds|vanaf|a las|desde|today|yesterday|heute"
    rf"|gestern|hier|gisteren|vandaag|ayer|hoy|ieri|oggi),?\s+(?:(?:about|at|um|gegen|à|om|a las|alle)\s+)?)"
    rf"(?P<h>[01]?\d|2[0-3])(?::|h(?=\d))(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d){_ZONE}"
    rf"|(?<![\d:.\w-])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?::(?P<s2>[0-5]\d))?\s{{0,2}}\(?(?P<zone2>{PATTERN})\)?",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(
    r"\b(?:yesterday|gestern|hier (?=soir|matin|à|vers|après|\d)|gisteren|ayer|ieri|ontem|wczoraj)[^\n.;]{0,40}$",
    re.IGNORECASE,
)
_DAY = dt.timedelta(days=1)
_AHEAD = dt.timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Found:
    """An instant that words name, and where; `sure` unless its zone or its order of day and month is a guess.

    `offset` is that of the zone which the words name beside it, None where they name none.
    """

    start: int
    end: int
    at: dt.datetime
    sure: bool = True
    offset: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What helps to read a time: the mail's own date, and the zone of times that name none."""

    sent: dt.datetime | None = None
    zone: dt.tzinfo | None = None


def instants(words: str, frame: Frame) -> list[Found]:
    """Returns every date with a time in words, in their order; UTC."""
    found: list[Found] = []
    forms, done, looked = list(_FORMS), 0, 0
    for face in _CLOCK_FACE.finditer(words):
        if face.start() < done:
            continue
        looked += 1
        if looked > _MOST:
            break
        begins = max(done, words.rfind("\n", 0, face.start()) + 1, face.start() - _REACH)
        for form in (*forms, *_CLOCK_FIRST):
            match = form.search(words, begins, face.end() + _REACH)
            if match is None or not match.start() <= face.start() < match.end():
                continue
            done = match.end()
            if one := _instant(match, frame):
                found.append(one)
            if form is not forms[0] and form in forms:
                forms.remove(form)
                forms.insert(0, form)
            break
    found += [one for match in _COMPACT.finditer(words) if (one := _instant(match, frame))]
    found += _epochs(words, frame)
    return sorted(found, key=lambda one: one.start)


def days(words: str, frame: Frame) -> list[tuple[Found, Found]]:
    """Returns every date without a time, as the first and the last second of that day in the reporter's zone."""
    found = []
    for form in _DATES:
        for match in form.finditer(words):
            begins = _built(match, dt.time(), frame.zone, frame)
            if begins and frame.zone:
                last = begins + _DAY - dt.timedelta(seconds=1)
                last = frame.sent.astimezone(dt.UTC) if frame.sent and begins <= frame.sent < last else last
                found.append((Found(*match.span(), begins), Found(*match.span(), last)))
    return found


def times_of_day(words: str, frame: Frame, day: dt.date | None = None) -> list[Found]:
    """Returns every time without a date, on a day, or on that on which the mail was sent, in the zone that it names."""
    found = []
    clocks = list(_OF_DAY.finditer(words))
    named = {zone_of(match["zone"] or match["zone2"] or "", frame.zone) for match in clocks} - {None}
    usual = named.pop() if len(named) == 1 else frame.zone  # `between 13:00 and 14:00 UTC` says it once
    for match in clocks:
        zone = zone_of(match["zone"] or match["zone2"] or "", frame.zone) or usual
        if frame.sent is None or zone is None:
            continue
        here = frame.sent.astimezone(zone)
        before = _YESTERDAY.search(words[max(0, match.start() - _REACH) : match.end()]) is not None
        hour, minute, second = (int(match[name] or match[f"{name}2"] or 0) for name in "hms")
        then = day or (here.date() - _DAY if before else here.date())
        at = dt.datetime.combine(then, dt.time(hour, minute, second), zone)
        found.append(Found(*match.span(), at.astimezone(dt.UTC), sure=at <= here))
    return found


def _instant(match: re.Match[str], frame: Frame) -> Found | None:
    hour = int(match["h"])
    half = (_group(match, "half") or "").lower()[:1]
    if half and hour <= 12:  # noqa: PLR2004 - hours of half a day
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = (_group(match, "f") or "0")[:6].ljust(6, "0")
    if hour > 23:  # noqa: PLR2004 - hours of a day
        return None
    clock = dt.time(hour, int(match["m"]), min(int(_group(match, "s") or 0), 59), int(fraction))
    named = _group(match, "zone") or _group(match, "zone_after")
    zone = zone_of(named, frame.zone) if named else frame.zone
    sure = zone is not None
    if _group(match, "a"):
        found = _slashed(match, clock, zone or dt.UTC, frame, sure=sure, american=bool(half))
    else:
        at = _built(match, clock, zone or dt.UTC, frame)
        found = Found(*match.span(), at, sure) if at else None
    return replace(found, offset=found.at.astimezone(zone).utcoffset()) if found and named and zone else found


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _built(
    match: re.Match[str], clock: dt.time, zone: dt.tzinfo | None, frame: Frame | None = None
) -> dt.datetime | None:
    month = _MONTH_NUMBERS[match["name"].lower()] if _group(match, "name") else int(match["M"])
    year = _group(match, "Y")
    if year is None:
        return _in_the_year_before(frame, lambda named: _at(named, month, int(match["D"]), clock, zone))
    return _at(_year(year), month, int(match["D"]), clock, zone)


def _year(written: str) -> int:
    """Returns a year that is written with four digits, or with two."""
    return int(written) + (2000 if len(written) == 2 else 0)  # noqa: PLR2004 - two digits


def _at(year: int, month: int, day: int, clock: dt.time, zone: dt.tzinfo | None) -> dt.datetime | None:
    try:
        at = dt.datetime.combine(dt.date(year, month, day), clock, zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST <= at < LATEST else None


def _in_the_year_before(frame: Frame | None, at: Callable[[int], dt.datetime | None]) -> dt.datetime | None:
    """Returns the latest instant of such a day that is not after the mail; logs leave the year out."""
    if frame is None or frame.sent is None:
        return None
    years = (frame.sent.year + 1, frame.sent.year, frame.sent.year - 1)
    return next((one for year in years if (one := at(year)) and one <= frame.sent + _AHEAD), None)


def _slashed(
    match: re.Match[str], clock: dt.time, zone: dt.tzinfo, frame: Frame, *, sure: bool, american: bool
) -> Found | None:
    """Reads 10/28/2026 and 28/10/2026; where both are days, the mail's date decides, or nothing does."""
    first, second = int(match["a"]), int(match["b"])

    def at_day(month: int, day: int) -> dt.datetime | None:
        if written := _group(match, "Y"):
            return _at(_year(written), month, day, clock, zone)
        return _in_the_year_before(frame, lambda year: _at(year, month, day, clock, zone))

    european, other = at_day(second, first), at_day(first, second)
    if european is None or other is None or first == second:
        at = european or other
        return Found(*match.span(), at, sure) if at else None
    if american:
        return Found(*match.span(), other, sure)
    fitting = [one for one in (european, other) if frame.sent and frame.sent - 7 * _DAY <= one <= frame.sent + _DAY]
    return Found(*match.span(), fitting[0] if fitting else european, sure and len(fitting) == 1)


def _epochs(words: str, frame: Frame) -> Iterator[Found]:
    """Yields seconds or milliseconds since 1970, if they lie in the year before the mail."""
    if frame.sent is None:
        return
    for match in _EPOCH.finditer(words):
        at = dt.datetime.fromtimestamp(int(match["seconds"]), dt.UTC)
        if frame.sent - 366 * _DAY <= at <= frame.sent + _AHEAD:
            yield Found(*match.span(), at)
