"""A worker that was too slow keeps nothing: whoever holds the lease by then answers for the delivery (invariant 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_django import Settings

from policies.notices.delivery import sending
from policies.notices.delivery.outboxes import MAILS, WEBHOOKS
from policies.notices.delivery.webhooks import call_due
from policies.notices.models import Channel, Delivery, DeliveryStatus, Preference
from tenants.ledger import clock
from tenants.outbox.actions import claim
from tenants.outbox.models import Attempt
from tenants.resellers.current import connection
from tests.conftest import standing_in
from tests.endpoint import Endpoint, listening
from tests.factories import customers as make
from tests.factories.versions import posted_policy

from .conftest import Server

pytestmark = pytest.mark.usefixtures("own_database")
Rows = list[dict[str, Any]]


@pytest.fixture
def smtp_one_by_one(smtp: Server, settings: Settings) -> Server:
    """A worker has one connection, so that one mail waits for the other."""
    settings.MAIL_CONNECTIONS = 1
    return smtp


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with listening() as running:
        yield running


def another_worker(channel: Channel) -> Rows:
    """In a thread and connection of its own: the lease ends, and another worker takes up all there is."""

    def take() -> Rows:
        try:
            with standing_in("acme"):
                ended = clock.real_now() - dt.timedelta(seconds=1)
                Delivery.objects.filter(channel=channel, status=DeliveryStatus.SENDING).update(lease_until=ended)
                assert claim({Channel.MAIL: MAILS, Channel.WEBHOOK: WEBHOOKS}[channel]).items
                return rows(channel)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as one:
        return one.submit(take).result()


def rows(channel: Channel) -> Rows:
    found = Delivery.objects.filter(channel=channel).order_by("pk").values()
    return [dict(row) for row in found]


def taking(found: Rows, channel: Channel) -> Callable[[object], None]:
    """What happens while the server has a worker's first delivery in its hands."""

    def happens(_mail: object) -> None:
        if not found:
            found.extend(another_worker(channel))

    return happens


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("data", None),
        ("data", "451 try later"),
        ("data", "554 looks like spam"),
        ("sender", "451 no mail from you now"),
    ],
)
def test_whatever_the_server_says_to_a_worker_that_lost_its_lease_is_not_kept(
    smtp_one_by_one: Server, command: str, answer: str | None
) -> None:
    """What is refused by the sender is all that the worker holds: it hands back what it has not tried."""
    theirs: Rows = []
    happens = taking(theirs, Channel.MAIL)

    def said(mail: object) -> str | None:
        happens(mail)
        return answer

    setattr(smtp_one_by_one, f"to_{command}", said)
    with standing_in("acme"):
        for name in ("ada", "bob"):
            make.customer(email=f"{name}@customer.example")
        posted_policy()
        assert sending.deliver_due() == 0
        assert len(theirs) == 2
        assert {row["status"] for row in theirs} == {DeliveryStatus.SENDING}
        assert rows(Channel.MAIL) == theirs
        assert not Attempt.objects.exists()


@pytest.mark.parametrize("answer", [204, 410, 503])
def test_whatever_an_endpoint_says_to_a_worker_that_lost_its_lease_is_not_kept(endpoint: Endpoint, answer: int) -> None:
    theirs: Rows = []
    endpoint.answer = answer
    endpoint.before_answering = taking(theirs, Channel.WEBHOOK)
    with standing_in("acme"):
        who = make.customer(email="ada@customer.example")
        Preference.objects.create(
            user=make.person_of(who), channels=[Channel.WEBHOOK], webhook_url=endpoint.url, changed_at=clock.now()
        )
        posted_policy()
        assert call_due() == 0
        assert len(theirs) == len(endpoint.calls) == 1
        assert rows(Channel.WEBHOOK) == theirs
        assert not Attempt.objects.exists()
