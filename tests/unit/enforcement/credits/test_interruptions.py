"""What a correction is called, and the interruption of an alert."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from enforcement.credits.interruptions.rules import LONGEST_REFERENCE, alert_reference, next_reference

LONG = "F" * LONGEST_REFERENCE


@pytest.mark.parametrize(
    ("reference", "taken", "corrected", "following"),
    [
        ("F-1", [], False, "F-1/2"),
        ("F-1", ["F-1", "F-1/2"], False, "F-1/3"),
        ("F-1/2", ["F-1/2"], True, "F-1/3"),
        ("F/12/2", [], True, "F/12/2"),
        ("F/12/2", ["F/12/2"], True, "F/12/3"),
        ("F/2/x", [], True, "F/2/x/2"),
        ("2026/10", [], False, "2026/10/2"),
        (LONG, [], False, f"{LONG[:78]}/2"),
        (LONG, [f"{LONG[:78]}/{number}" for number in range(2, 10)], False, f"{LONG[:77]}/10"),
    ],
)
def test_a_correction_is_called_by_the_next_number_that_is_free(
    reference: str,
    taken: list[str],
    corrected: bool,  # noqa: FBT001 - a case of the table
    following: str,
) -> None:
    found = next_reference(reference, taken, corrected_before=corrected)
    assert found == following
    assert len(found) <= LONGEST_REFERENCE


def test_a_reference_counts_as_corrected_only_where_that_is_said() -> None:
    assert next_reference("F-1/2", []) == "F-1/2/2"


@pytest.mark.usefixtures("far_zone")
def test_an_alert_is_called_by_its_fingerprint_and_start_in_utc() -> None:
    start = dt.datetime(2026, 10, 28, 10, 0, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert alert_reference("ab12", start) == "ab12@2026-10-28T09:00:00.000005Z"
