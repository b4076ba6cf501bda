"""Reports in plain words: what acted, what was done and when are found, and what is in doubt goes to a person."""

import datetime as dt

import pytest

from enforcement.reports.reading.mail import reading_of
from enforcement.reports.reading.model import Incident, Target
from tests.unit.enforcement.reports.reading.cases.all_cases import CASES
from tests.unit.enforcement.reports.reading.cases.case import Case


def named(target: Target) -> str:
    return f"{target.text}:{target.port}" if target.port else target.text


def instant(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) if text else None


def told(incidents: tuple[Incident, ...]) -> list[tuple[object, ...]]:
    return [
        (one.category, " ".join(map(named, one.targets)), one.started_at, one.ended_at, one.triage) for one in incidents
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_report_in_plain_words_is_read(case: Case) -> None:
    starts = case.started.split(" | ")
    ends = case.ended.split(" | ") if case.ended else starts
    expected = [
        (category, targets, instant(start), instant(end), case.triage)
        for category, targets, start, end in zip(case.categories, case.targets.split(" | "), starts, ends, strict=True)
    ]
    assert told(reading_of(case.raw).incidents) == expected
