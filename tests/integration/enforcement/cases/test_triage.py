"""Cases from the inbox: opened about several reports at once, and joined into the one that is open."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.cases.models import Case, CaseStatus
from enforcement.cases.triage.actions import join_reports, open_cases
from enforcement.reports.actions import complete_report
from enforcement.reports.models import Reason, Report, ReportStatus
from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused
from tests.factories import customers, reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))


@pytest.fixture
def officer(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER)


@pytest.fixture
def desk(client_at: ClientAt, officer: User) -> Client:
    customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    customers.customer("Ypsilon BV", networks=["192.0.2.8/32"])
    return client_at("acme", officer)


def sent(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json")


def test_a_report_becomes_a_case_with_one_button(desk: Client) -> None:
    made, after = reports.report(description="\nA phish.\nMore."), reports.report()
    page = desk.get(f"/desk/reports/{made.pk}/").content.decode()
    assert "Open a case about" in page
    answer = desk.post("/desk/reports/ticked/open/?view=waiting", {"report": [made.number]})
    assert answer["Location"] == f"/desk/reports/{after.pk}/?view=waiting"
    case = Case.objects.get()
    assert (case.summary, case.category, case.service) == ("A phish.", "spam_email", made.service)
    made.refresh_from_db()
    assert (made.status, made.reason) == (ReportStatus.COMPLETED, Reason.CASE_OPENED)


def test_ticked_reports_become_a_case_for_each_service_and_kind(desk: Client) -> None:
    for target, category in (("192.0.2.7", "spam_email"), ("192.0.2.8", "spam_email"), ("192.0.2.7", "malware")) * 2:
        reports.report(target=target, category=category)
    numbers = list(Report.objects.values_list("number", flat=True))
    page = desk.get("/desk/reports/ticked/?" + "&".join(f"report={number}" for number in numbers)).content.decode()
    assert "Open 3 cases with 6 reports" in page
    answer = desk.post("/desk/reports/ticked/open/", {"report": numbers}, follow=True)
    assert "These cases are open: C-1 (" in answer.content.decode()
    assert [case.reports.count() for case in Case.objects.all()] == [2, 2, 2]


def test_reports_join_the_case_that_is_open(desk: Client, officer: User) -> None:
    first = reports.report()
    [case] = open_cases(by=officer, reports=[first])
    second, third = (reports.report(category="malware") for _time in range(2))
    page = desk.get(f"/desk/reports/ticked/?report={second.number}&report={third.number}").content.decode()
    assert f"Join 2 into {case}" in page
    answer = desk.post("/desk/reports/ticked/join/", {"report": [second.number, third.number], "case": str(case.pk)})
    assert answer.status_code == 302
    assert set(case.reports.all()) == {first, second, third}
    assert set(Report.objects.values_list("reason", flat=True)) == {Reason.CASE_OPENED}


def test_what_cannot_become_a_case_is_said_and_nothing_is_done(desk: Client, officer: User) -> None:
    matched, unmatched = reports.report(), reports.report(target="203.0.113.9")
    answer = desk.post("/desk/reports/ticked/open/", {"report": [matched.number, unmatched.number]})
    assert answer.status_code == 422
    assert f"Choose the service first that {unmatched} is about" in answer.content.decode()
    assert not Case.objects.exists()
    other = reports.report(target="192.0.2.8")
    [case] = open_cases(by=officer, reports=[matched])
    with pytest.raises(Refused, match="held by another service"):
        join_reports(by=officer, case=case, reports=[unmatched, other])
    assert case.reports.count() == 1
    complete_report(by=officer, report=other, reason=Reason.NOT_OURS)
    with pytest.raises(Refused, match="completed already"):
        join_reports(by=officer, case=case, reports=[other])
    Case.objects.update(status=CaseStatus.CLOSED)
    form = {"report": [unmatched.number], "case": str(case.pk)}
    assert desk.post("/desk/reports/ticked/join/", form).status_code == 409


def test_machines_open_and_join_too(desk: Client) -> None:
    made = [reports.report(), reports.report(target="192.0.2.8")]
    answer = sent(desk, "/api/v1/cases/open/", {"reports": [str(one.pk) for one in made]})
    assert answer.status_code == 201
    assert {str(pk) for pk in Case.objects.values_list("pk", flat=True)} == set(answer.json()["cases"])
    more = reports.report(category="malware")
    case = Case.objects.get(service=more.service)
    assert sent(desk, f"/api/v1/cases/{case.pk}/join/", {"reports": [str(more.pk)]}).status_code == 200
    assert more in case.reports.all()


def test_the_words_of_a_sealed_report_begin_no_case(desk: Client, officer: User) -> None:
    sealed = reports.report(category="child_abuse", description="Not to be read in passing.")
    page = desk.get(f"/desk/cases/new/?report={sealed.pk}").content.decode()
    assert "Not to be read" not in page
    [case] = open_cases(by=officer, reports=[sealed])
    assert case.summary == str(sealed)


def test_the_customers_history_stands_beside_the_report(desk: Client, officer: User) -> None:
    earlier = reports.report()
    open_cases(by=officer, reports=[earlier])
    page = desk.get(f"/desk/reports/{reports.report().pk}/").content.decode()
    beside = page[page.index('class="history"') :]
    for words in ("Xavier BV", "Other reports: 1. Cases: 1.", "C-1", str(earlier)):
        assert words in beside


def test_who_handles_reports_only_is_offered_no_case(client_at: ClientAt, staff: Staff, desk: Client) -> None:
    made = reports.report()
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert "Open a case about" not in auditor.get(f"/desk/reports/{made.pk}/").content.decode()
    assert auditor.post("/desk/reports/ticked/open/", {"report": [made.number]}).status_code == 403
