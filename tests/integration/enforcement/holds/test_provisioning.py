"""The reseller's endpoint is told, with a signature its library checks, and confirms with a scoped token."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from enforcement.holds.actions import end_measure, lift_hold, place_hold, resend_calls
from enforcement.holds.models import Hold, HoldReason, ProvisioningCall
from enforcement.holds.provisioning import BACK_OFF, call_due, signing_secret
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.outbox.models import Attempt, OutboxStatus
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.conftest import standing_in
from tests.endpoint import Endpoint, listening
from tests.factories import customers, holds, versions


@pytest.fixture
def endpoint(acme: Reseller) -> Iterator[Endpoint]:
    with listening() as made:
        Reseller.objects.filter(pk=acme.pk).update(provisioning_url=made.url)
        yield made


@pytest.fixture
def service(acme: Reseller, set_clock: Callable[[object], None]) -> Service:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return customers.service_of(customers.customer())


def hold_on(service: Service) -> Hold:
    return place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)


def test_the_endpoint_is_called_once_with_a_signature_its_library_checks(endpoint: Endpoint, service: Service) -> None:
    hold = hold_on(service)
    assert (call_due(), call_due()) == (1, 0)
    ((headers, body),) = endpoint.calls
    checked = Webhook(signing_secret()).verify(body, headers)
    assert checked["type"] == "hold.placed"
    assert checked["data"]["hold"] == str(hold.pk)
    assert checked["data"]["service"] == service.reference
    assert checked["data"]["enabled"] is False
    assert ProvisioningCall.objects.get().status == OutboxStatus.DELIVERED


def test_another_tenants_secret_does_not_verify_the_call(endpoint: Endpoint, service: Service) -> None:
    hold_on(service)
    call_due()
    ((headers, body),) = endpoint.calls
    with standing_in("beta"):
        foreign = signing_secret()
    with pytest.raises(WebhookVerificationError):
        Webhook(foreign).verify(body, headers)


def test_a_suspension_to_come_is_told_when_it_begins(
    endpoint: Endpoint, service: Service, set_clock: Callable[[object], None]
) -> None:
    version = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    midnight = dt.datetime(2026, 10, 29, tzinfo=dt.UTC)
    holds.suspension(holds.determination(service.customer, version), starts_at=midnight)
    assert call_due() == 0
    set_clock(midnight)
    assert call_due() == 1


def test_a_suspension_with_an_end_stops_the_service_until_then(endpoint: Endpoint, service: Service) -> None:
    version = versions.posted_policy(at=clock.now() - dt.timedelta(days=1))
    found = holds.determination(service.customer, version)
    holds.suspension(found, ends_at=clock.now() + dt.timedelta(days=1))
    call_due()
    assert [one["data"]["enabled"] for one in endpoint.events] == [False]


def test_a_suspension_ended_before_it_began_is_never_told(endpoint: Endpoint, service: Service) -> None:
    version = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    midnight = dt.datetime(2026, 10, 29, tzinfo=dt.UTC)
    measure = holds.suspension(holds.determination(service.customer, version), starts_at=midnight)
    end_measure(by=holds.officer(), measure=measure)
    assert call_due() == 0
    assert endpoint.calls == []


def test_what_the_endpoint_refuses_is_tried_again_and_at_last_shown(
    endpoint: Endpoint, service: Service, set_clock: Callable[[object], None]
) -> None:
    endpoint.answer = 503
    hold = hold_on(service)
    assert (call_due(), call_due(), len(endpoint.calls)) == (0, 0, 1)
    for attempt in range(2, BACK_OFF.most_attempts + 1):
        set_clock(ProvisioningCall.objects.get().next_attempt_at)
        assert (call_due(), len(endpoint.calls)) == (0, attempt)
    call = ProvisioningCall.objects.get()
    assert (call.status, call.attempts) == (OutboxStatus.FAILED, BACK_OFF.most_attempts)
    kept = Attempt.objects.filter(item=call.pk).order_by("number").values_list("number", "answer")
    assert list(kept) == [(number, "503 Service Unavailable") for number in range(1, BACK_OFF.most_attempts + 1)]
    assert call.answer.startswith("503")
    assert len({headers["webhook-id"] for headers, _body in endpoint.calls}) == 1
    endpoint.answer = 200
    admin = _administrator()
    assert resend_calls(by=admin, hold=hold) == 1
    call_due()
    assert ProvisioningCall.objects.get().status == OutboxStatus.DELIVERED


def test_an_endpoint_that_does_not_answer_loses_nothing(service: Service, acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(provisioning_url="http://127.0.0.1:1/")
    hold_on(service)
    call_due()
    call = ProvisioningCall.objects.get()
    assert (call.status, call.attempts) == (OutboxStatus.QUEUED, 1)
    assert "ConnectError" in call.answer


def test_lifting_is_told_after_placing_and_says_whether_the_service_may_run(
    endpoint: Endpoint, service: Service, set_clock: Callable[[object], None]
) -> None:
    endpoint.answer = 500
    first, second = hold_on(service), hold_on(service)
    call_due()
    lift_hold(by=holds.officer(), hold=first)
    endpoint.answer = 200
    endpoint.calls.clear()
    set_clock(clock.now() + dt.timedelta(minutes=1))
    while call_due():
        pass
    told = [(one["type"], one["data"]["hold"], one["data"]["enabled"]) for one in endpoint.events]
    assert told.index(("hold.placed", str(first.pk), False)) < told.index(("hold.lifted", str(first.pk), False))
    lift_hold(by=holds.officer(), hold=second)
    call_due()
    assert endpoint.events[-1]["data"]["enabled"] is True


def test_without_a_declared_endpoint_nothing_is_queued(service: Service) -> None:
    hold_on(service)
    assert not ProvisioningCall.objects.exists()


def _administrator() -> Any:
    from tenants.people.actions import give_roles  # noqa: PLC0415 - used by one helper

    return give_roles(by=None, email="root@acme.example", name="Root", roles=[Role.ADMINISTRATOR])


def test_the_endpoint_confirms_with_a_scoped_token(service: Service, client_at: Callable[..., Any]) -> None:
    hold = hold_on(service)
    admin = _administrator()
    _token, secret = create_token(by=admin, name="robot", scopes=[Permission.CONFIRM_PROVISIONING])
    address = f"/api/v1/holds/{hold.pk}/confirm/"
    client = client_at("acme")
    body = json.dumps({"event": "hold.placed"})
    sent = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
    assert client.post(address, body, content_type="application/json").status_code == 401
    for _ in range(2):
        answer = client.post(address, body, **sent)
        assert answer.status_code == 200, answer.content
        assert answer.json()["confirmed_at"] is not None
    assert Entry.objects.filter(verb="hold.confirmed").count() == 1
    early = client.post(address, json.dumps({"event": "hold.lifted"}), **sent)
    assert (early.status_code, early.json()["code"]) == (409, "hold_not_lifted")
    assert client.post(f"/api/v1/holds/{hold.pk}/lift/", **sent).status_code == 403


def test_a_token_without_the_scope_confirms_nothing(service: Service, client_at: Callable[..., Any]) -> None:
    hold = hold_on(service)
    _token, secret = create_token(by=_administrator(), name="reader", scopes=[Permission.SEE_CASES])
    answer = client_at("acme").post(
        f"/api/v1/holds/{hold.pk}/confirm/",
        "{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 403
