"""Service hours: which instants of a stretch of time are within them, on the clocks of a time zone."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from enforcement.credits.intervals import Interval, union
from enforcement.credits.terms import Hours

STEP = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)


@lru_cache(maxsize=256)
def service_hours(weekly: tuple[Hours, ...], zone: ZoneInfo, window: Interval) -> tuple[Interval, ...]:
    """Returns when in the window a clock of the zone shows one of the hours: an hour that passes twice counts twice.

    An hour that a clock leaves out when summer begins is none, nor is a day that a zone never had.
    """
    found: list[Interval] = []
    for piece, offset in _steady(zone, window):
        first, last = (piece.start + offset).date(), (piece.end + offset).date()
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(days=number)
            midnight = dt.datetime.combine(day, dt.time(), dt.UTC) - offset
            found += _parts(midnight, (one for one in weekly if one.weekday == day.isoweekday()), piece)
    return union(found)


def days_after(moment: dt.datetime, days: int, zone: ZoneInfo) -> dt.datetime:
    """Returns the instant (UTC) at which a calendar of the zone is so many days past the moment's day."""
    day = moment.astimezone(zone).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def _parts(midnight: dt.datetime, hours: Iterable[Hours], piece: Interval) -> Iterator[Interval]:
    for one in hours:
        start = max(midnight + dt.timedelta(minutes=one.start), piece.start)
        end = min(midnight + dt.timedelta(minutes=one.end), piece.end)
        if start < end:
            yield Interval(start, end)


def _steady(zone: ZoneInfo, window: Interval) -> Iterator[tuple[Interval, dt.timedelta]]:
    """Yield the stretches of the window between changes of the zone's clocks, and how far ahead of UTC these are."""
    begun, at, offset = window.start, window.start, _offset(window.start, zone)
    while at < window.end:
        following = min(at + STEP, window.end)
        if _offset(following, zone) != offset:
            changed = _change(zone, at, following)
            yield Interval(begun, changed), offset
            begun, offset = changed, _offset(following, zone)
        at = following
    if begun < window.end:
        yield Interval(begun, window.end), offset


def _change(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """Returns the first second with the later offset; zones change at whole seconds."""
    offset = _offset(before, zone)
    low, high = 0, -(-(after - before) // SECOND)
    start = before.replace(microsecond=0)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(start + middle * SECOND, zone) == offset else (low, middle)
    return start + high * SECOND


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
