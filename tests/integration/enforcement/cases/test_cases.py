"""Cases on the desk and through the API, from opening to closing; and what may be cited (invariant 5)."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enforcement.cases.actions import attach_report, close_case, reopen_case
from enforcement.cases.models import Case, CaseStatus, Determination
from enforcement.cases.queries import effective, effective_at, timeline
from enforcement.reports.models import Reason, Report, ReportStatus
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=OCTOBER)


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture(autouse=True)
def clock_at(set_clock: Callable[[object], None]) -> Callable[[object], None]:
    set_clock(NOW)
    return set_clock


def test_a_case_opened_from_a_report_completes_it(customer: Customer, client_at: ClientAt, staff: Staff) -> None:
    report, service = reports.report(), customers.service_of(customer)
    client = client_at("acme", staff(Role.CASE_OFFICER))
    address = f"/desk/cases/new/?report={report.pk}&service={service.pk}"
    assert "Forty thousand mails" in client.get(address).content.decode()
    body = {"report": report.pk, "service": service.pk, "category": "spam_email", "summary": "Mail."}
    answer = client.post("/desk/cases/new/", body)
    case = Case.objects.get()
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert case.customer == customer
    report.refresh_from_db()
    assert (report.status, report.reason) == (ReportStatus.COMPLETED, Reason.CASE_OPENED)


def test_a_case_about_a_service_that_did_not_hold_the_target_then_is_refused(customer: Customer) -> None:
    neighbour = customers.customer("Neighbour")
    with pytest.raises(Refused, match="held by another service then") as refused:
        cases.case(neighbour, reports=[reports.report()])
    assert refused.value.code == "held_by_another"
    assert not Case.objects.exists()
    assert Report.objects.get().status == ReportStatus.QUEUED


def test_a_second_report_joins_the_case(customer: Customer) -> None:
    case = cases.case(customer, reports=[reports.report()])
    attach_report(by=holds.officer(), case=case, report=reports.report())
    assert case.reports.count() == 2
    assert not Report.objects.exclude(status=ReportStatus.COMPLETED).exists()


def test_closing_and_reopening_ask_for_the_reason_and_stand_in_the_timeline(
    customer: Customer, client_at: ClientAt, staff: Staff
) -> None:
    case = cases.case(customer, reports=[reports.report()])
    client = client_at("acme", staff(Role.CASE_OFFICER, name="Alice"))
    assert client.post(f"/desk/cases/{case.pk}/close/", {"reason": " "}).status_code == 422
    assert client.post(f"/desk/cases/{case.pk}/close/", {"reason": "Nothing to it."}).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.CLOSED
    assert client.post(f"/desk/cases/{case.pk}/reopen/", {"reason": "More came in."}).status_code == 302
    told = [(one.title, one.text) for one in timeline(case)]
    assert ("Case closed", "Nothing to it.") in told
    assert told[0][0] == "Report received"
    assert told[-1] == ("Case reopened", "More came in.")
    assert "More came in." in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_a_case_is_closed_once(customer: Customer) -> None:
    case = cases.case(customer)
    close_case(by=holds.officer(), case=case, reason="Done.")
    with pytest.raises(Refused, match="is Closed"):
        close_case(by=holds.officer(), case=case, reason="Done.")
    assert reopen_case(by=holds.officer(), case=case, reason="Not done.").closed_at is None


def test_the_list_filters_by_category_age_and_status(
    customer: Customer, client_at: ClientAt, staff: Staff, clock_at: Callable[[object], None]
) -> None:
    clock_at(NOW - 10 * DAY)
    old = cases.case(customer, category="malware")
    clock_at(NOW)
    new = cases.case(customer)
    client = client_at("acme", staff(Role.AUDITOR))

    def shown(query: str) -> set[str]:
        page = client.get(f"/desk/cases/{query}").content.decode()
        return {str(case) for case in (old, new) if f"/desk/cases/{case.pk}/" in page}

    assert shown("") == {"C-1", "C-2"}
    assert shown("?age=month") == {"C-1"}
    assert shown("?age=day") == {"C-2"}
    assert shown("?category=malware") == {"C-1"}
    assert shown("?status=closed") == set()
    assert len(client.get("/api/v1/cases/?age=month").json()["results"]) == 1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CASE_OFFICER, 200), (Role.FINANCE, 200), (Role.EDITOR, 403), (Role.APPROVER, 403)]
)
def test_only_roles_that_see_cases_see_them(
    customer: Customer, client_at: ClientAt, staff: Staff, role: Role, status: int
) -> None:
    case = cases.case(customer)
    client = client_at("acme", staff(role))
    assert client.get("/desk/cases/").status_code == status
    assert client.get(f"/desk/cases/{case.pk}/").status_code == status
    assert client.get(f"/api/v1/cases/{case.pk}/").status_code == status


def test_an_auditor_sees_and_changes_nothing(customer: Customer, client_at: ClientAt, staff: Staff) -> None:
    case = cases.case(customer)
    client = client_at("acme", staff(Role.AUDITOR))
    for verb in ("investigate", "close", "reopen"):
        assert client.post(f"/desk/cases/{case.pk}/{verb}/", {"reason": "x"}).status_code == 403
        assert client.post(f"/api/v1/cases/{case.pk}/{verb}/", {"reason": "x"}).status_code == 403
    assert Case.objects.get().status == CaseStatus.OPEN


# -- what may be cited -------------------------------------------------------------------------------------------------


def test_only_words_in_force_during_the_act_can_be_cited(
    version: PolicyVersion, customer: Customer, client_at: ClientAt, clock_at: Callable[[object], None]
) -> None:
    case = cases.case(customer)
    later = versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=NOW)
    clock_at(NOW + DAY)
    body = {
        "case": str(case.pk),
        "citations": [str(cases.provisions(later, [versions.SPAM])[0].pk)],
        "actor": "A user",
        "intent": "intentional",
        "conduct": "engaged",
        "act_started_at": "2026-10-28T10:00:00Z",
        "act_ended_at": "2026-10-28T11:00:00Z",
        "facts": "Mail was sent.",
    }
    client = client_at("acme", holds.officer())
    answer = client.post("/api/v1/determinations/", body, content_type="application/json")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "not_in_force")
    assert problem["in_force_from"].startswith("2026-10-28T20:00")
    assert "came into force on 28 October 2026, 20:00" in problem["title"]
    assert not Determination.objects.exists()
    body["citations"] = [str(cases.provisions(version, [versions.SPAM])[0].pk)]
    assert client.post("/api/v1/determinations/", body, content_type="application/json").status_code == 201


def test_the_form_refuses_a_provision_it_did_not_offer_and_says_when_it_came(
    version: PolicyVersion, customer: Customer, client_at: ClientAt, clock_at: Callable[[object], None]
) -> None:
    case = cases.case(customer)
    later = versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=NOW)
    clock_at(NOW + DAY)
    client = client_at("acme", holds.officer())
    address = f"/desk/cases/{case.pk}/determine/?start=2026-10-28T10:00&end=2026-10-28T11:00"
    page = client.get(address).content.decode()
    assert "sending mail that nobody asked for" in page
    assert "sending any unsolicited mail" not in page
    body = {
        "citations": [str(cases.provisions(later, [versions.SPAM])[0].pk)],
        "actor": "A user",
        "intent": "intentional",
        "conduct": "engaged",
        "facts": "Mail was sent.",
    }
    answer = client.post(address, body)
    assert answer.status_code == 422
    assert "came into force on 28 October 2026" in answer.content.decode()
    body["citations"] = [str(cases.provisions(version, [versions.SPAM])[0].pk)]
    assert client.post(address, body).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.DETERMINED


def test_an_act_across_two_versions_can_cite_either(version: PolicyVersion, customer: Customer) -> None:
    later = versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=NOW - DAY)
    both = cases.provisions(version, [versions.SPAM]) + cases.provisions(later, [versions.SPAM])
    made = cases.determination(
        cases.case(customer), version, citations=both, act_started_at=NOW - 2 * DAY, act_ended_at=NOW - DAY / 2
    )
    assert made.citations.count() == 2


def test_words_superseded_before_the_act_cannot_be_cited(version: PolicyVersion, customer: Customer) -> None:
    versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=NOW - DAY)
    with pytest.raises(Refused, match=r"was in force from 1 October 2026.* until 27 October 2026"):
        cases.determination(cases.case(customer), version)


def test_a_remedy_is_nothing_to_violate(version: PolicyVersion, customer: Customer) -> None:
    with pytest.raises(Refused) as refused:
        cases.determination(cases.case(customer), version, versions.SUSPENSION)
    assert refused.value.code == "not_citable"


def test_without_an_agreement_at_that_time_nothing_bound_the_customer(version: PolicyVersion) -> None:
    customers.customer("A neighbour, whose agreement ran all the time")
    customer = customers.customer("Late", since=NOW - dt.timedelta(minutes=30))
    with pytest.raises(Refused, match="nothing bound it then") as refused:
        cases.determination(cases.case(customer), version)
    assert (refused.value.code, refused.value.status) == ("nothing_bound", 422)


def test_an_act_that_outlived_the_agreement_cites_what_bound_while_it_ran(version: PolicyVersion) -> None:
    customers.customer("A neighbour, whose agreement runs on")
    customer = customers.customer("Gone", until=NOW - 2 * DAY)
    later = versions.posted_policy(versions.document(spam="sending any unsolicited mail;"), at=NOW - DAY)
    span: dict[str, Any] = {"act_started_at": NOW - 3 * DAY, "act_ended_at": NOW - dt.timedelta(hours=1)}
    with pytest.raises(Refused) as refused:
        cases.determination(cases.case(customer), later, **span)
    assert refused.value.code == "not_in_force"
    assert effective(cases.determination(cases.case(customer), version, **span))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"citations": []}, "nothing_cited"),
        ({"actor": " "}, "actor"),
        ({"facts": ""}, "facts"),
        ({"act_ended_at": NOW - DAY, "act_started_at": NOW}, "span"),
        ({"act_ended_at": NOW + DAY}, "in_the_future"),
    ],
)
def test_a_determination_that_lacks_something_is_refused(
    version: PolicyVersion, customer: Customer, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        cases.determination(cases.case(customer), version, **changed)
    assert (refused.value.code, refused.value.status) == (code, 422)


@pytest.mark.parametrize("key", [versions.GENERAL, versions.OFFENSIVE])
def test_a_general_or_discretionary_clause_owes_a_rationale(
    version: PolicyVersion, customer: Customer, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        cases.determination(cases.case(customer), version, key, rationale=" ")
    assert refused.value.code == "rationale_missing"


def test_a_plain_determination_has_effect_at_once(version: PolicyVersion, customer: Customer) -> None:
    made = cases.determination(cases.case(customer), version)
    assert effective_at(made) == made.decided_at


def test_a_customers_people_do_not_reach_the_desk(customer: Customer, client_at: ClientAt) -> None:
    case = cases.case(customer)
    client = client_at("acme", customers.person_of(customer))
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 403
    assert client.get("/api/v1/cases/").status_code == 403


def test_a_case_needs_a_known_kind_and_a_summary(customer: Customer) -> None:
    for changed, code in (({"category": "offence"}, "category"), ({"summary": " "}, "summary")):
        with pytest.raises(Refused) as refused:
            cases.case(customer, **changed)
        assert refused.value.code == code


def test_the_list_goes_on_by_cursor_and_counts_no_more_than_it_shows(
    client_at: ClientAt, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    client, found = client_at("acme", staff(Role.CASE_OFFICER)), customers.customer(networks=["192.0.2.7/32"])

    def opened(number: int) -> None:
        set_clock(NOW + dt.timedelta(minutes=number))
        cases.case(found, summary=f"={number}")

    for number in range(3):
        opened(number)
    client.get("/desk/cases/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/cases/")
    for number in range(3, 60):
        opened(number)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/cases/").content.decode()
    assert len(few) == len(many) < 25
    assert re.findall(r">(C-\d+)</a>", page)[0] == "C-60"
    after = re.search(r'rel="next"\s+href="([^"]+)"', page)
    assert after
    page = client.get("/desk/cases/" + after[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r">(C-\d+)</a>", page) == [f"C-{number}" for number in range(10, 0, -1)]
    page = client.get("/desk/cases/?sort=oldest").content.decode()
    assert re.findall(r">(C-\d+)</a>", page)[0] == "C-1"
    assert 'aria-sort="ascending"' in page
    answer: Any = client.get("/desk/cases/list.csv?status=open")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 61
    assert "'=59" in text
