"""What a determination says besides (R2, R16), what it relies on, and a case that ends without a violation."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from enforcement.cases.actions import reopen_case
from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.models import Finding, FindingOutcome
from enforcement.cases.models import Actor, Against, Basis, Case, CaseStatus, Determination, Reliance
from enforcement.reports.actions import receive_report
from enforcement.reports.evidence import Received
from enforcement.reports.models import Evidence
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.constraints import violated
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
TICKED = re.compile(r'<input[^>]*name="citations"[^>]*value="([^"]+)"[^>]*checked')


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    found = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    set_clock(NOW)
    return found


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def case(customer: Customer) -> Case:
    said = reports.said(files=[Received(filename="log.txt", content_type="text/plain", data=b"log")])
    return cases.case(customer, reports=[receive_report(**said)[0]])


def test_the_form_ticks_the_likely_clause_and_keeps_what_is_said(
    case: Case, version: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    address = f"/desk/cases/{case.pk}/determine/?start=2026-10-28T19:00"
    spam, general = (cases.provisions(version, [key])[0] for key in (versions.SPAM, versions.GENERAL))
    page = desk.get(address).content.decode()
    ticked = TICKED.findall(page)
    assert ticked == [str(spam.pk)]
    assert str(general.pk) in page
    file = Evidence.objects.get()
    body = {
        "citations": ticked,
        "actor": "A stolen key",
        "actor_kind": "third_party",
        "against": "company_website",
        "ground": "law",
        "conduct": "permitted",
        "intent": "unintentional",
        "facts": "It attacked our own site.",
        "evidence": [str(file.pk)],
    }
    assert desk.post(address, body).status_code == 302
    made = Determination.objects.get()
    assert (made.actor_kind, made.against, made.ground) == (Actor.THIRD_PARTY, Against.COMPANY_WEBSITE, Basis.LAW)
    assert made.customer == case.customer
    assert [one.digest for one in made.reliances.all()] == [file.digest]
    page = desk.get(f"/desk/determinations/{made.pk}/").content.decode()
    for words in ("Somebody else, through the customer", "The company&#x27;s website", "log.txt"):
        assert words in page


def test_it_relies_on_evidence_of_its_own_case(case: Case, customer: Customer, version: PolicyVersion) -> None:
    other = cases.case(customer)
    file = Evidence.objects.get()
    with pytest.raises(Refused) as refused:
        cases.determination(other, version, evidence=[file])
    assert refused.value.code == "evidence"
    assert not Determination.objects.exists()
    made = cases.determination(case, version, evidence=[file])
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Reliance.objects.create(determination=made, evidence=file, digest="0" * 64)
    assert violated(error.value) == "reliance_on_the_case"


def test_no_violation_closes_the_case_and_its_reporter_is_told(
    customer: Customer, client_at: ClientAt, staff: Staff
) -> None:
    report, secret = receive_report(**reports.said())
    case = cases.case(customer, reports=[report])
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    address = f"/desk/cases/{case.pk}/finding/"
    assert "no measure can rest on it" in desk.get(address).content.decode()
    assert desk.post(address, {"outcome": "no_violation", "words": " "}).status_code == 422
    answer = desk.post(address, {"outcome": "no_violation", "words": "They had asked for it.", "closes": "on"})
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    case.refresh_from_db()
    assert (case.status, Finding.objects.get().outcome) == (CaseStatus.CLOSED, "no_violation")
    assert "They had asked for it." in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    page = client_at("acme").get(f"/report/{secret}/").content.decode()
    assert 'data-outcome="no_violation"' in page
    assert "They had asked" not in page
    with pytest.raises(Refused, match="closed"):
        record_finding(by=holds.officer(), case=case, outcome=FindingOutcome.NO_VIOLATION, words="Again.")


def test_insufficient_evidence_may_leave_the_case_open(case: Case, client_at: ClientAt, staff: Staff) -> None:
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    body = {"case": str(case.pk), "outcome": "insufficient_evidence", "words": "One line of log.", "closes": False}
    made = desk.post("/api/v1/findings/", body, content_type="application/json")
    assert made.status_code == 201
    case.refresh_from_db()
    assert case.status == CaseStatus.INVESTIGATING
    assert desk.get(f"/api/v1/findings/?case={case.pk}").json()["results"] == [made.json()]
    record_finding(by=holds.officer(), case=case, outcome=FindingOutcome.NO_VIOLATION, words="Seen.")
    assert reopen_case(by=holds.officer(), case=case, reason="New facts.").status == CaseStatus.INVESTIGATING
