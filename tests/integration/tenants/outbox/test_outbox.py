"""Whatever is sent is claimed, kept and tried again in one way: mails, webhooks, provisioning calls and heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from enforcement.holds.actions import place_hold
from enforcement.holds.models import HoldReason
from enforcement.holds.provisioning import CALLS
from policies.notices.actions import choose
from policies.notices.delivery.outboxes import MAILS, WEBHOOKS
from policies.notices.models import Channel
from tenants.ledger import clock
from tenants.ledger.publishing.actions import queue_owed
from tenants.ledger.publishing.head_publications import PUBLICATIONS
from tenants.ledger.recording import record
from tenants.ledger.sealing.actions import seal
from tenants.outbox.actions import claim, hand_back, send_due, settle
from tenants.outbox.models import Attempt, OutboxStatus
from tenants.outbox.queries import Outbox, waits
from tenants.outbox.rules import AttemptResult
from tenants.resellers.models import Reseller
from tests.factories import customers, holds
from tests.factories.versions import posted_policy

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
TAKEN, LATER, NEVER = (
    AttemptResult("250 OK", taken=True),
    AttemptResult("451 later"),
    AttemptResult("550 never", final=True),
)


def _notice(channel: Channel) -> None:
    person = customers.person_of(customers.customer())
    choose(by=person, channels=[channel], webhook_url="http://endpoint.example/")
    posted_policy(at=AT)


def _call() -> None:
    service = customers.service_of(customers.customer())
    place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)


def _publication() -> None:
    record(verb="test.happened", at=clock.now(), by=None, subject=Reseller.objects.get(schema_name="acme"))
    seal()
    queue_owed()


@pytest.fixture(
    params=[
        pytest.param((MAILS, lambda: _notice(Channel.MAIL)), id="mail"),
        pytest.param((WEBHOOKS, lambda: _notice(Channel.WEBHOOK)), id="webhook"),
        pytest.param((CALLS, _call), id="provisioning call"),
        pytest.param((PUBLICATIONS, _publication), id="head"),
    ]
)
def outbox(request: pytest.FixtureRequest, acme: Reseller, set_clock: Callable[[object], None]) -> Outbox[Any]:
    """Each user of the outbox, with one item due."""
    set_clock(AT)
    Reseller.objects.filter(pk=acme.pk).update(
        provisioning_url="http://endpoint.example/", head_mailbox="notary@elsewhere.example"
    )
    found, queue = request.param
    queue()
    assert found.items().count() == 1
    return found  # type: ignore[no-any-return]  # a parameter has no type


def the_item(outbox: Outbox[Any]) -> Any:
    return outbox.items().get()


def test_a_claimed_item_is_nobody_elses_until_its_lease_ends(outbox: Outbox[Any]) -> None:
    [held] = claim(outbox).items
    assert claim(outbox).items == []
    clock.set_to(AT + dt.timedelta(days=30))
    assert not waits(outbox)
    outbox.items().update(lease_until=clock.real_now() - dt.timedelta(seconds=1))
    [again] = claim(outbox).items
    assert (again.pk, again.attempts) == (held.pk, 2)


def test_a_worker_that_lost_its_lease_keeps_no_answer(outbox: Outbox[Any]) -> None:
    [lost] = claim(outbox).items
    outbox.items().update(lease_until=clock.real_now() - dt.timedelta(seconds=1))
    [held] = claim(outbox).items
    for answer in (TAKEN, LATER, NEVER):
        assert not settle(outbox, lost, answer)
    hand_back(outbox, [lost], "gone")
    row = the_item(outbox)
    assert (row.status, row.lease_until, row.sent_at) == (OutboxStatus.SENDING, held.lease_until, None)
    assert not Attempt.objects.exists()
    assert settle(outbox, held, TAKEN)


def test_what_is_taken_has_its_instant_and_is_not_sent_again(outbox: Outbox[Any]) -> None:
    assert send_due(outbox, lambda _item: TAKEN) == 1
    row = the_item(outbox)
    assert (row.status, row.answer, row.attempts) == (OutboxStatus.DELIVERED, "250 OK", 1)
    assert row.sent_at == row.ended_at
    assert AT <= row.sent_at < AT + dt.timedelta(minutes=5)
    assert send_due(outbox, lambda _item: TAKEN) == 0


def test_what_is_refused_for_now_is_tried_again_and_each_attempt_is_kept(outbox: Outbox[Any]) -> None:
    most = outbox.back_off.most_attempts
    for number in range(1, most + 1):
        assert send_due(outbox, lambda _item: LATER) == 0
        row = the_item(outbox)
        assert row.attempts == number
        assert not waits(outbox)
        clock.set_to(row.next_attempt_at + dt.timedelta(seconds=1))
    assert (row.status, row.sent_at, row.ended_at is None) == (OutboxStatus.FAILED, None, False)
    assert not waits(outbox)
    kept = Attempt.objects.filter(item=row.pk).order_by("number")
    assert [(one.number, one.answer) for one in kept] == [(number, "451 later") for number in range(1, most + 1)]


def test_a_final_answer_ends_it(outbox: Outbox[Any]) -> None:
    assert send_due(outbox, lambda _item: NEVER) == 0
    assert (the_item(outbox).status, the_item(outbox).attempts) == (OutboxStatus.FAILED, 1)


def test_whatever_goes_wrong_in_sending_is_the_items_answer(outbox: Outbox[Any]) -> None:
    def broken(_item: object) -> AttemptResult:
        raise LookupError("no such template")

    assert send_due(outbox, broken) == 0
    assert (the_item(outbox).status, the_item(outbox).answer) == (OutboxStatus.QUEUED, "LookupError: no such template")


def test_what_was_not_tried_is_queued_again_and_costs_no_attempt(outbox: Outbox[Any]) -> None:
    held = claim(outbox).items
    hand_back(outbox, held, "the server is gone")
    row = the_item(outbox)
    assert (row.status, row.attempts, row.answer) == (OutboxStatus.QUEUED, 0, "the server is gone")
    assert not waits(outbox)


@pytest.mark.parametrize(
    "attack", ["UPDATE outbox_attempt SET answer = ''", "DELETE FROM outbox_attempt", "TRUNCATE outbox_attempt"]
)
@pytest.mark.usefixtures("acme")
def test_an_attempt_is_frozen(attack: str) -> None:
    Attempt.objects.create(item="00000000-0000-0000-0000-000000000001", number=1, at=AT, answer="451 later")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
