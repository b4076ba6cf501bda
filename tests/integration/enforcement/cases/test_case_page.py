"""The case page: one next act for each reader, notes that cannot be mixed up, and a fixed number of queries."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enforcement.cases.actions import assign_case, attach_report, close_case, save_template
from enforcement.cases.models import Case, Note, NoteKind, ReplyTemplate
from enforcement.reports.models import Report
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import cases, customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock_at(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=NOW - dt.timedelta(days=20))


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def case(customer: Customer) -> Case:
    return cases.case(customer, reports=[reports.report(), reports.report()])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def main_acts(page: str) -> list[str]:
    """The words of every prominent button and link of a page."""
    found = re.findall(r'<(?:a|button)[^>]*class="btn btn-primary"[^>]*>(.*?)</(?:a|button)>', page)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def test_each_reader_is_offered_the_one_next_act_or_told_whose_it_is(
    case: Case, version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    officer, second = client_at("acme", holds.officer()), client_at("acme", holds.second())
    here = f"/desk/cases/{case.pk}/"
    assert main_acts(words(officer.get(here))) == ["Take the case"]
    assert main_acts(words(second.get(here))) == []
    assert "It waits for: Case officer." in words(second.get(here))
    officer.post(f"{here}take/")
    assert main_acts(words(officer.get(here))) == ["Determine a violation"]
    found = cases.determination(case, version, versions.OFFENSIVE)
    assert main_acts(words(officer.get(here))) == []
    assert "It waits for: Enforcement approver, but not for who decided" in words(officer.get(here))
    assert main_acts(words(second.get(here))) == ["Read and approve"]
    cases.approved(found)
    assert main_acts(words(officer.get(here))) == ["Take a measure"]
    holds.suspension(found)
    assert main_acts(words(officer.get(here))) == ["Close the case"]
    close_case(by=holds.officer(), case=case, reason="Done.")
    page = words(officer.get(here))
    assert main_acts(page) == []
    assert "nothing is left to do" in page


def test_who_decided_is_not_offered_the_approval_though_their_role_allows_it(
    case: Case, version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    both = staff(Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER, name="Both")
    assign_case(by=both, case=case, to=both)
    cases.determination(case, version, versions.OFFENSIVE, by=both)
    assert main_acts(words(client_at("acme", both).get(f"/desk/cases/{case.pk}/"))) == []


def test_the_question_when_it_was_is_filled_in_from_the_reports(
    case: Case, version: PolicyVersion, client_at: ClientAt
) -> None:
    page = words(client_at("acme", holds.officer()).get(f"/desk/cases/{case.pk}/"))
    assert 'action="/desk/cases/' in page
    assert 'name="start" value="2026-10-28T' in page or 'name="start"' in page
    assert "Forty thousand mails" in page


def test_a_note_is_shown_with_its_readers_before_it_is_kept(case: Case, client_at: ClientAt) -> None:
    client = client_at("acme", holds.officer())
    here = f"/desk/cases/{case.pk}/note-to-customer/"
    said = {"words": "Please change\nyour password."}
    page = words(client.post(here, said))
    assert "Who will read it" in page
    assert "Xavier BV" in page
    assert "Send to the customer" in page
    assert not Note.objects.exists()
    answer = client.post(here, said | {"confirmed": "yes"})
    assert answer["Location"] == f"/desk/cases/{case.pk}/#notes"
    assert Note.objects.get().words == "Please change\nyour password."
    assert "Read by the customer" in words(client.get(f"/desk/cases/{case.pk}/"))


def test_a_note_to_a_reporter_stands_on_the_page_that_follows_the_report(
    case: Case, client_at: ClientAt, customer: Customer
) -> None:
    from enforcement.reports.actions import receive_report  # noqa: PLC0415 - whose secret is told once

    report, secret = receive_report(**reports.said())
    other, other_secret = receive_report(**reports.said())
    for one in (report, other):
        if not case.reports.filter(pk=one.pk).exists():
            attach_report(by=holds.officer(), case=case, report=one)
    client = client_at("acme", holds.officer())
    here = f"/desk/cases/{case.pk}/note-to-reporters/"
    body = {"words": "We look into it.", "reports": [str(report.pk)], "confirmed": "yes"}
    assert client.post(here, body | {"words": "It is Xavier BV."}).status_code == 422
    assert client.post(here, body).status_code == 302
    assert client.post(f"/desk/cases/{case.pk}/note/", {"words": "Secret.", "confirmed": "yes"}).status_code == 302
    follow = words(client_at("acme").get(f"/report/{secret}/"))
    assert "We look into it." in follow
    assert "Secret." not in follow
    assert "We look into it." not in words(client_at("acme").get(f"/report/{other_secret}/"))


def test_a_template_fills_the_words_in(case: Case, client_at: ClientAt) -> None:
    client = client_at("acme", holds.officer())
    body = {"title": "Password", "kind": "customer", "words": "Dear {customer}, about {service}."}
    assert client.post("/desk/reply-templates/new/", body)["Location"] == "/desk/reply-templates/"
    made = ReplyTemplate.objects.get()
    page = words(client.get(f"/desk/cases/{case.pk}/note-to-customer/?template={made.pk}"))
    assert f"Dear Xavier BV, about {case.service.reference}." in page
    assert "Password" in words(client.get("/desk/reply-templates/"))
    assert client.post(f"/desk/reply-templates/{made.pk}/", body | {"words": "{nonsense}"}).status_code == 422
    client.post(f"/desk/reply-templates/{made.pk}/remove/")
    assert not ReplyTemplate.objects.exists()
    save_template(by=holds.officer(), title="Other", kind=NoteKind.INTERNAL, words="Hm.")
    other = ReplyTemplate.objects.get()
    assert "Hm." not in words(client.get(f"/desk/cases/{case.pk}/note-to-customer/?template={other.pk}"))


def test_assignee_and_priority_are_set_on_the_page(case: Case, client_at: ClientAt, staff: Staff) -> None:
    client, ann = client_at("acme", holds.officer()), staff(Role.CASE_OFFICER, name="Ann")
    here = f"/desk/cases/{case.pk}/"
    client.post(f"{here}assign/", {"to": str(ann.pk)})
    client.post(f"{here}priority/", {"priority": "high"})
    case.refresh_from_db()
    assert (case.assignee, case.priority) == (ann, "high")
    assert "Assign to me" in words(client.get(here))
    assert client.post(f"{here}priority/", {"priority": "whatever"}).status_code == 422
    assert client.post(f"{here}assign/", {"to": str(staff(Role.AUDITOR).pk)}).status_code == 422


def test_merging_and_splitting_lead_to_the_other_case(case: Case, customer: Customer, client_at: ClientAt) -> None:
    client, report = client_at("acme", holds.officer()), case.reports.order_by("number")[0]
    body = {"reports": [str(report.pk)], "category": "malware", "summary": "Something else."}
    answer = client.post(f"/desk/cases/{case.pk}/split/", body)
    made = Case.objects.get(split_from=case)
    assert answer["Location"] == f"/desk/cases/{made.pk}/"
    assert f"/desk/cases/{made.pk}/" in words(client.get(f"/desk/cases/{case.pk}/"))
    answer = client.post(f"/desk/cases/{made.pk}/merge/", {"into": str(case.pk)})
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert "The work goes on in" in words(client.get(f"/desk/cases/{made.pk}/"))


def test_an_overdue_case_says_so(case: Case, client_at: ClientAt, set_clock: Callable[[object], None]) -> None:
    set_clock(NOW + dt.timedelta(days=8))
    assert "Overdue" in words(client_at("acme", holds.officer()).get(f"/desk/cases/{case.pk}/"))


def test_the_page_asks_as_many_queries_for_twenty_reports_and_determinations_as_for_one(
    customer: Customer, version: PolicyVersion, client_at: ClientAt
) -> None:
    client = client_at("acme", holds.officer())
    counts = []
    small, large = cases.case(customer, reports=[reports.report()]), cases.case(customer)
    for found, number in ((small, 1), (large, 20)):
        for _ in range(number):
            if found == large:
                attach_report(by=holds.officer(), case=found, report=Report.objects.latest("number"))
                reports.report()
            cases.determination(found, version)
        client.get(f"/desk/cases/{found.pk}/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/desk/cases/{found.pk}/").status_code == 200
        counts.append(len(asked))
    assert large.reports.count() >= 20
    assert counts[0] == counts[1]
