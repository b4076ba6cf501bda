"""Announces something to customers, tells more people of it, and keeps who opened it."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models import QuerySet

from policies.notices.kinds import kind_of
from policies.notices.models import SENT_BY_A_WORKER, Channel, Delivery, DeliveryStatus, Notice
from policies.notices.queries import bound_at, representatives_of
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.waking import wake

# The inbox is this database: what stands in it has arrived. Mail and webhooks wait for a worker, a feed to be fetched.
# Who chose nothing that this notice goes over gets a legal one over the first of its channels all the same.
_FAN_OUT = """
WITH who(user_id, customer_id, email) AS ({recipients}),
     said(notice, at, channels, legal) AS (VALUES (%s::uuid, %s::timestamptz, %s::varchar[], %s::boolean))
INSERT INTO notices_delivery (id, notice_id, recipient_id, customer_id, channel, address, language, round, status,
                              queued_at, next_attempt_at, attempts, sent_at, ended_at, answer)
SELECT gen_random_uuid(), said.notice, who.user_id, who.customer_id, how.channel,
       CASE how.channel WHEN 'mail' THEN who.email WHEN 'webhook' THEN chosen.webhook_url ELSE '' END,
       coalesce(chosen.language, ''), 0,
       CASE how.channel WHEN 'inbox' THEN 'delivered' ELSE 'queued' END, said.at, said.at, 0,
       CASE how.channel WHEN 'inbox' THEN said.at END, CASE how.channel WHEN 'inbox' THEN said.at END, ''
FROM said CROSS JOIN who
LEFT JOIN notices_preference chosen ON chosen.user_id = who.user_id
CROSS JOIN LATERAL (
    SELECT asked FROM unnest(said.channels) AS asked
    WHERE asked = ANY(coalesce(chosen.channels, '{{mail,inbox}}'))
    UNION ALL
    SELECT said.channels[1] WHERE said.legal AND NOT chosen.channels && said.channels
) AS how(channel)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def announce(
    *,
    kind: str,
    by: uuid.UUID | None,
    at: dt.datetime,
    subject: models.Model,
    title: str,
    path: str,
    content: Mapping[str, Any],
    version: PolicyVersion | None = None,
    customers: QuerySet[Customer] | None = None,
    people: QuerySet[Membership] | None = None,
    channels: Sequence[Channel] = tuple(Channel),
) -> Notice:
    """Tells the representatives of `customers` (None: of all with an agreement at `at`), or just `people`.

    Each is told over those of `channels` that they chose; a legal notice over one at least. Fan-out is one statement in
    the caller's transaction. Announcing the same kind of the same subject again gives the notice that is there and
    tells nobody twice (R6, invariant 4). `title` is the mail's subject, `path` the page it leads to. Raises LookupError
    for a kind that no room registered.
    """
    told_as = kind_of(kind)
    label, key = subject._meta.label_lower, str(subject.pk)
    asked = Notice(
        kind=kind,
        version=version,
        subject_type=label,
        subject_id=key,
        title=title,
        content=dict(content),
        path=path,
        created_at=at,
        created_by=by,
    )
    Notice.objects.bulk_create([asked], ignore_conflicts=True)
    notice = Notice.objects.get(kind=kind, subject_type=label, subject_id=key)
    if notice.pk != asked.pk:
        return notice
    if people is None:
        people = bound_at(at) if customers is None else representatives_of(customers)
    deliveries = _fan_out(notice, people, channels, at=at, legal=told_as.legal)
    facts = {"kind": kind, "title": title, "deliveries": deliveries, "about": f"{label} {key}"}
    record(verb="notice.announced", at=at, by=by, subject=notice, facts=facts)
    wake_workers()
    return notice


def extend_notice(
    *, notice: Notice, at: dt.datetime, people: QuerySet[Membership], channels: Sequence[Channel] = tuple(Channel)
) -> int:
    """Tells more people of what was announced before, in the caller's transaction; returns the number of deliveries."""
    deliveries = _fan_out(notice, people, channels, at=at, legal=kind_of(notice.kind).legal)
    if deliveries:
        record(verb="notice.extended", at=at, by=None, subject=notice, facts={"deliveries": deliveries})
        wake_workers()
    return deliveries


@transaction.atomic
def mark_seen(*, by: User, delivery: Delivery) -> None:
    """Keeps when the recipient first opened the notice, whichever way it came; a later time changes nothing."""
    at = clock.now()
    if delivery.recipient_id == by.pk:
        Delivery.objects.filter(notice=delivery.notice_id, recipient=by, seen_at=None).update(seen_at=at)


@transaction.atomic
def cancel_unsent(*, version: PolicyVersion, at: dt.datetime) -> int:
    """Cancels what no worker has taken up yet about a version; returns how many."""
    waiting = Delivery.objects.filter(
        notice__version=version, channel__in=SENT_BY_A_WORKER, status=DeliveryStatus.QUEUED, attempts=0
    )
    return waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)


def wake_workers() -> None:
    """Sends what is queued once the transaction is committed; the sweep wakes a worker where the broker is gone."""
    wake("policies.notices.tasks.deliver")
    wake("policies.notices.tasks.call")


def _fan_out(
    notice: Notice, people: QuerySet[Membership], channels: Sequence[Channel], *, at: dt.datetime, legal: bool
) -> int:
    """Queues one delivery per person and channel; who represents several customers is told once, for the first."""
    who = (
        people.order_by("user_id", "since", "customer_id")
        .distinct("user_id")
        .values_list("user_id", "customer_id", "user__email")
    )
    sql, params = who.query.sql_with_params()
    over = [str(channel) for channel in channels]
    with connection.cursor() as cursor:
        cursor.execute(_FAN_OUT.format(recipients=sql), [*params, notice.pk, at, over, legal])
        return int(cursor.rowcount)
