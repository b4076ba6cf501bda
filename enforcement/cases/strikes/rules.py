"""Which strikes count at an instant, their sum, and what it suggests; no clock, no database."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol


class Counting(Protocol):
    """A strike as the rules see it; instants are aware."""

    weight: int
    given_at: dt.datetime
    expires_at: dt.datetime
    undone_at: dt.datetime | None


class Reaching(Protocol):
    """A threshold."""

    points: int
    suggests: str


def counts(strike: Counting, at: dt.datetime) -> bool:
    """Whether it counts at `at`: given, not yet expired (that instant is the first outside), and not undone."""
    undone = strike.undone_at is not None and strike.undone_at <= at
    return strike.given_at <= at < strike.expires_at and not undone


def points(strikes: Iterable[Counting], at: dt.datetime) -> int:
    """Returns the sum of those that count at `at`."""
    return sum(strike.weight for strike in strikes if counts(strike, at))


def reached(thresholds: Iterable[Reaching], total: int) -> Reaching | None:
    """Returns the highest threshold that the sum reaches; None below all of them."""
    found = [one for one in thresholds if one.points <= total]
    return max(found, key=lambda one: one.points, default=None)
