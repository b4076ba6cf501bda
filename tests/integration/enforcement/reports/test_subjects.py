"""Whose service a report is about: by address and port, account, several targets; what is doubtful is nobody's."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enforcement.cases.models import Against
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.models import OldestAct, Report, Source, Triage
from tenants.customers.actions import add_identifier, import_customers
from tenants.customers.models import Identifier, Service
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.factories import cases, customers, holds, mails, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
ClientAt = Callable[..., Client]
FORM = {
    "target": "192.0.2.7",
    "started_at": "2026-10-28T13:45",
    "ended_at": "",
    "category": "spam_email",
    "description": "Forty thousand mails.",
    "reporter_name": "",
    "reporter_email": "",
    "website": "",
}


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)


def bought(name: str, **more: Any) -> Service:
    return customers.service_of(customers.customer(name, **more))


@pytest.fixture
def sharing(staff: Staff) -> tuple[Service, Service]:
    """Two services that share one address, each with its ports."""
    admin = staff(Role.ADMINISTRATOR)
    one, two = bought("One"), bought("Two")
    for service, ports in ((one, "1024-2047"), (two, "2048-4095")):
        add_identifier(
            by=admin, service=service, kind="network", value=f"192.0.2.7:{ports}", held_from=NOW - dt.timedelta(days=9)
        )
    return one, two


@pytest.mark.parametrize(("port", "which"), [(1024, 0), (2047, 0), (2048, 1), (5000, None), (None, None)])
def test_the_port_tells_who_of_many_had_the_address(
    sharing: tuple[Service, Service], port: int | None, which: int | None
) -> None:
    report = reports.report(target=f"192.0.2.7:{port}" if port else "192.0.2.7")
    assert report.port == port
    assert report.service == (None if which is None else sharing[which])
    if which is None:
        assert report.triage == (Triage.NO_HOLDER if port else Triage.SEVERAL_HOLDERS)


@pytest.mark.parametrize("ports", ["2000-2100", "", "3000"])
def test_no_two_services_hold_one_port_of_an_address_at_a_time(
    sharing: tuple[Service, Service], staff: Staff, ports: str
) -> None:
    value = f"192.0.2.7:{ports}" if ports else "192.0.2.7"
    with pytest.raises(Refused, match="holds this"):
        add_identifier(by=staff(Role.ADMINISTRATOR, name="A"), service=bought("Three"), kind="network", value=value)


@pytest.mark.parametrize("value", ["192.0.2.7:0-5", "192.0.2.7:9-5", "192.0.2.7:1-70000", "192.0.2.0/24:1-5"])
def test_what_is_no_range_of_ports_is_refused(staff: Staff, value: str) -> None:
    with pytest.raises(Refused):
        add_identifier(by=staff(Role.ADMINISTRATOR), service=bought("One"), kind="network", value=value)


def test_ports_are_imported_and_shown(staff: Staff) -> None:
    admin = staff(Role.ADMINISTRATOR)
    head = "customer_reference,customer_name,agreement_number,agreement_from,service_reference,service_name,"
    head += "monthly_price,service_from,addresses\n"
    row = "C-{n},Cust {n},A-{n},2026-01-01,S-{n},Shared,10.00,2026-01-01,{where}\n"
    rows = row.format(n=1, where="192.0.2.7:1-100") + row.format(n=2, where="192.0.2.7:101-200 [2001:db8::1]:5")
    for _again in range(2):
        import_customers(by=admin, data=(head + rows).encode())
    shown = sorted(one.shown for one in Identifier.objects.all())
    assert shown == ["192.0.2.7:1-100", "192.0.2.7:101-200", "[2001:db8::1]:5-5"]


def test_a_reference_names_an_account() -> None:
    service = bought("One")
    assert reports.report(target=service.reference.lower()).service == service
    assert reports.report(target=service.customer.reference).service == service


def test_several_targets_of_one_service_are_one_report_and_of_two_are_a_persons_choice() -> None:
    one = bought("One", networks=["192.0.2.0/28"])
    bought("Two", networks=["192.0.2.16/28"])
    report = reports.report(target="192.0.2.7, 192.0.2.8:25")
    assert (report.service, report.target) == (one, "192.0.2.7")
    assert report.targets == [{"target": "192.0.2.7", "port": None}, {"target": "192.0.2.8", "port": 25}]
    other = reports.report(target="192.0.2.7 192.0.2.17")
    assert (other.service, other.triage) == (None, Triage.SEVERAL_HOLDERS)


def test_the_companys_own_website_is_nobodys_service(acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(website="https://www.acme.example/")
    assert reports.report(target="https://shop.www.acme.example/x").triage == Triage.OWN
    assert reports.report(target="acme.example").triage == Triage.NO_HOLDER


OWN = {
    "company website": Triage.OWN,
    "your website": Triage.OWN,
    "Company's equipment": Triage.OWN,
    "our software": Triage.OWN,
    "Third-party equipment": Triage.NO_HOLDER,
}


@pytest.mark.parametrize("target", OWN)
def test_what_the_policy_protects_can_be_named_at_the_form_and_is_nobodys_service(
    client_at: ClientAt, target: str
) -> None:
    """R16: a person finds out who acted."""
    assert client_at("acme").post("/report/", FORM | {"target": target}).status_code == 302
    report = Report.objects.get()
    assert (report.service, report.triage) == (None, OWN[target])
    assert report.target in {"company website", "company equipment", "company software", "third-party equipment"}


def test_with_who_acted_beside_it_the_report_is_about_who_acted(client_at: ClientAt) -> None:
    one = bought("One", networks=["192.0.2.0/28"])
    said = {
        "category": "website_misuse",
        "target": "192.0.2.7, company software",
        "started_at": "2026-10-28T13:45:00Z",
        "description": "Somebody scraped the portal.",
    }
    sent = client_at("acme", holds.officer()).post("/api/v1/reports/", said, content_type="application/json")
    assert sent.status_code == 201, sent.content
    report = Report.objects.get()
    assert (report.service, report.target, report.triage) == (one, "192.0.2.7", "")
    assert [target["target"] for target in report.targets] == ["192.0.2.7", "company software"]


def test_a_mail_that_names_nothing_else_is_about_what_of_ours_it_speaks_of() -> None:
    words = "Since 13:45 UTC somebody scrapes your website and takes every price from it."
    stored, _new = store_raw(data=mails.mail(words, Subject="Scraping"), door=Source.MAIL)
    take_in(stored)
    report = Report.objects.get()
    assert (report.target, report.service, report.triage) == ("company website", None, Triage.OWN)


def test_the_determination_begins_with_what_the_report_says_it_was_directed_at(
    client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    set_clock(NOW)
    customer = customers.customer("One", networks=["192.0.2.0/28"])
    case = cases.case(customer, reports=[reports.report(target="192.0.2.7, company equipment")])
    desk = client_at("acme", holds.officer())
    page = desk.get(f"/desk/cases/{case.pk}/determine/?start=2026-10-28T19:00").content.decode()
    assert re.search(r'<input[^>]*name="against"[^>]*value="company_equipment"[^>]*checked', page)
    assert cases.determination(case, version, against=Against.COMPANY_EQUIPMENT).customer == customer


def test_an_old_act_waits_for_a_person_by_kind_of_conduct(client_at: ClientAt, staff: Staff) -> None:
    bought("One", networks=["192.0.2.0/28"], since=NOW - dt.timedelta(days=900))
    then = NOW - dt.timedelta(days=100)
    assert reports.report(started_at=then, ended_at=then).triage == Triage.TOO_OLD
    assert not reports.report(started_at=then, ended_at=then, category="malware").triage
    admin = client_at("acme", staff(Role.ADMINISTRATOR))
    assert "Usually 180 days" in admin.get("/desk/reports/ages/").content.decode()
    assert admin.post("/desk/reports/ages/", {"malware": "0"}).status_code == 422
    assert admin.post("/desk/reports/ages/", {"malware": "30", "spam_email": "200"}).status_code == 302
    assert reports.report(started_at=then, ended_at=then, category="malware").triage == Triage.TOO_OLD
    assert not reports.report(started_at=then, ended_at=then).triage
    assert admin.get("/api/v1/report-ages/").json() == {
        "ages": [{"category": "malware", "days": 30}, {"category": "spam_email", "days": 200}]
    }
    body = {"ages": [{"category": "malware", "days": 300}]}
    sent = admin.post("/api/v1/report-ages/change/", body, content_type="application/json")
    assert sent.json() == body
    assert reports.report(started_at=then, ended_at=then).triage == Triage.TOO_OLD
    with standing_in("beta"):
        assert not OldestAct.objects.exists()


def test_a_network_of_many_services_shows_fifty_and_a_number(client_at: ClientAt) -> None:
    for number in range(53):
        bought(f"Customer {number}", networks=[f"198.51.100.{number}/32"])
    report = reports.report(target="198.51.100.0/24")
    page = client_at("acme", holds.officer()).get(f"/desk/reports/{report.pk}/").content.decode()
    assert "And 3 more." in page


def test_the_form_asks_again_with_what_was_typed_and_says_that_files_are_chosen_again(client_at: ClientAt) -> None:
    file = SimpleUploadedFile("log.txt", b"line")
    answer = client_at("acme").post("/report/", FORM | {"category": "", "evidence": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Forty thousand mails." in page
    assert "Choose your files again" in page
    again = client_at("acme").post("/report/", FORM | {"category": ""}).content.decode()
    assert "Choose your files again" not in again
    assert not Report.objects.exists()
