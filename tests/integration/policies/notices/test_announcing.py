"""A posting is told once to every representative, over each channel, with what changed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from policies.notices.actions import announce, extend_notice, mark_seen
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.versions.actions import withdraw_version
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tests.factories import customers as make
from tests.factories.versions import document, posted_policy, writer

pytestmark = pytest.mark.usefixtures("acme")

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


def told(notice: Notice) -> list[tuple[str, str]]:
    """Who is told, over which channel."""
    rows = notice.deliveries.select_related("recipient").order_by("recipient__email", "channel")
    return [(row.recipient.email, row.channel) for row in rows]


def again(notice_kind: str = "posted", version: PolicyVersion | None = None) -> Notice:
    """Announces what posting has announced already."""
    assert version is not None
    return announce(
        kind=notice_kind,
        by=None,
        at=AT,
        subject=version,
        title="Once more",
        path="/my/aup/",
        content={},
        version=version,
    )


def test_posting_tells_each_representative_once_by_mail_and_in_the_inbox() -> None:
    ada = make.customer(email="ada@customer.example")
    make.member(ada, email="user@customer.example", capacity=Capacity.ACCOUNT_USER)
    make.member(ada, email="left@customer.example", until=AT)
    other = make.customer(email="bob@customer.example")
    make.member(other, email="ada@customer.example")
    make.customer(email="gone@customer.example", until=AT - dt.timedelta(days=1))
    version = posted_policy(at=AT)
    notice = Notice.objects.get(kind="posted", subject_id=str(version.pk))
    assert told(notice) == [
        ("ada@customer.example", "inbox"),
        ("ada@customer.example", "mail"),
        ("bob@customer.example", "inbox"),
        ("bob@customer.example", "mail"),
    ]
    assert not Delivery.objects.filter(channel=Channel.MAIL).exclude(status=DeliveryStatus.QUEUED).exists()
    assert not Delivery.objects.filter(channel=Channel.INBOX).exclude(status=DeliveryStatus.DELIVERED).exists()
    assert notice.version == version


def test_announcing_again_gives_the_same_notice_and_tells_nobody_twice() -> None:
    make.customer()
    version = posted_policy(at=AT)
    notice = Notice.objects.get()
    assert again(version=version) == notice
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 2)


def test_the_database_refuses_a_second_delivery_of_one_notice_to_one_person_over_one_channel() -> None:
    make.customer()
    posted_policy(at=AT)
    row = Delivery.objects.filter(channel=Channel.MAIL).get()
    with pytest.raises(IntegrityError, match="delivery_once"), transaction.atomic():
        Delivery.objects.create(
            notice=row.notice, recipient=row.recipient, channel=row.channel, queued_at=AT, next_attempt_at=AT
        )


def test_a_first_version_has_no_redline_and_the_next_one_has() -> None:
    make.customer()
    posted_policy(at=AT)
    posted_policy(document(spam="sending mail that nobody wanted;"), at=AT + dt.timedelta(days=1))
    first, second = Notice.objects.order_by("created_at")
    assert (first.content["before"], first.content["changes"]) == (None, [])
    [change] = second.content["changes"]
    assert (second.content["before"], change["op"], change["key"]) == (1, "modified", "spam")
    assert {"op": "delete", "text": "asked for"} in change["redline"]


def test_only_the_customers_asked_for_are_told() -> None:
    one = make.customer(email="one@customer.example")
    make.customer(email="two@customer.example")
    version = posted_policy(at=AT)
    notice = announce(
        kind="withdrawn",
        by=None,
        at=AT,
        subject=one,
        title="About you",
        path="/my/",
        content={},
        version=version,
        customers=Customer.objects.filter(pk=one.pk),
    )
    assert {email for email, _channel in told(notice)} == {"one@customer.example"}


def test_telling_more_people_leaves_out_who_was_told_already() -> None:
    one = make.customer(email="one@customer.example")
    version = posted_policy(at=AT)
    notice = Notice.objects.get(kind="posted", subject_id=str(version.pk))
    make.member(one, email="new@customer.example")
    assert extend_notice(notice=notice, at=AT, people=Membership.objects.filter(customer=one)) == 2
    assert {email for email, _channel in told(notice)} == {"one@customer.example", "new@customer.example"}


def test_an_unknown_kind_is_refused() -> None:
    version = posted_policy(at=AT)
    with pytest.raises(LookupError, match="birthday"):
        again("birthday", version)


def test_withdrawing_cancels_what_still_waits_and_is_told() -> None:
    make.customer()
    clock.set_to(AT)
    version = posted_policy(effective_at=AT + dt.timedelta(days=5))
    withdraw_version(by=writer(), version=version)
    posted, withdrawn = (
        Notice.objects.get(kind=kind).deliveries.get(channel=Channel.MAIL).status for kind in ("scheduled", "withdrawn")
    )
    assert (posted, withdrawn) == (DeliveryStatus.CANCELLED, DeliveryStatus.QUEUED)


def test_the_ledger_keeps_how_many_were_told_and_no_address() -> None:
    make.customer(email="ada@customer.example")
    posted_policy(at=AT)
    entry = Entry.objects.get(verb="notice.announced")
    assert entry.facts["deliveries"] == 2
    assert "@" not in str(entry.facts)


def test_seen_is_kept_once_and_only_for_the_recipient() -> None:
    someone = make.customer()
    posted_policy(at=AT)
    row = Delivery.objects.get(channel=Channel.INBOX)
    mark_seen(by=make.member(someone), delivery=row)
    row.refresh_from_db()
    assert row.seen_at is None
    mark_seen(by=row.recipient, delivery=row)
    row.refresh_from_db()
    first = row.seen_at
    mark_seen(by=row.recipient, delivery=row)
    row.refresh_from_db()
    assert first == row.seen_at is not None
