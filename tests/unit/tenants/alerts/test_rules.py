"""Whose shift it is, also when clocks change; when the day's mail is due."""

import datetime as dt
import itertools
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from tenants.alerts.models import How, Kind
from tenants.alerts.rules import covered, digest_day, how_told, on_shift

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY, SUNDAY, MONDAY = 5, 6, 0


@dataclass
class Shift:
    weekday: int
    starts: dt.time
    ends: dt.time


def utc(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


def test_a_shift_runs_by_the_resellers_clocks_from_its_start_to_before_its_end() -> None:
    shift = Shift(SATURDAY, dt.time(9), dt.time(17))
    # Saturday, 28 November 2026: Amsterdam is an hour ahead of UTC.
    assert not on_shift(shift, utc(2026, 11, 28, 7, 59, 59), AMSTERDAM)
    assert on_shift(shift, utc(2026, 11, 28, 8), AMSTERDAM)
    assert on_shift(shift, utc(2026, 11, 28, 15, 59, 59), AMSTERDAM)
    assert not on_shift(shift, utc(2026, 11, 28, 16), AMSTERDAM)
    assert not on_shift(shift, utc(2026, 11, 27, 12), AMSTERDAM)


def test_whoever_is_on_shift_is_found_by_the_resellers_clocks() -> None:
    day, other = Shift(SATURDAY, dt.time(9), dt.time(17)), Shift(SUNDAY, dt.time(9), dt.time(17))
    assert covered([day, other], utc(2026, 11, 28, 8), AMSTERDAM) == [day]
    assert covered([day, other], utc(2026, 11, 28, 16), AMSTERDAM) == []


def test_a_shift_over_midnight_ends_on_the_next_day() -> None:
    shift = Shift(SUNDAY, dt.time(22), dt.time(6))
    assert on_shift(shift, utc(2026, 11, 29, 23, 30), AMSTERDAM)  # Monday, 00:30
    assert on_shift(shift, utc(2026, 11, 30, 4, 59), AMSTERDAM)
    assert not on_shift(shift, utc(2026, 11, 30, 5), AMSTERDAM)
    assert not on_shift(shift, utc(2026, 11, 29, 4), AMSTERDAM)  # Sunday morning belongs to Saturday's


def test_from_a_time_until_the_same_time_is_a_whole_day() -> None:
    shift = Shift(SATURDAY, dt.time(8), dt.time(8))
    assert on_shift(shift, utc(2026, 11, 29, 6, 59), AMSTERDAM)
    assert not on_shift(shift, utc(2026, 11, 29, 7), AMSTERDAM)


@pytest.mark.parametrize(
    "change",
    [utc(2026, 10, 25, 1), utc(2027, 3, 28, 1)],
    ids=["an hour is shown twice", "an hour is skipped"],
)
@pytest.mark.parametrize("handover", [dt.time(1), dt.time(2), dt.time(2, 30), dt.time(3)])
def test_exactly_one_of_two_shifts_runs_at_each_instant_around_a_change_of_clocks(
    change: dt.datetime, handover: dt.time
) -> None:
    night, morning = Shift(SATURDAY, dt.time(20), handover), Shift(SUNDAY, handover, dt.time(12))
    running = [
        covered([night, morning], change + dt.timedelta(minutes=minutes), AMSTERDAM) for minutes in range(-180, 181, 5)
    ]
    assert {len(one) for one in running} == {1}
    changes = sum(before != after for before, after in itertools.pairwise(running))
    assert changes == 1  # nobody is relieved twice


def test_a_night_shift_is_an_hour_longer_in_autumn_and_shorter_in_spring() -> None:
    shift = Shift(SATURDAY, dt.time(22), dt.time(6))

    def hours(start: dt.datetime) -> float:
        return sum(on_shift(shift, start + dt.timedelta(minutes=15 * n), AMSTERDAM) for n in range(96)) / 4

    assert hours(utc(2026, 10, 24, 12)) == 9
    assert hours(utc(2027, 3, 27, 12)) == 7
    assert hours(utc(2026, 11, 28, 12)) == 8


def test_the_days_mail_is_due_once_from_seven_by_the_resellers_clocks() -> None:
    seven = utc(2026, 11, 30, 6)
    assert digest_day(seven - dt.timedelta(seconds=1), AMSTERDAM, None) is None
    assert digest_day(seven, AMSTERDAM, None) == dt.date(2026, 11, 30)
    assert digest_day(seven, AMSTERDAM, dt.date(2026, 11, 29)) == dt.date(2026, 11, 30)
    assert digest_day(seven + dt.timedelta(hours=5), AMSTERDAM, dt.date(2026, 11, 30)) is None
    # On the day when clocks go back, seven is an hour later by UTC than the day before.
    assert digest_day(utc(2026, 10, 25, 5, 59), AMSTERDAM, dt.date(2026, 10, 24)) is None
    assert digest_day(utc(2026, 10, 25, 6), AMSTERDAM, dt.date(2026, 10, 24)) == dt.date(2026, 10, 25)


def test_people_are_told_as_they_chose_else_at_once_and_daily_of_what_is_overdue() -> None:
    assert {kind: how_told(kind, {}) for kind in Kind} == dict.fromkeys(Kind, How.AT_ONCE) | {Kind.OVERDUE: How.DAILY}
    chosen = {Kind.OVERDUE.value: How.NEVER.value}
    assert how_told(Kind.OVERDUE, chosen) == How.NEVER
