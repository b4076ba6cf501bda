"""What went wrong with measures and holds stands on the desk, named, and in the API's filters."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.holds.actions import confirm_hold, end_measure, place_hold
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind
from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.versions.models import PolicyVersion
from tenants.alerts.actions import look
from tenants.customers.models import Customer, Service
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import customers, holds, versions
from tests.walker import Walker

ClientAt = Callable[..., Client]
Clock = Callable[[object], None]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def version(acme: Reseller, set_clock: Clock) -> PolicyVersion:
    set_clock(NOW)
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def measure(customer: Customer, version: PolicyVersion) -> Measure:
    return holds.suspension(holds.determination(customer, version))


@pytest.fixture
def officer(acme: Reseller, client_at: ClientAt) -> Client:
    return client_at("acme", holds.officer())


def listed(client: Client, address: str) -> list[Any]:
    return [one["id"] for one in client.get(address).json()["results"]]


UNREACHED, UNCONFIRMED = "/api/v1/measures/?attention=unreached", "/api/v1/holds/?attention=unconfirmed"


def test_a_measure_whose_mail_bounced_and_that_nobody_opened_is_named(measure: Measure, officer: Client) -> None:
    mails = Delivery.objects.filter(notice__kind="measure", channel=Channel.MAIL)
    assert listed(officer, UNREACHED) == []
    mails.update(status=DeliveryStatus.BOUNCED, sent_at=NOW, ended_at=NOW)
    assert listed(officer, UNREACHED) == [str(measure.pk)]
    look()
    assert "Suspension" in Walker(officer, "/desk/").follow("Reached nobody").page.text
    Delivery.objects.filter(notice__kind="measure", channel=Channel.INBOX).update(seen_at=NOW)
    assert listed(officer, UNREACHED) == []


def test_a_measure_with_nobody_to_tell_is_named(version: PolicyVersion, officer: Client) -> None:
    nobody = customers.customer("Zoe BV")
    nobody.memberships.update(until=NOW)
    measure = holds.suspension(holds.determination(nobody, version))
    assert listed(officer, UNREACHED) == [str(measure.pk)]
    look()
    page = Walker(officer, "/desk/").follow("Reached nobody").page
    assert "Nobody: the customer has no representative." in page.text


def test_a_lifting_that_nobody_confirmed_is_named_after_half_an_hour(
    measure: Measure, officer: Client, set_clock: Clock
) -> None:
    hold = Hold.objects.get()
    confirm_hold(by=_administrator(), hold=hold)
    set_clock(NOW + 60 * MINUTE)
    assert listed(officer, UNCONFIRMED) == []
    end_measure(by=holds.officer(), measure=measure, reason="Cleaned up.")
    set_clock(NOW + 89 * MINUTE)
    assert listed(officer, UNCONFIRMED) == []
    set_clock(NOW + 91 * MINUTE)
    assert listed(officer, UNCONFIRMED) == [str(hold.pk)]
    assert "lifted, and perhaps still off" in officer.get("/desk/holds/attention/").text
    confirm_hold(by=_administrator(), hold=hold)
    assert listed(officer, UNCONFIRMED) == []


def _administrator() -> User:
    from tenants.people.actions import give_roles  # noqa: PLC0415 - used by one helper

    return give_roles(by=None, email="root@acme.example", name="Root", roles=[Role.ADMINISTRATOR])


def test_a_hold_that_nobody_carried_out_is_named_and_one_that_never_began_is_not(
    measure: Measure, customer: Customer, officer: Client, set_clock: Clock, client_at: ClientAt
) -> None:
    service = customers.service_of(customer)
    place_hold(by=holds.officer(), service=service, reason=HoldReason.MAINTENANCE, starts_at=NOW + 300 * MINUTE)
    set_clock(NOW + 31 * MINUTE)
    assert listed(officer, UNCONFIRMED) == [str(Hold.objects.get(measure=measure).pk)]
    look()
    administrator = Walker(client_at("acme", _administrator()), "/desk/")
    assert service.reference in administrator.follow("Hold not confirmed").page.text


def test_an_act_on_a_service_that_has_ended_is_named(
    measure: Measure, customer: Customer, version: PolicyVersion, officer: Client, set_clock: Clock
) -> None:
    service = customers.service_of(customer)
    waiting = holds.suspension(holds.determination(customer, version), kind=MeasureKind.TERMINATION)
    unpaid = place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    Service.objects.filter(pk=service.pk).update(ends_at=NOW + MINUTE)
    assert listed(officer, "/api/v1/measures/?attention=ended_service") == []
    set_clock(NOW + 2 * MINUTE)
    assert set(listed(officer, "/api/v1/measures/?attention=ended_service")) == {str(measure.pk), str(waiting.pk)}
    assert listed(officer, "/api/v1/holds/?attention=ended_service") == [str(unpaid.pk)]
    desk = Walker(officer, "/desk/").follow("measures on services that have ended")
    assert desk.sees("Termination")
    assert clock.now() > NOW


def test_where_all_is_well_it_says_so(version: PolicyVersion, officer: Client) -> None:
    assert "Nothing to look at" in officer.get("/desk/holds/attention/").text
