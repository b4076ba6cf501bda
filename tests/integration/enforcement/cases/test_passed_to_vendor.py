"""A case goes from acme to the vendor by the vendor's own HTTP door, its outcome back; the customer stays unnamed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from enforcement.cases.actions import determine, open_case
from enforcement.cases.models import Case, Passing
from enforcement.cases.passing.sending import signing_secret
from enforcement.cases.tasks import ask_recipients, send_passings
from enforcement.reports.actions import complete_report
from enforcement.reports.doors.taking_in import take_in_due
from enforcement.reports.evidence import Received
from enforcement.reports.models import RawReport, Reason, Report
from tenants.alerts.models import Alert, Kind
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.conftest import standing_in
from tests.factories import cases, customers, holds, reports, versions
from tests.website import portal

pytestmark = pytest.mark.usefixtures("own_database", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
ADDRESS = "192.0.2.7"
NAMES = {
    "customer": "Zonnebloem Boekhandel",
    "reference": "KLANT-88123",
    "person": "Wilhelmina Zonnebloem",
    "email": "mina@zonnebloem-boeken.example",
}
LOG = b"20:00 SYN 192.0.2.7 > 203.0.113.7 ports 1-4000\n"


@pytest.fixture(autouse=True)
def october(own_database: str) -> Iterator[None]:
    clock.set_to(NOW)
    yield
    connection.set_schema_to_public()
    clock.set_to(None)


@pytest.fixture
def port(settings: Any) -> Iterator[int]:
    with portal() as at:
        settings.PUBLIC_PORT = at
        yield at


def page(schema: str, user: Any) -> Client:
    client = Client(SERVER_NAME=f"{schema}.localhost")
    with standing_in(schema):
        client.force_login(user)
    return client


@pytest.fixture
def token() -> str:
    """What the vendor gave acme: it may hand reports in, and nothing else."""
    with standing_in("vendor"):
        by = give_roles(by=None, email="acme@vendor.example", name="Acme at the vendor", roles=[Role.PARTNER])
        return create_token(by=by, name="Acme", scopes=[Permission.SUBMIT_REPORTS])[1]


@pytest.fixture
def case() -> Case:
    """Acme's case about a named customer, with a report and a file."""
    with standing_in("acme") as acme:
        Reseller.objects.filter(pk=acme.pk).update(abuse_mailbox="abuse@acme.example")
        customer = customers.customer(
            NAMES["customer"],
            reference=NAMES["reference"],
            person=NAMES["person"],
            email=NAMES["email"],
            networks=["192.0.2.0/28"],
        )
        report = reports.report(category="unauthorized_testing", files=[Received("log.txt", "text/plain", LOG)])
        service = customers.service_of(customer)
        return open_case(
            by=holds.officer(),
            reports=[report],
            service=service,
            category="unauthorized_testing",
            summary=f"{NAMES['customer']} scans our neighbours.",
        )


def registered(port: int, token: str) -> None:
    """The administrator registers the vendor's API on the page."""
    with standing_in("acme"):
        admin = give_roles(by=None, email="admin@acme.example", name="Admin", roles=[Role.ADMINISTRATOR])
    said = {"name": "Vendor", "kind": "upstream", "way": "api", "token": token}
    said["address"] = f"http://vendor.localhost:{port}/api/v1/reports/"
    answer = page("acme", admin).post("/desk/recipients/new/", said)
    assert answer.status_code == 302, answer.content.decode()


def passed(case: Case, **changed: Any) -> tuple[Client, str]:
    """The officer fills the form in, reads what will be sent, and sends it; returns the desk and that page."""
    with standing_in("acme"):
        desk = page("acme", holds.officer())
        evidence = str(case.reports.get().evidence.get().pk)
    address = f"/desk/cases/{case.pk}/pass/"
    form = desk.get(address).context["form"]
    said = {
        "reference": str(form.initial["reference"]),
        "to": form.fields["to"].choices[-1][0],
        "target": "0",
        "started_at": "2026-10-28T19:00:00",
        "ended_at": "2026-10-28T19:00:00",
        "protocol": "tcp",
        "words": "A scan from your network's address.",
        "evidence": [evidence],
        "reason": "The address is the vendor's.",
    } | changed
    shown = desk.post(address, said)
    assert shown.status_code == 200, shown.content.decode()
    sent = desk.post(address, {**said, "seen": shown.context["digest"], "confirmed": "yes"})
    assert sent.status_code == 302, sent.content.decode()
    return desk, sent["Location"]


def work(task: Any, schema: str = "acme") -> None:
    with standing_in(schema):
        task.apply(headers={"schema": schema}, throw=True)


def everything_of(schema: str) -> str:
    """Every row of every table of a tenant, as text."""
    with standing_in(schema), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s"
            " AND has_table_privilege(format('%%I.%%I', schemaname, tablename), 'SELECT')",
            [schema],
        )
        tables = [row[0] for row in cursor.fetchall()]
        assert "reports_report" in tables
        rows = []
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{schema}"."{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


def telling(case: Case) -> list[str]:
    """Every word that would tell who the customer is."""
    with standing_in("acme"):
        customer = Customer.objects.get(pk=case.customer_id)
        service, agreement = customers.service_of(customer), customers.agreement_of(customer)
        return [*NAMES.values(), "Zonnebloem", service.reference, agreement.number]


def test_a_case_is_passed_to_the_vendor_and_its_outcome_comes_back_without_the_customers_name(
    case: Case, port: int, token: str, own_files: Path
) -> None:
    registered(port, token)
    desk, where = passed(case)
    work(send_passings)
    assert "Queued" in desk.get(where).content.decode()
    with standing_in("vendor"):
        take_in_due()
        [report] = Report.objects.all()
        assert (report.target, report.category) == (ADDRESS, "unauthorized_testing")
        assert report.started_at == NOW - dt.timedelta(hours=1)
        assert [one.digest for one in report.evidence.all()] == [hashlib.sha256(LOG).hexdigest()]
        complete_report(by=holds.officer(), report=report, reason=Reason.NOT_OURS)
    clock.set_to(NOW + dt.timedelta(minutes=2))
    work(ask_recipients)
    text = desk.get(where).content.decode()
    assert "Completed" in text
    assert "Not one of our services" in text
    assert "Vendor" in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    with standing_in("acme"):
        assert Alert.objects.filter(kind=Kind.PASSED, settled_at=None).count() == 1
    desk.post(f"{where}note/")
    with standing_in("acme"):
        assert not Alert.objects.filter(kind=Kind.PASSED, settled_at=None).exists()
        assert Passing.objects.get().noted_at is not None
    found = everything_of("vendor")
    files = b"\n".join(one.read_bytes() for one in (own_files / "vendor").rglob("*") if one.is_file())
    assert ADDRESS in found
    assert LOG in files
    mails = "\n".join(str(one.message()) for one in mail.outbox if "vendor" in str(one.message()))
    for word in telling(case):
        for text in (found, files.decode("utf-8", "replace"), mails):
            assert word.casefold() not in text.casefold(), word


def test_the_same_case_arrives_once_however_often_it_is_sent(case: Case, port: int, token: str) -> None:
    registered(port, token)
    passed(case)
    work(send_passings)
    with standing_in("acme"):
        Passing.objects.update(status="queued", lease_until=None)
    work(send_passings)
    with standing_in("vendor"):
        assert RawReport.objects.count() == 1


def test_a_case_that_the_vendor_opens_is_asked_for_until_it_has_an_outcome(case: Case, port: int, token: str) -> None:
    registered(port, token)
    desk, where = passed(case)
    work(send_passings)
    with standing_in("vendor"):
        version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
        take_in_due()
        other = customers.customer("Acme as a customer", networks=["192.0.2.128/28"])
        opened = open_case(
            by=holds.officer(),
            reports=[],
            service=customers.service_of(other),
            category="unauthorized_testing",
            summary="Scans.",
        )
        opened.reports.set(Report.objects.all())
        complete_report_by_case(opened)
    clock.set_to(NOW + dt.timedelta(minutes=2))
    work(ask_recipients)
    assert "A case was opened" in desk.get(where).content.decode()
    with standing_in("acme"):
        assert Passing.objects.get().answered_at is None
    with standing_in("vendor"):
        determine(case=opened, **cases.said(version))
    clock.set_to(NOW + dt.timedelta(minutes=10))
    work(ask_recipients)
    assert "A violation was found" in desk.get(where).content.decode()
    seen = desk.get(f"/api/v1/passings/?case={case.pk}").json()["results"][0]
    assert (seen["remote_status"], seen["remote_outcome"]) == ("completed", "violation")


def complete_report_by_case(opened: Case) -> None:
    """The vendor opens a case of the report."""
    from enforcement.reports.actions import complete  # noqa: PLC0415 - what opening a case does with its reports

    for report in opened.reports.all():
        complete(by=holds.officer(), report=report, reason=Reason.CASE_OPENED, at=clock.now())


def test_the_vendor_sees_whose_report_it_is(case: Case, port: int, token: str) -> None:
    registered(port, token)
    passed(case)
    work(send_passings)
    with standing_in("vendor"):
        take_in_due()
        officer, report = holds.officer(), Report.objects.get()
    seen = page("vendor", officer).get(f"/desk/reports/{report.pk}/").content.decode()
    assert "Acme at the vendor" in seen


def test_the_partners_token_hands_reports_in_and_sees_nothing_else(case: Case, port: int, token: str) -> None:
    registered(port, token)
    passed(case)
    work(send_passings)
    with standing_in("vendor"):
        take_in_due()
        own = RawReport.objects.get()
        by = give_roles(by=None, email="beta@vendor.example", name="Beta", roles=[Role.PARTNER])
        other = create_token(by=by, name="Beta", scopes=[Permission.SUBMIT_REPORTS])[1]
    client = Client(SERVER_NAME="vendor.localhost")
    acme, beta = ({"Authorization": f"Bearer {one}"} for one in (token, other))
    assert client.get(f"/api/v1/raw-reports/{own.pk}/", headers=acme).status_code == 200
    assert client.get(f"/api/v1/raw-reports/{own.pk}/", headers=beta).status_code == 404
    for path in ("reports", "raw-reports", "cases"):
        assert client.get(f"/api/v1/{path}/", headers=acme).status_code == 403
    with standing_in("vendor"):
        report = Report.objects.get()
    for act in ("take", "complete"):
        answer = client.post(
            f"/api/v1/reports/{report.pk}/{act}/",
            json.dumps({"reason": "duplicate"}),
            content_type="application/json",
            headers=acme,
        )
        assert answer.status_code == 403


def test_another_tenants_signature_is_another(case: Case) -> None:
    with standing_in("acme"):
        own = signing_secret()
    with standing_in("beta"):
        assert signing_secret() != own
