"""Reports of one act join one case by themselves while a case about it is open; never two, never a closed one."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from enforcement.cases.actions import close_case, reopen_case
from enforcement.cases.models import Case
from enforcement.cases.queries import timeline
from enforcement.cases.rules import LINKED_WITHIN, SAME_ACT_WITHIN
from enforcement.reports.models import Reason, Report, ReportStatus
from tenants.customers.models import Service
from tests.factories import cases, customers, holds, reports

pytestmark = pytest.mark.usefixtures("acme")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SetClock = Callable[[dt.datetime | None], None]


@pytest.fixture(autouse=True)
def clock_at(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


@pytest.fixture
def service() -> Service:
    return customers.service_of(customers.customer("Xavier BV", networks=["192.0.2.0/28"]))


def opened(service: Service, **changed: Any) -> Case:
    """A case from a first report."""
    return cases.case(service.customer, reports=[reports.report(**changed)])


def fresh(report: Report) -> Report:
    report.refresh_from_db()
    return report


def test_a_report_of_the_same_act_joins_the_open_case_and_is_completed_by_it(service: Service) -> None:
    case = opened(service)
    later = fresh(reports.report(target="192.0.2.9"))
    assert list(later.cases.all()) == [case]
    assert (later.status, later.reason) == (ReportStatus.COMPLETED, Reason.CASE_OPENED)
    assert [one.title for one in timeline(case)].count("Another report attached") == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"category": "malware"},
        {"target": "198.51.100.7"},
        {"started_at": NOW - SAME_ACT_WITHIN - DAY, "ended_at": NOW - SAME_ACT_WITHIN - DAY},
    ],
)
def test_another_kind_service_or_time_joins_nothing(service: Service, changed: dict[str, Any]) -> None:
    opened(service)
    other = customers.customer("Other", networks=["198.51.100.0/28"])
    report = fresh(reports.report(**changed))
    assert not report.cases.exists()
    assert report.status == ReportStatus.QUEUED
    assert other.reports.count() == (changed.get("target") == "198.51.100.7")


def test_a_report_that_a_person_has_to_look_at_joins_nothing(service: Service) -> None:
    opened(service)
    customers.customer("Other", networks=["192.0.2.16/28"])
    assert not reports.report(target="192.0.2.0/24").cases.exists()


def test_an_act_that_goes_on_keeps_joining(service: Service, clock_at: SetClock) -> None:
    case = opened(service)
    for week in range(1, 4):
        clock_at(NOW + week * 6 * DAY)
        assert list(reports.report().cases.all()) == [case]


def test_many_reports_raise_the_priority_of_the_case(service: Service) -> None:
    case = opened(service)
    before = case.priority
    for _ in range(10):
        reports.report()
    case.refresh_from_db()
    assert case.priority != before


def test_after_the_case_was_closed_a_report_waits_linked_to_it_and_reopens_nothing(
    service: Service, clock_at: SetClock
) -> None:
    case = opened(service)
    close_case(by=holds.officer(), case=case, reason="Cleaned up.")
    clock_at(NOW + DAY)
    report = fresh(reports.report())
    case.refresh_from_db()
    assert case.status == "closed"
    assert list(report.earlier_cases.all()) == [case]
    assert (report.status, report.cases.exists()) == (ReportStatus.QUEUED, False)
    assert "A later report is about the same" in [one.title for one in timeline(case)]
    clock_at(NOW + LINKED_WITHIN + 2 * DAY)
    assert not reports.report(started_at=NOW, ended_at=NOW).earlier_cases.exists()


def test_a_case_that_is_reopened_is_joined_again(service: Service) -> None:
    case = opened(service)
    close_case(by=holds.officer(), case=case, reason="Cleaned up.")
    reopen_case(by=holds.officer(), case=case, reason="It goes on.")
    assert list(reports.report().cases.all()) == [case]


def test_of_two_open_cases_about_the_same_the_first_is_joined(service: Service) -> None:
    first = opened(service)
    second = cases.case(service.customer)
    assert list(reports.report().cases.all()) == [first]
    close_case(by=holds.officer(), case=first, reason="Twice.")
    close_case(by=holds.officer(), case=second, reason="Twice.")
    third = opened(service)
    assert list(reports.report().cases.all()) == [third]
