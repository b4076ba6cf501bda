"""Holds of every origin stand side by side: whatever the order, lifting one never lifts another (invariant 7)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enforcement.holds.actions import end_measure, lift_hold, place_hold
from enforcement.holds.models import Hold, HoldReason, Measure
from enforcement.holds.queries import service_enabled
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import customers, holds, versions
from tests.isolation.beta import taken_back

NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    set_clock(NOW)
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV")


#: What is done, one after the other: place for a reason, or lift the oldest or newest that is open.
acts = st.lists(st.sampled_from([*HoldReason, "lift first", "lift last"]), max_size=8)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_a_service_runs_exactly_if_no_hold_is_open_whatever_is_placed_and_lifted(
    version: PolicyVersion, customer: Customer, done: list[str]
) -> None:
    with taken_back():
        found = holds.determination(customer, version)
        service, officer = customers.service_of(customer), holds.officer()
        expected: list[Hold] = []
        for act in done:
            if act == HoldReason.ABUSE:
                expected.append(Hold.objects.get(measure=holds.suspension(found)))
            elif act in HoldReason.values:
                expected.append(place_hold(by=officer, service=service, reason=HoldReason(act), note="As ordered."))
            elif expected:
                hold = expected.pop(0 if act == "lift first" else -1)
                if hold.measure_id:
                    end_measure(by=officer, measure=Measure.objects.get(pk=hold.measure_id), reason="Over.")
                else:
                    lift_hold(by=officer, hold=hold)
            assert set(Hold.objects.filter(service=service, lifted_at=None)) == set(expected)
            assert service_enabled(service, clock.now()) == (not expected)


@pytest.mark.parametrize("reason", [one for one in HoldReason if one != HoldReason.ABUSE])
def test_each_origin_is_placed_and_lifted_through_the_api(
    customer: Customer, client_at: Callable[..., Client], reason: HoldReason
) -> None:
    client = client_at("acme", holds.officer())
    service = customers.service_of(customer)
    asked = {"service": str(service.pk), "reason": str(reason), "note": "Order 7 of the court."}
    made = client.post("/api/v1/holds/", asked, content_type="application/json")
    assert (made.status_code, made.json()["enabled"]) == (201, False)
    lifted = client.post(
        f"/api/v1/holds/{made.json()['id']}/lift/", {"reason": "Over."}, content_type="application/json"
    )
    assert (lifted.status_code, lifted.json()["enabled"]) == (200, True)


def test_a_legal_order_is_named(customer: Customer) -> None:
    with pytest.raises(Refused) as refused:
        place_hold(by=holds.officer(), service=customers.service_of(customer), reason=HoldReason.LEGAL_ORDER)
    assert refused.value.code == "note_missing"


def test_a_hold_that_begins_later_stops_the_service_then(customer: Customer) -> None:
    begins = NOW + dt.timedelta(days=1)
    service = customers.service_of(customer)
    place_hold(by=holds.officer(), service=service, reason=HoldReason.MAINTENANCE, note="Disks.", starts_at=begins)
    assert service_enabled(service, begins - dt.timedelta(seconds=1))
    assert not service_enabled(service, begins)
