"""Which strikes count when, and what their sum suggests."""

import datetime as dt
from dataclasses import dataclass

import pytest

from enforcement.cases.strikes.rules import counts, points, reached

GIVEN = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
EXPIRES = dt.datetime(2026, 12, 30, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


@dataclass
class One:
    weight: int = 2
    given_at: dt.datetime = GIVEN
    expires_at: dt.datetime = EXPIRES
    undone_at: dt.datetime | None = None


@dataclass
class From:
    points: int
    suggests: str = ""


@pytest.mark.parametrize(
    ("at", "counted"), [(GIVEN - TICK, False), (GIVEN, True), (EXPIRES - TICK, True), (EXPIRES, False)]
)
def test_a_strike_counts_from_its_instant_up_to_its_expiry(at: dt.datetime, *, counted: bool) -> None:
    assert counts(One(), at) is counted


def test_one_that_was_undone_counted_until_then() -> None:
    undone = One(undone_at=GIVEN + TICK)
    assert counts(undone, GIVEN)
    assert not counts(undone, GIVEN + TICK)


def test_the_sum_is_of_those_that_count() -> None:
    assert points([One(), One(weight=3), One(expires_at=GIVEN + TICK), One(given_at=EXPIRES)], GIVEN + TICK) == 5
    assert points([], GIVEN) == 0


@pytest.mark.parametrize(("total", "hit"), [(0, None), (2, None), (3, 3), (5, 3), (6, 6), (99, 6)])
def test_the_highest_sum_that_is_reached_suggests(total: int, hit: int | None) -> None:
    found = reached([From(6), From(3)], total)
    assert (found.points if found else None) == hit
