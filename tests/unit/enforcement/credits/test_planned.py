"""Which announced maintenance a clause can exclude: what was told far enough ahead, and only while it stood."""

import datetime as dt

import pytest

from enforcement.credits.deciding import Announced, Caused, planned
from enforcement.credits.intervals import Span
from enforcement.credits.terms import Cause

HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
BEGINS = dt.datetime(2026, 10, 28, 2, tzinfo=dt.UTC)
ENDS = BEGINS + 4 * HOUR


def counted(announced_at: dt.datetime, withdrawn_at: dt.datetime | None = None, *, notice: int = 24) -> list[Span]:
    found = planned([Announced(BEGINS, ENDS, announced_at, withdrawn_at)], notice)
    assert all(one == Caused(Cause.MAINTENANCE, one.span) for one in found)
    return [one.span for one in found]


def test_maintenance_counts_from_the_very_notice_that_was_agreed() -> None:
    assert counted(BEGINS - 24 * HOUR) == [Span(BEGINS, ENDS)]
    assert counted(BEGINS - 24 * HOUR + TICK) == []
    assert counted(BEGINS + HOUR, notice=0) == []
    assert counted(BEGINS, notice=0) == [Span(BEGINS, ENDS)]


@pytest.mark.parametrize(
    ("withdrawn_at", "left"),
    [
        (BEGINS - HOUR, []),
        (BEGINS, []),
        (BEGINS + HOUR, [Span(BEGINS, BEGINS + HOUR)]),
        (ENDS, [Span(BEGINS, ENDS)]),
        (ENDS + HOUR, [Span(BEGINS, ENDS)]),
    ],
)
def test_what_was_taken_back_counts_until_then(withdrawn_at: dt.datetime, left: list[Span]) -> None:
    assert counted(BEGINS - 48 * HOUR, withdrawn_at) == left
