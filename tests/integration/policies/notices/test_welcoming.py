"""Who joins later is given what is in force and what is announced, once."""

from __future__ import annotations

import datetime as dt

import pytest

from policies.notices.actions.welcoming import welcome_joiners
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Channel, Delivery
from policies.notices.queries import newcomers_wait
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.resellers.models import Reseller
from tests.factories import customers as make
from tests.factories.versions import document, posted_policy

from .conftest import Server

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _posted(acme: Reseller) -> None:
    make.customer(email="first@customer.example")
    posted_policy(at=AT)
    clock.set_to(AT + DAY)


def told(email: str) -> list[str]:
    rows = Delivery.objects.filter(recipient__email=email, channel=Channel.MAIL).order_by("queued_at", "pk")
    return [row.notice.kind for row in rows.select_related("notice")]


def test_who_was_there_when_it_was_posted_is_not_welcomed() -> None:
    assert not newcomers_wait()
    assert welcome_joiners() == 0
    assert told("first@customer.example") == ["posted"]


@pytest.mark.parametrize("capacity", list(Capacity))
def test_who_joins_later_gets_what_is_in_force_once(capacity: Capacity, smtp: Server) -> None:
    make.customer(email="late@customer.example", person="Late Comer", since=AT + DAY / 2, capacity=capacity)
    assert newcomers_wait()
    assert [welcome_joiners(), welcome_joiners()] == [1, 0]
    assert told("late@customer.example") == ["welcome"]
    deliver_due()
    [mail] = [one for one in smtp.mails if one["To"] == "late@customer.example"]
    text = mail.get_body(("plain",))
    assert text is not None
    assert "version 1 is in effect since 1 October 2026" in " ".join(text.get_content().split())
    assert "/my/aup/" in text.get_content()


def test_the_next_who_joins_is_told_by_the_same_notice_and_the_ledger_knows() -> None:
    make.customer(email="second@customer.example", since=AT + DAY / 2)
    welcome_joiners()
    clock.set_to(AT + 3 * DAY)
    make.customer(email="third@customer.example", since=AT + 2 * DAY)
    assert welcome_joiners() == 1
    assert told("third@customer.example") == ["welcome"]
    assert told("second@customer.example") == ["welcome"]
    assert Entry.objects.filter(verb="notice.extended").count() == 1


def test_nobody_is_welcomed_before_an_agreement_binds_their_customer() -> None:
    make.customer(email="early@customer.example", since=AT + 5 * DAY)
    assert welcome_joiners() == 0
    clock.set_to(AT + 6 * DAY)
    assert welcome_joiners() == 1


def test_who_joins_after_a_version_was_announced_is_told_of_it_too() -> None:
    posted_policy(document(spam="sending any bulk mail;"), effective_at=AT + 30 * DAY)
    make.customer(email="late@customer.example", since=AT + DAY + DAY / 2)
    clock.set_to(AT + 2 * DAY)
    assert welcome_joiners() == 1
    assert sorted(told("late@customer.example")) == ["scheduled", "welcome"]
    clock.set_to(AT + 31 * DAY)
    assert welcome_joiners() == 0
