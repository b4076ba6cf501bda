"""The pages and endpoints of credits, as finance and customers meet them."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enforcement.credits.models import CreditStatement, Interruption, Payment, ServiceLevel, ServiceLevelTerm
from enforcement.credits.runs.actions import work_on_open_runs
from policies.notices.delivery.mails import MailWriter
from policies.notices.models import Delivery
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Service
from tenants.resellers.models import Reseller
from tests.factories import credits as crediting
from tests.factories import customers, holds, versions

ClientAt = Callable[..., Client]
Clock = Callable[[object], None]


@pytest.fixture
def customer(acme: Reseller, set_clock: Clock) -> Customer:
    """Suspended from the 29th, with a fault earlier in October; it is November."""
    version: PolicyVersion = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    made = customers.customer("Xavier", email="rep@x.example")
    service = customers.service_of(made)
    crediting.level_for(service)
    crediting.fault(service, 5400, start=dt.datetime(2026, 10, 7, 3, tzinfo=dt.UTC))
    holds.suspension(holds.determination(made, version), starts_at=dt.datetime(2026, 10, 29, tzinfo=dt.UTC))
    set_clock(dt.datetime(2026, 11, 2, tzinfo=dt.UTC))
    return made


@pytest.fixture
def finance(client_at: ClientAt, acme: Reseller) -> Client:
    return client_at("acme", crediting.finance())


def test_a_month_before_the_first_posting_is_computed_too(customer: Customer, finance: Client) -> None:
    crediting.fault(
        customers.service_of(customer), 5400, start=dt.datetime(2026, 9, 7, 3, tzinfo=dt.UTC), reference="F-0"
    )
    assert finance.post("/desk/credits/run/", {"month": "2026-09"}).status_code == 302
    work_on_open_runs()
    statement = CreditStatement.objects.get(month="2026-09")
    assert (statement.total, statement.exclusions.count()) == (Decimal("10.00"), 0)


def test_finance_computes_approves_issues_and_pays(customer: Customer, finance: Client, client_at: ClientAt) -> None:
    assert finance.post("/desk/credits/run/", {"month": "2026-10"}).status_code == 302
    work_on_open_runs()
    statement = CreditStatement.objects.get()
    address = f"/desk/credits/{statement.pk}/"
    assert str(statement) in finance.get("/desk/credits/").text
    page = finance.get(address).text
    digest = statement.exclusions.get().remedy_digest
    for words in ("99.79838 %", "1 h 30 min", "10.00 EUR", "No service level credit", digest, "Suspension", "C-1"):
        assert words in page, words
    person = client_at("acme", customers.person_of(customer))
    assert person.get(f"/my/credits/{statement.pk}/").status_code == 404
    for step in ("approve", "issue", "pay"):
        assert finance.post(f"{address}{step}/").status_code == 302, step
    assert Payment.objects.get().amount == statement.total
    assert finance.post(f"{address}pay/").status_code == 409
    assert str(statement) in person.get("/my/credits/").text
    assert digest in person.get(f"/my/credits/{statement.pk}/").text
    assert person.get("/api/v1/my-credits/").json()["results"][0]["paid"] == "10.00"


def test_another_customer_and_other_staff_see_nothing(customer: Customer, finance: Client, client_at: ClientAt) -> None:
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    statement = CreditStatement.objects.get()
    for step in ("approve", "issue"):
        finance.post(f"/desk/credits/{statement.pk}/{step}/")
    stranger = client_at("acme", customers.person_of(customers.customer()))
    assert stranger.get(f"/my/credits/{statement.pk}/").status_code == 404
    assert stranger.get("/api/v1/my-credits/").json()["count"] == 0
    assert client_at("acme", holds.officer()).get("/desk/credits/").status_code == 403


def test_a_month_not_over_is_refused_in_the_form(customer: Customer, finance: Client) -> None:
    answer = finance.post("/desk/credits/run/", {"month": "2026-11"})
    assert answer.status_code == 409
    assert "is not over" in answer.text


def test_the_mail_says_the_credit(customer: Customer, finance: Client, acme: Reseller) -> None:
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    statement = CreditStatement.objects.get()
    for step in ("approve", "issue"):
        finance.post(f"/desk/credits/{statement.pk}/{step}/")
    delivery = Delivery.objects.get(notice__kind="credit", channel="mail")
    mail = MailWriter(acme).write(delivery)
    for body in (str(mail.body), str(mail.alternatives[0][0])):
        assert "10.00 EUR" in body
        assert delivery.notice.path in body


def test_finance_adds_and_assigns_a_level(finance: Client, acme: Reseller) -> None:
    service: Service = customers.service_of(customers.customer())
    assert finance.post("/desk/credits/levels/add/", {"name": "Gold", "tiers": "99.9"}).status_code == 422
    finance.post("/desk/credits/levels/add/", {"name": "Gold", "tiers": "99.9 % 10 %\n95 100"})
    level = ServiceLevel.objects.get()
    assert level.versions.get().tiers == [["99.9", "10"], ["95", "100"]]
    finance.post(
        "/desk/credits/levels/assign/",
        {"service": service.reference, "level": str(level.pk), "starts_at": "2026-10-01T00:00"},
    )
    assert ServiceLevelTerm.objects.get().service == service
    assert service.reference in finance.get("/desk/credits/levels/").text


def test_finance_imports_interruptions_and_links_a_cause(customer: Customer, finance: Client) -> None:
    service = customers.service_of(customer)
    head = "service_reference,reference,starts_at,ends_at,cause\n"
    bad = SimpleUploadedFile("faults.csv", f"{head}NOBODY,F-9,2026-10-08T03:00:00Z,,\n".encode())
    refused = finance.post("/desk/credits/interruptions/import/", {"file": bad})
    assert refused.status_code == 422
    assert "The file has 1 mistake; nothing of it was saved." in refused.text
    assert "<code>service_reference</code>" in refused.text
    assert "There is no service NOBODY." in refused.text
    row = f"{service.reference},F-9,2026-10-08T03:00:00Z,2026-10-08T04:00:00Z,Fan"
    finance.post(
        "/desk/credits/interruptions/import/", {"file": SimpleUploadedFile("faults.csv", f"{head}{row}".encode())}
    )
    fault = Interruption.objects.get(reference="F-9")
    assert "F-9" in finance.get("/desk/credits/interruptions/").text
    determination = customer.determinations.get()
    address = f"/desk/credits/interruptions/{fault.pk}/cause/"
    # The violation came after this fault, so the page does not offer it.
    assert finance.post(address, {"determination": str(determination.pk)}).status_code == 422
    assert not hasattr(Interruption.objects.get(pk=fault.pk), "causation")


def test_machines_do_all_of_it(customer: Customer, finance: Client) -> None:
    def post(path: str, body: dict[str, Any] | None = None) -> Any:
        return finance.post(f"/api/v1/{path}", body or {}, content_type="application/json")

    level = post("service-levels/", {"name": "Gold", "tiers": [["99.99", "50"]]})
    assert level.status_code == 201
    service = customers.service_of(customer)
    assigned = post(
        f"service-levels/{level.json()['id']}/assign/",
        {"service": str(service.pk), "starts_at": "2026-10-01T00:00:00Z"},
    )
    assert assigned.status_code == 201
    file = io.BytesIO(f"service_reference,reference,starts_at\n{service.reference},F-8,2026-11-01T01:00:00Z\n".encode())
    assert finance.post("/api/v1/interruptions/import/", {"file": file, "dry_run": True}).json()["added"] == 1
    assert finance.get("/api/v1/interruptions/").json()["count"] == 1
    assert post("credit-runs/", {"month": "2026-10"}).status_code == 202
    work_on_open_runs()
    (made,) = finance.get("/api/v1/credit-statements/").json()["results"]
    assert (made["total"], made["status"]) == ("50.00", "draft")
    for step, status in (("approve", "approved"), ("issue", "issued")):
        assert post(f"credit-statements/{made['id']}/{step}/").json()["status"] == status
    assert post(f"credit-statements/{made['id']}/pay/").json()["paid"] == "50.00"
    again = post("credit-runs/", {"month": "2026-10"}).json()
    work_on_open_runs()
    assert finance.get(f"/api/v1/credit-runs/{again['id']}/").json()["unchanged"] == 1
