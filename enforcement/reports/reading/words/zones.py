"""Time zones as people and logs name them: by distance from UTC, by the usual short names, by a city or in words."""

import datetime as dt
import re
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

_HOURS = {
    0: "utc gmt z ut wet zulu",
    1: "cet mez bst west",
    2: "cest mesz eet sast oesz",
    3: "msk eest trt",
    4: "gst",
    7: "wib ict",
    8: "sgt hkt awst pht myt",
    9: "jst kst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
    -3: "brt art clst adt",
    -4: "edt",
    -5: "est cdt pet",
    -6: "mdt",
    -7: "pdt",
    -8: "pst akdt",
    -9: "akst",
    -10: "hst",
}
_NAMED = {name: dt.timedelta(hours=hours) for hours, names in _HOURS.items() for name in names.split()}
#: Names that more than one part of the world uses, and what each of them means there, in hours.
_DOUBTFUL = {"ist": (5.5, 1, 2), "cst": (-6, 8, -5), "ast": (-4, 3), "mst": (-7, 8), "amt": (-4, 4)}
_NAMES = "|".join(sorted((*_NAMED, *_DOUBTFUL), key=len, reverse=True))
#: Zones that people write out, and the city that has their summer time.
_WRITTEN_OUT = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "et": "America/New_York",
    "pt": "America/Los_Angeles",
    "central european": "Europe/Berlin",
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "amsterdam": "Europe/Amsterdam",
    "london": "Europe/London",
}
_CITY = (
    r"(?:(?:europe|america|asia|africa|australia|pacific|atlantic|indian)/[a-z_]{3,30}(?:/[a-z_]{3,30})?(?![\w/]))"
    r"|(?:(?:us[ /]|u\.s\. )?(?:eastern|central european|central|mountain|pacific) (?:(?:standard|daylight"
    r"|summer) )?time\b)|(?:(?:paris|berlin|amsterdam|london)(?: local)? time\b)"
    r"|(?:heure de (?:paris|berlin|londres)\b)|(?-i:(?:ET|PT)\b)"
)
#: A zone as it stands after a time.
PATTERN = (
    r"(?:(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|[+-]\d\d(?![\d-])|(?-i:Z)(?![a-z])"
    rf"|{_CITY}|(?:{_NAMES})(?![\w/]))"
)
_DISTANCE = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
_WORDS = (
    r"time ?zone|zeitzone|tijdzone|fuseau(?: horaire)?|zona horaria|fuso orario"
    r"|(?:all |alle |toutes les |todas las )?(?:times?(?:stamps?)?|dates?|logs?|zeiten|zeitangaben|zeitstempel|tijden"
    r"|tijdstippen|heures|horas)\b[^.\n:]{0,40}\b(?:in|is|are|sind|zijn|sont|en|est|ist)"
)
_STATED = re.compile(rf"\b(?:{_WORDS})\b[^\n.]{{0,30}}?(?<![\w.])(?P<zone>{PATTERN})", re.IGNORECASE)
_HEADED = re.compile(
    rf"\b(?:time(?:stamp)?|date|zeit|datum|heure|tijd|hora)s?\s?[(\[](?P<zone>{PATTERN})[)\]]", re.IGNORECASE
)
#: Without a verb only what is written as a name is one: "est" and "ist" are words too.
_BARE = re.compile(
    r"\b(?:time(?:stamp)?s|zeiten|zeitangaben|zeitstempel|tijden|tijdstippen|heures|horas)\s?[:(]?\s?"
    rf"(?=(?-i:[A-Z]{{3}}|[+-]\d))(?P<zone>{PATTERN})",
    re.IGNORECASE,
)
#: A zone that stands by itself, in brackets or beside a comma, but not beside a time: "clock in UTC", "sampled, UTC:".
_ALONE = re.compile(
    rf"(?<![\w.+/-])(?<!\d\s)(?<!\d[(\[])(?<!\d\s[(\[])(?=(?-i:[A-Z]{{3}}|[A-Z][a-z]+[/ ]))(?P<zone>{PATTERN})"
    r"(?=[)\],;:.\s]|$)(?!\.?\s?\d)|(?<=[a-z]_)(?P<ending>utc)\b",
    re.IGNORECASE,
)
_FARTHEST = dt.timedelta(hours=14)
_MOST_ALONE = 50


def zone_of(text: str, near: dt.tzinfo | None = None) -> dt.tzinfo | None:
    """Returns the zone that a text names (`+0100`, `CEST`, `UTC-3`); None where it is none, or could be several.

    `near` decides among several: a reporter whose mail says `+0530` means India by `IST`.
    """
    name = text.strip().lower()
    if name in _NAMED:
        return dt.timezone(_NAMED[name])
    if name in _DOUBTFUL:
        offset = near.utcoffset(None) if near else None
        known = [dt.timedelta(hours=hours) for hours in _DOUBTFUL[name]]
        return dt.timezone(offset) if offset is not None and offset in known else None
    found = _DISTANCE.search(name)
    if found is None:
        return _of_a_city(name)
    distance = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if distance > _FARTHEST:
        return None
    return dt.timezone(-distance if found[1] == "-" else distance)


def stated_zone(words: str, near: dt.tzinfo | None = None) -> dt.tzinfo | None:
    """Returns the zone that words state for all of their times ("All times are UTC"), or None."""
    found = _STATED.search(words) or _HEADED.search(words) or _BARE.search(words)
    if found:
        return zone_of(found["zone"], near)
    alone = {zone_of(match["zone"] or match["ending"], near) for match in islice(_ALONE.finditer(words), _MOST_ALONE)}
    return alone.pop() if len(alone) == 1 else None


@lru_cache(maxsize=100)
def _of_a_city(name: str) -> dt.tzinfo | None:
    """Returns the zone of a city (`europe/berlin`), or one that is written out (`eastern daylight time`), or None."""
    if "/" in name and (known := _cities().get(name.replace(" ", "_"))):
        return ZoneInfo(known)
    words = re.sub(r"^(?:us[ /]|u\.s\. |heure de )|(?: local)?(?: (?:standard|daylight|summer))?(?: time)?$", "", name)
    city = _WRITTEN_OUT.get(words)
    return ZoneInfo(city) if city else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}
