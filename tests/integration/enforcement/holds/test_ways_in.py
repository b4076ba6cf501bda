"""From the desk's first page to a measure taken and a hold placed, by links and forms alone; only for who may."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureStatus
from policies.versions.models import PolicyVersion
from tenants.customers.actions import end_service
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import appeals, cases, customers, holds, versions
from tests.walker import Walker

ClientAt = Callable[..., Client]
Staff = Callable[..., User]
POSTED = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    set_clock(NOW)
    return versions.posted_policy(at=POSTED)


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def officer(acme: Reseller, client_at: ClientAt) -> Walker:
    return Walker(client_at("acme", holds.officer()), "/desk/")


def determined(customer: Customer, version: PolicyVersion, *keys: str) -> Determination:
    """A violation determined in a case of its own."""
    return cases.determination(cases.case(customer), version, *keys)


def take(walker: Walker) -> Measure:
    """Fills in the page that it stands on."""
    walker.submit("Go on", kind="suspension", without_notice="on", ground="ongoing_harm", reason="It goes on.")
    assert not Measure.objects.exists()
    walker.submit("Suspend")
    return Measure.objects.get()


def test_an_officer_walks_from_the_desk_to_a_measure_taken(
    customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    found = determined(customer, version)
    measure = take(officer.follow("Cases").follow(str(found.case)).follow("Take a measure"))
    assert (measure.determination, measure.status) == (found, MeasureStatus.ACTIVE)
    assert officer.page.url.endswith(f"/desk/measures/{measure.pk}/")


def test_a_determination_on_a_page_of_its_own_leads_there_too(
    customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    found = determined(customer, version)
    officer.follow("Cases").follow(str(found.case)).follow("On a page of its own")
    assert take(officer.follow("Take a measure")).determination == found


def test_a_measure_is_offered_once_the_determination_is_approved(
    customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    found = determined(customer, version, versions.OFFENSIVE)
    officer.follow("Cases").follow(str(found.case))
    assert not officer.sees("Take a measure")
    cases.approved(found)
    assert take(officer.follow("Cases").follow(str(found.case)).follow("Take a measure")).determination == found


def test_no_measure_is_offered_on_what_an_appeal_overturned(
    customer: Customer, version: PolicyVersion, officer: Walker
) -> None:
    found = determined(customer, version)
    appeals.decided(appeals.appeal(found), Outcome.OVERTURNED)
    assert not officer.follow("Cases").follow(str(found.case)).sees("Take a measure")
    assert not officer.follow("On a page of its own").sees("Take a measure")


@pytest.mark.parametrize("role", [Role.ENFORCEMENT_APPROVER, Role.APPEAL_REVIEWER, Role.AUDITOR])
def test_who_may_not_take_a_measure_or_place_a_hold_is_offered_neither(
    customer: Customer, version: PolicyVersion, staff: Staff, client_at: ClientAt, role: Role
) -> None:
    found = determined(customer, version)
    walker = Walker(client_at("acme", staff(role)), "/desk/")
    assert not walker.follow("Cases").follow(str(found.case)).sees("Take a measure")
    assert not walker.follow("Holds").sees("Put a service on hold")
    assert not walker.follow("Customers").follow("Xavier BV").sees("Put on hold")


def placed(walker: Walker) -> Hold:
    """Fills in the page that it stands on."""
    walker.submit("Go on", reason="payment", note="Two invoices are open.")
    assert not Hold.objects.exists()
    walker.submit("Put")
    return Hold.objects.get()


def test_an_officer_walks_from_the_holds_to_a_hold_placed(customer: Customer, officer: Walker) -> None:
    other = customers.customer("Yvonne")
    officer.follow("Holds").follow("Put a service on hold")
    assert customers.service_of(other).reference in officer.page.text
    officer.submit("Filter", q="xavier")
    assert customers.service_of(other).reference not in officer.page.text
    hold = placed(officer.follow("Put on hold"))
    assert (hold.service, hold.reason, hold.note) == (
        customers.service_of(customer),
        HoldReason.PAYMENT,
        "Two invoices are open.",
    )
    assert officer.page.url.endswith(f"/desk/holds/{hold.pk}/")


def test_an_officer_walks_from_the_customer_to_a_hold_placed(customer: Customer, officer: Walker) -> None:
    hold = placed(officer.follow("Customers").follow("Xavier BV").follow("Put on hold"))
    assert hold.service == customers.service_of(customer)


def test_a_service_is_found_by_an_address_that_it_holds(customer: Customer, officer: Walker) -> None:
    customers.customer("Yvonne")
    identifier = customers.service_of(customer).identifiers.get(kind="network")
    officer.follow("Holds").follow("Put a service on hold").submit("Filter", q=str(identifier.network))
    assert placed(officer.follow("Put on hold")).service == customers.service_of(customer)


def test_a_service_that_has_ended_is_not_offered(
    customer: Customer, officer: Walker, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    service = customers.service_of(customer)
    end_service(by=staff(Role.ADMINISTRATOR), service=service, ends_at=NOW + dt.timedelta(minutes=1))
    set_clock(NOW + dt.timedelta(hours=1))
    assert not officer.follow("Customers").follow("Xavier BV").sees("Put on hold")
    officer.follow("Holds").follow("Put a service on hold")
    assert service.reference not in officer.page.text
