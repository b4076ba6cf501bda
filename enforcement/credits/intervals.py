"""Half-open stretches of time in UTC, and the set operations on them; exact to the microsecond."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MICROSECOND = dt.timedelta(microseconds=1)


def _as_utc(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None:
        message = f"an instant needs a time zone: {instant.isoformat()}"
        raise ValueError(message)
    return instant.astimezone(dt.UTC)


@dataclass(frozen=True, order=True)
class Interval:
    """From `start` until just before `end`, both UTC instants. Raises ValueError when empty or without a zone."""

    start: dt.datetime
    end: dt.datetime

    def __post_init__(self) -> None:
        """Bring both instants to UTC, so that equal stretches compare and print equal."""
        object.__setattr__(self, "start", _as_utc(self.start))
        object.__setattr__(self, "end", _as_utc(self.end))
        if self.start >= self.end:
            message = f"an interval ends after it starts: {self.start.isoformat()} to {self.end.isoformat()}"
            raise ValueError(message)

    @property
    def microseconds(self) -> int:
        """The exact length."""
        return (self.end - self.start) // MICROSECOND

    def widened(self, seconds: int) -> "Interval":
        """Returns it with so many seconds more on either side."""
        more = dt.timedelta(seconds=seconds)
        return Interval(self.start - more, self.end + more)


@dataclass(frozen=True)
class Span:
    """Like an Interval, but its end may still be open (None). Raises ValueError when empty or without a zone."""

    start: dt.datetime
    end: dt.datetime | None = None

    def __post_init__(self) -> None:
        """Bring the instants to UTC."""
        object.__setattr__(self, "start", _as_utc(self.start))
        if self.end is None:
            return
        object.__setattr__(self, "end", _as_utc(self.end))
        if self.start >= self.end:
            message = f"a span ends after it starts: {self.start.isoformat()} to {self.end.isoformat()}"
            raise ValueError(message)

    def within(self, window: Interval) -> Interval | None:
        """Returns the part inside the window, an open end cut at the window's end; None when nothing is."""
        start = max(self.start, window.start)
        end = window.end if self.end is None else min(self.end, window.end)
        return Interval(start, end) if start < end else None

    def meet(self, other: "Span") -> "Span | None":
        """Returns what both cover, still open when both are; None when nothing is."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return Span(start, end) if end is None or start < end else None


def month_window(year: int, month: int, tz: ZoneInfo) -> Interval:
    """Returns a calendar month as it passes in `tz`, as UTC instants: Amsterdam's October 2026 has 745 hours."""
    first = dt.date(year, month, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    midnight = dt.time(tzinfo=tz)
    return Interval(dt.datetime.combine(first, midnight), dt.datetime.combine(following, midnight))


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Returns the time covered by any of them, in order, each instant once; touching stretches become one."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            if interval.end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, interval.end)
        else:
            merged.append(interval)
    return tuple(merged)


def microseconds(intervals: Iterable[Interval]) -> int:
    """Returns the exact time the intervals cover together, overlaps once."""
    return sum(interval.microseconds for interval in union(intervals))
