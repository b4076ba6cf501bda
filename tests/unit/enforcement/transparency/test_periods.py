"""Periods by name: their days, their instants in a zone, and what is none."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from enforcement.transparency.periods import over_by, period_named, span_named
from tenants.resellers.refusals import Refused

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("name", "starts", "ends", "title"),
    [
        ("2026-10", "2026-10-01", "2026-11-01", "October 2026"),
        ("2026-12", "2026-12-01", "2027-01-01", "December 2026"),
        ("2026-H1", "2026-01-01", "2026-07-01", "First half of 2026"),
        ("2026-H2", "2026-07-01", "2027-01-01", "Second half of 2026"),
        ("2026", "2026-01-01", "2027-01-01", "2026"),
        ("2024-02-28..2024-03-01", "2024-02-28", "2024-03-01", "28 February 2024 to 29 February 2024"),
    ],
)
def test_a_name_is_whole_days_and_its_last_day_is_none_of_them(name: str, starts: str, ends: str, title: str) -> None:
    found = period_named(name)
    assert (found.starts.isoformat(), found.ends.isoformat(), found.title) == (starts, ends, title)


@pytest.mark.parametrize(
    "name",
    [
        "", "soon", "2026-13", "2026-00", "2026-H3", "26-10", "2026-1", "2026-10 ", "٢٠٢٦", "1989", "2100", "0000",
        "2026-10-01..2026-10-01", "2026-10-02..2026-10-01", "2026-02-30..2026-03-01", "2026-10-01..", "9999-H2",
    ],
)  # fmt: skip
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        period_named(name)
    assert (refused.value.code, refused.value.status) == ("period", 422)
    sentence = str(refused.value)
    assert sentence.startswith("Write the period like ")
    for example in re.findall(r"[0-9][0-9Hh.-]*[0-9]", sentence):
        assert period_named(example)


def test_the_first_and_the_last_year_of_the_calendar_have_periods() -> None:
    assert period_named("1990").starts == dt.date(1990, 1, 1)
    assert period_named("2099").ends == dt.date(2100, 1, 1)


@pytest.mark.usefixtures("far_zone")
def test_a_period_begins_and_ends_at_midnight_in_its_zone_whatever_summer_does() -> None:
    start, end = period_named("2026-10").window(AMSTERDAM)
    assert start == dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
    assert end == dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
    assert (start.utcoffset(), end.utcoffset()) == (dt.timedelta(), dt.timedelta())


def test_what_is_offered_is_over() -> None:
    offered = [one.name for one in over_by(dt.date(2026, 7, 1), years=1)]
    assert offered[:3] == ["2026-06", "2026-H1", "2026-05"]
    assert "2026-H2" not in offered
    assert "2026" not in offered
    assert "2025" in offered
    assert {f"2025-{month:02}" for month in range(1, 13)} <= set(offered)
    assert over_by(dt.date(2099, 12, 31), years=1)[0].name == "2099-11"


def test_days_name_a_span() -> None:
    assert span_named(dt.date(2026, 10, 1), dt.date(2026, 11, 1)) == "2026-10-01..2026-11-01"
