"""A month is written like 2026-10 and is that month in the reseller's zone, nothing else."""

import datetime as dt

import pytest

from enforcement.credits.month_names import window_of
from tenants.resellers.refusals import Refused


def test_a_month_begins_and_ends_at_midnight_in_the_resellers_zone() -> None:
    window = window_of("2026-10", "Europe/Amsterdam")
    assert window.start == dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
    assert window.end == dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)  # summer time ended in between


@pytest.mark.parametrize("month", ["1970-01", "1970-12", "9998-01", "9998-12"])
def test_the_first_and_last_months_of_a_calendar_are_taken(month: str) -> None:
    assert window_of(month, "UTC").start.strftime("%Y-%m") == month


@pytest.mark.parametrize(
    "month", ["1969-12", "9999-01", "2026-00", "2026-13", "2026-1", "26-10", "2026-10-01", " 2026-10"]
)
def test_anything_else_is_refused_with_a_sentence_that_shows_how(month: str) -> None:
    with pytest.raises(Refused) as refused:
        window_of(month, "UTC")
    assert (refused.value.code, refused.value.status) == ("month", 422)
    assert refused.value.sentence == "Write the month like 2026-10."
