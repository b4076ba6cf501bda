"""Before every act a page says what will happen to whom and when, and asks why; what the verb refuses has no button."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.cases.models import Case
from enforcement.holds.actions import approve_measure, place_hold
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus, ProvisioningCall
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Service
from tenants.ledger.models import Entry, Personal
from tenants.resellers.models import Reseller
from tests.factories import cases, customers, holds, versions
from tests.walker import Walker

ClientAt = Callable[..., Client]
Clock = Callable[[object], None]
HOUR = dt.timedelta(hours=1)
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture
def version(acme: Reseller, set_clock: Clock) -> PolicyVersion:
    set_clock(NOW)
    Reseller.objects.filter(pk=acme.pk).update(timezone="Europe/Amsterdam")
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def service(customer: Customer) -> Service:
    return customers.service_of(customer)


@pytest.fixture
def opened(customer: Customer) -> Case:
    return cases.case(customer, by=holds.officer())


@pytest.fixture
def officer(acme: Reseller, client_at: ClientAt) -> Walker:
    return Walker(client_at("acme", holds.officer()), "/desk/")


@pytest.fixture
def second(acme: Reseller, client_at: ClientAt) -> Walker:
    return Walker(client_at("acme", holds.second()), "/desk/")


def at(walker: Walker, measure: Measure) -> Walker:
    """Goes to a measure by the list."""
    return walker.follow("Measures").follow(str(measure.get_kind_display()))


def test_before_a_suspension_the_page_names_services_instants_people_and_the_provision(
    customer: Customer, service: Service, version: PolicyVersion, officer: Walker
) -> None:
    found = cases.determination(cases.case(customer), version)
    officer.follow("Cases").follow(str(found.case)).follow("Take a measure")
    officer.submit("Go on", kind="suspension", starts_at="2026-10-30T00:00", reason="It goes on.")
    page = officer.page.text
    assert f"Suspend {service.reference}?" in page
    assert "2026-10-30 00:00:00 UTC" in page
    assert "01:00" in page
    assert "Rita" in page
    remedy = version.provisions.get(key=versions.SUSPENSION)
    assert any(address.endswith(f"/aup/versions/1/#{remedy.key}") for address, _words in officer.page.links)
    assert remedy.text in page
    entries, notices = Entry.objects.count(), Notice.objects.count()
    officer.submit("Change something")
    assert "It goes on." in officer.page.text or officer.page.form("reason").values["reason"] == ["It goes on."]
    assert not Measure.objects.exists()
    officer.submit("Go on", kind="suspension", starts_at="2026-10-30T00:00", reason="It goes on.")
    assert (Entry.objects.count(), Notice.objects.count()) == (entries, notices)
    officer.submit("Suspend")
    assert Hold.objects.get().starts_at == dt.datetime(2026, 10, 30, tzinfo=dt.UTC)
    assert Measure.objects.get().reason == "It goes on."


def test_a_termination_says_that_nothing_happens_before_a_second_person_agrees(
    customer: Customer, version: PolicyVersion, officer: Walker, second: Walker
) -> None:
    found = cases.determination(cases.case(customer), version, by=holds.officer())
    officer.follow("Cases").follow(str(found.case)).follow("Take a measure")
    officer.submit("Go on", kind="termination", without_notice="on", ground="repeated", reason="Third time.")
    assert "somebody else has to approve it" in officer.page.text
    officer.submit("Terminate")
    measure = Measure.objects.get()
    assert not officer.sees("Approve the measure")
    at(second, measure).follow("Approve the measure")
    assert "Rita" in second.page.text
    assert "at once" in second.page.text
    second.submit("Approve the measure", reason="I agree.")
    assert Hold.objects.get().measure == measure
    assert Personal.objects.filter(name="reason", value="I agree.").exists()


def test_what_cannot_be_approved_now_says_why_and_has_no_button(
    customer: Customer, version: PolicyVersion, second: Walker, set_clock: Clock
) -> None:
    found = cases.determination(cases.case(customer), version, by=holds.officer())
    measure = holds.suspension(
        found, kind=MeasureKind.TERMINATION, without_notice=False, ground="", starts_at=NOW + HOUR
    )
    set_clock(NOW + 2 * HOUR)
    at(second, measure)
    assert "has passed without notice" in second.page.text
    assert not second.sees("Approve the measure")
    second.follow("Cancel the measure")
    assert "nothing is done to any service" in second.page.text
    second.submit("Cancel the measure", reason="Too late.")
    assert Measure.objects.get().status == MeasureStatus.CANCELLED


def test_an_officer_suspends_for_now_from_the_case(opened: Case, service: Service, officer: Walker) -> None:
    officer.follow("Cases").follow(str(opened)).follow("Suspend for now")
    officer.submit("Go on", finding="It attacks others right now.", ground="ongoing_harm")
    assert "2026-10-31 20:00" in officer.page.text
    officer.submit("Suspend for now")
    assert Measure.objects.get().kind == MeasureKind.INTERIM
    officer.follow(str(opened)).follow("Suspend for now")
    again = {"finding": "Again.", "ground": "ongoing_harm", "services": [str(service.pk)]}
    answer = officer.client.post(officer.page.url, again)
    assert answer.status_code == 409
    assert "suspended for now already" in answer.text


def test_an_end_is_moved_later_from_the_measures_page(
    customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    measure = holds.suspension(cases.determination(cases.case(customer), version), ends_at=NOW + 24 * HOUR)
    at(officer, measure).follow("Extend").submit("Go on", ends_at="2026-11-02T20:00", reason="It still sends.")
    assert "2026-11-02 20:00:00 UTC" in officer.page.text
    officer.submit("Extend")
    measure.refresh_from_db()
    assert measure.ends_at == dt.datetime(2026, 11, 2, 20, tzinfo=dt.UTC)
    assert "It still sends." in officer.page.text


def test_ending_names_the_holds_that_stay(
    customer: Customer, service: Service, version: PolicyVersion, officer: Walker
) -> None:
    measure = holds.suspension(cases.determination(cases.case(customer), version))
    place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    at(officer, measure).follow("End the measure")
    assert f"{service.reference} stays on hold for another reason: Payment" in officer.page.text
    officer.submit("End the measure", reason="Cleaned up.")
    assert Hold.objects.filter(lifted_at=None).get().reason == HoldReason.PAYMENT


def test_a_terminated_service_is_reinstated_by_two(
    customer: Customer, version: PolicyVersion, officer: Walker, second: Walker
) -> None:
    found = cases.determination(cases.case(customer), version, by=holds.officer())
    measure = holds.suspension(found, kind=MeasureKind.TERMINATION)
    approve_measure(by=holds.second(), measure=measure)
    assert not at(officer, measure).sees("End the measure")
    officer.follow("Reinstate").submit("Propose to reinstate", reason="It was another's account.")
    at(second, Measure.objects.get(kind="reinstatement")).follow("Approve the measure")
    second.submit("Approve the measure", reason="I agree.")
    assert not Hold.objects.filter(lifted_at=None).exists()


def test_a_customer_without_a_representative_is_told_of_beforehand(
    acme: Reseller, version: PolicyVersion, officer: Walker
) -> None:
    nobody = customers.customer("Zoe BV")
    nobody.memberships.update(until=NOW)
    found = cases.determination(cases.case(nobody), version)
    officer.follow("Cases").follow(str(found.case)).follow("Take a measure")
    officer.submit("Go on", kind="warning", reason="Once.")
    assert "Nobody is told" in officer.page.text


def test_looking_at_what_will_happen_calls_nobody(
    acme: Reseller, customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    Reseller.objects.filter(pk=acme.pk).update(provisioning_url="http://endpoint.example/")
    found = cases.determination(cases.case(customer), version)
    officer.follow("Cases").follow(str(found.case)).follow("Take a measure")
    officer.submit("Go on", kind="suspension", without_notice="on", ground="repeated", reason="Again.")
    assert "The provisioning endpoint is called." in officer.page.text
    assert not ProvisioningCall.objects.exists()
