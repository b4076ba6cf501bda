"""Stretches of time and their set operations."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.credits.intervals import Interval, Span, microseconds, month_window, union

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EPOCH = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
HOUR = 3_600_000_000


def at(offset: int) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=offset)


def stretch(start: int, end: int) -> Interval:
    return Interval(at(start), at(end))


stretches = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: stretch(pair[0], pair[0] + pair[1])), max_size=8
)


def instants(intervals: list[Interval] | tuple[Interval, ...]) -> set[int]:
    """The model: the set of the microseconds covered."""
    return {
        tick
        for interval in intervals
        for tick in range(
            (interval.start - EPOCH) // dt.timedelta(microseconds=1),
            (interval.end - EPOCH) // dt.timedelta(microseconds=1),
        )
    }


@pytest.mark.parametrize(
    ("year", "month", "zone", "hours"),
    [
        (2026, 10, "UTC", 744),
        (2026, 10, "Europe/Amsterdam", 745),
        (2026, 3, "Europe/Amsterdam", 743),
        (2026, 12, "Asia/Kolkata", 744),
        (2028, 2, "UTC", 696),
    ],
)
def test_a_month_is_as_long_as_it_is_where_the_tenant_lives(year: int, month: int, zone: str, hours: int) -> None:
    assert month_window(year, month, ZoneInfo(zone)).microseconds == hours * HOUR


def test_a_month_is_given_in_utc() -> None:
    window = month_window(2026, 10, AMSTERDAM)
    assert window.start.isoformat() == "2026-09-30T22:00:00+00:00"
    assert window.end.isoformat() == "2026-10-31T23:00:00+00:00"


def test_months_follow_each_other_without_a_gap() -> None:
    assert month_window(2026, 12, AMSTERDAM).end == month_window(2027, 1, AMSTERDAM).start


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Interval(dt.datetime(2026, 10, 1), dt.datetime(2026, 10, 2))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize("length", [0, -1])
def test_an_empty_or_backward_stretch_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Interval(at(5), at(5 + length))
    with pytest.raises(ValueError, match="ends after it starts"):
        Span(at(5), at(5 + length))


def test_the_same_stretch_in_two_zones_is_equal() -> None:
    local = Interval(at(0).astimezone(AMSTERDAM), at(9).astimezone(AMSTERDAM))
    assert local == stretch(0, 9)
    assert local.start.tzinfo is dt.UTC


def test_an_open_span_is_cut_at_the_end_of_the_window() -> None:
    assert Span(at(5)).within(stretch(0, 9)) == stretch(5, 9)
    assert Span(at(9)).within(stretch(0, 9)) is None
    assert Span(at(0), at(3)).within(stretch(3, 9)) is None


def test_two_open_spans_meet_in_an_open_one() -> None:
    assert Span(at(2)).meet(Span(at(5))) == Span(at(5))
    assert Span(at(2), at(9)).meet(Span(at(5))) == Span(at(5), at(9))
    assert Span(at(2), at(5)).meet(Span(at(5))) is None


def test_touching_stretches_become_one() -> None:
    assert union([stretch(3, 5), stretch(0, 3)]) == (stretch(0, 5),)


@given(stretches)
def test_a_union_covers_each_instant_once(left: list[Interval]) -> None:
    merged = union(left)
    assert instants(merged) == instants(left)
    assert sum(interval.microseconds for interval in merged) == len(instants(left)) == microseconds(left)
    assert all(first.end < second.start for first, second in pairwise(merged))


def test_a_span_is_kept_in_utc_whatever_zone_it_was_given_in() -> None:
    span = Span(dt.datetime(2026, 10, 1, tzinfo=AMSTERDAM), dt.datetime(2026, 10, 2, tzinfo=AMSTERDAM))
    assert [str(span.start), str(span.end)] == ["2026-09-30 22:00:00+00:00", "2026-10-01 22:00:00+00:00"]


def test_a_widened_stretch_has_as_many_seconds_more_on_either_side() -> None:
    assert stretch(0, 10).widened(3) == stretch(-3_000_000, 3_000_010)
    assert stretch(0, 10).widened(0) == stretch(0, 10)
