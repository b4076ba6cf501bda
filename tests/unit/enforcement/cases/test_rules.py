"""What a case may become, what a determination owes, and the bands of age."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.cases.models import CaseStatus, Priority
from enforcement.cases.rules import (
    AGES,
    Cited,
    age_limit,
    age_of,
    before,
    default_priority,
    may_become,
    needs_approval,
    overdue,
    owes_rationale,
)

PLAIN, LEFT_TO_DISCRETION, GENERAL = Cited(False, False), Cited(True, False), Cited(False, True)
NOW = dt.datetime(2026, 10, 28, tzinfo=dt.UTC)


def test_a_closed_case_can_only_be_reopened() -> None:
    assert [new for new in CaseStatus if may_become(CaseStatus.CLOSED, new)] == [CaseStatus.INVESTIGATING]


def test_every_case_that_is_not_closed_can_be_closed() -> None:
    assert set(before(CaseStatus.CLOSED)) == set(CaseStatus) - {CaseStatus.CLOSED}


def test_a_case_is_determined_while_open_while_investigated_and_again() -> None:
    assert before(CaseStatus.DETERMINED) == [CaseStatus.OPEN, CaseStatus.INVESTIGATING, CaseStatus.DETERMINED]


@pytest.mark.parametrize(
    ("cited", "second_person", "rationale"),
    [
        ([PLAIN], False, False),
        ([GENERAL], False, True),
        ([LEFT_TO_DISCRETION], True, True),
        ([PLAIN, LEFT_TO_DISCRETION], True, True),
        ([PLAIN, GENERAL], False, True),
    ],
)
def test_discretion_takes_a_second_person_and_a_general_clause_a_rationale(
    cited: list[Cited],
    second_person: bool,  # noqa: FBT001 - a table's column
    rationale: bool,  # noqa: FBT001 - likewise
) -> None:
    assert needs_approval(cited) is second_person
    assert owes_rationale(cited) is rationale


@given(st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=400)))
def test_every_case_is_in_exactly_one_band_of_age(passed: dt.timedelta) -> None:
    fitting = [age for age in AGES if age.over <= passed and (age.under is None or passed < age.under)]
    assert fitting == [age_of(NOW - passed, NOW)]


@pytest.mark.parametrize(
    ("passed", "band"),
    [
        (dt.timedelta(-1), "day"),
        (dt.timedelta(0), "day"),
        (dt.timedelta(days=1), "three_days"),
        (dt.timedelta(days=3), "week"),
        (dt.timedelta(days=7), "month"),
        (dt.timedelta(days=30), "older"),
    ],
)
def test_a_band_begins_on_its_day_and_what_comes_from_the_future_is_new(passed: dt.timedelta, band: str) -> None:
    assert age_of(NOW - passed, NOW).name == band


def test_each_ten_and_fifty_reports_raise_the_priority_by_a_step() -> None:
    assert [default_priority("forum_rules", n) for n in (0, 9, 10, 49, 50, 500)] == [
        *[Priority.LOW] * 2,
        *[Priority.NORMAL] * 2,
        *[Priority.HIGH] * 2,
    ]
    assert default_priority("legal_compliance", 50) == Priority.URGENT
    assert default_priority("something new", 0) == Priority.NORMAL


def test_a_case_is_overdue_past_the_limit_of_its_kind_while_nothing_is_determined() -> None:
    limit = age_limit("malware")
    assert not overdue(CaseStatus.OPEN, "malware", NOW, NOW + limit)
    assert overdue(CaseStatus.OPEN, "malware", NOW, NOW + limit + dt.timedelta(microseconds=1))
    for status in (CaseStatus.DETERMINED, CaseStatus.CLOSED):
        assert not overdue(status, "malware", NOW, NOW + limit * 2)
    assert age_limit("legal_compliance") < limit < age_limit("spam_email") < age_limit("forum_rules")
