"""Service hours on clocks that are changed, by hand: what passes twice counts twice, what is left out is none."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from enforcement.credits.hours import days_after, service_hours
from enforcement.credits.intervals import Interval, microseconds, month_window
from enforcement.credits.terms import Hours

MONDAY, THURSDAY, FRIDAY, SUNDAY = 1, 4, 5, 7


def hours_in(name: str, year: int, month: int, *weekly: Hours) -> float:
    """How many service hours that month has there."""
    zone = ZoneInfo(name)
    return microseconds(service_hours(weekly, zone, month_window(year, month, zone))) / 3_600_000_000


@pytest.mark.parametrize(
    ("zone", "year", "month", "weekday", "start", "end", "hours"),
    [
        # four Sundays in October 2026; on the 25th two o'clock comes twice
        ("Europe/Amsterdam", 2026, 10, SUNDAY, 120, 180, 5),
        # five Sundays in March 2026; on the 29th there is no two o'clock
        ("Europe/Amsterdam", 2026, 3, SUNDAY, 120, 180, 4),
        # five Sundays in November 2026; on the 1st one o'clock comes twice
        ("America/New_York", 2026, 11, SUNDAY, 60, 120, 6),
        # five Sundays in March 2026; on the 8th there is no two o'clock
        ("America/New_York", 2026, 3, SUNDAY, 120, 180, 4),
        # four Sundays in April 2026; on the 5th the half hour before two comes twice
        ("Australia/Lord_Howe", 2026, 4, SUNDAY, 90, 120, 2.5),
        # four Sundays in October 2026; on the 4th the half hour after two is left out
        ("Australia/Lord_Howe", 2026, 10, SUNDAY, 120, 180, 3.5),
        # four Fridays in April 2026; on the 24th the day begins at one o'clock
        ("Africa/Cairo", 2026, 4, FRIDAY, 0, 60, 3),
        # five Thursdays in October 2026; on the 29th the last hour comes twice
        ("Africa/Cairo", 2026, 10, THURSDAY, 1380, 1440, 6),
        # Fridays of December 2011: the 2nd, 9th, 16th and 23rd, since Apia never had the 30th
        ("Pacific/Apia", 2011, 12, FRIDAY, 0, 1440, 96),
        # five Sundays in April 2012; on the 1st the hour before four comes twice
        ("Pacific/Apia", 2012, 4, SUNDAY, 180, 240, 6),
        # five Sundays in March 2026; on the 29th there is no one o'clock, after a winter on UTC itself
        ("Europe/London", 2026, 3, SUNDAY, 60, 120, 4),
        ("UTC", 2026, 2, MONDAY, 480, 1080, 40),
    ],
)
def test_hours_are_those_that_a_clock_there_shows(
    zone: str, year: int, month: int, weekday: int, start: int, end: int, hours: float
) -> None:
    assert hours_in(zone, year, month, Hours(weekday, start, end)) == hours


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"])
def test_all_hours_of_all_days_are_the_month(zone: str) -> None:
    for year, month in ((2011, 12), (2026, 3), (2026, 4), (2026, 10)):
        window = month_window(year, month, ZoneInfo(zone))
        assert service_hours(tuple(Hours(day, 0, 1440) for day in range(1, 8)), ZoneInfo(zone), window) == (window,)


def test_hours_are_cut_at_the_windows_edges_to_the_microsecond() -> None:
    edge = dt.timedelta(microseconds=1)
    start = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    window = Interval(start + edge, start + dt.timedelta(hours=1) - edge)
    assert service_hours((Hours(SUNDAY, 120, 180),), ZoneInfo("Europe/Amsterdam"), window) == (window,)
    early = Interval(start - dt.timedelta(hours=2), start)
    half = dt.timedelta(minutes=30)
    assert service_hours((Hours(SUNDAY, 120, 180),), ZoneInfo("Europe/Amsterdam"), early) == (
        Interval(start - half, start),
    )


CHANGE = dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)  # three o'clock in Amsterdam, and two o'clock again


@pytest.mark.parametrize("before", [0.5, 1, 1.5, 2, 3, 4, 5, 7, 1799, 1800, 1801, 3599, 3600])
@pytest.mark.parametrize("after", [0, 0.25, 1, 1800])
def test_clocks_change_in_their_very_second_wherever_the_window_begins(before: float, after: float) -> None:
    window = Interval(CHANGE - dt.timedelta(seconds=before), CHANGE + dt.timedelta(seconds=after))
    assert service_hours((Hours(SUNDAY, 120, 180),), ZoneInfo("Europe/Amsterdam"), window) == (window,)


@pytest.mark.usefixtures("far_zone")
def test_days_to_claim_are_those_of_a_calendar_there() -> None:
    end = dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
    last = days_after(end, 30, ZoneInfo("Europe/Amsterdam"))
    assert (last, last.utcoffset()) == (dt.datetime(2026, 10, 30, 23, tzinfo=dt.UTC), dt.timedelta())
