"""Announcing something to customers, and reading what was announced."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from policies.notices.kinds import kind_of
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer, Membership
from tenants.customers.queries import customers_at
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User

# The inbox is this database: what stands in it has arrived. Mail waits for a worker.
_FAN_OUT = """
INSERT INTO notices_delivery (id, notice_id, recipient_id, customer_id, channel, address, status, queued_at,
                              next_attempt_at, attempts, sent_at, ended_at, answer)
SELECT gen_random_uuid(), %s, who.user_id, who.customer_id, how.channel,
       CASE how.channel WHEN 'mail' THEN who.email ELSE '' END,
       CASE how.channel WHEN 'mail' THEN 'queued' ELSE 'delivered' END, %s, %s, 0,
       CASE how.channel WHEN 'mail' THEN NULL ELSE %s END, CASE how.channel WHEN 'mail' THEN NULL ELSE %s END, ''
FROM ({recipients}) AS who(user_id, customer_id, email) CROSS JOIN unnest(%s::text[]) AS how(channel)
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
    channels: Sequence[Channel] = tuple(Channel),
) -> Notice:
    """Tell the representatives of `customers` (None: of all with an agreement at `at`) over each of `channels`.

    Fan-out is one statement in the caller's transaction. Announcing the same kind of the same subject again gives the
    notice that is there and tells nobody twice (R6, invariant 4). `title` is the mail's subject, `path` the page it
    leads to. Raises LookupError for a kind that no room registered.
    """
    kind_of(kind)
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
    deliveries = _fan_out(notice, customers_at(at) if customers is None else customers, channels)
    facts = {"kind": kind, "title": title, "deliveries": deliveries, "about": f"{label} {key}"}
    record(verb="notice.announced", at=at, by=by, subject=notice, facts=facts)
    transaction.on_commit(_wake, robust=True)  # the sweep wakes a worker where the broker is gone
    return notice


@transaction.atomic
def mark_seen(*, by: User, delivery: Delivery) -> None:
    """Keep the instant at which the recipient first opened the notice, whichever way it came; later changes nothing."""
    at = clock.now()
    if delivery.recipient_id == by.pk:
        Delivery.objects.filter(notice=delivery.notice_id, recipient=by, seen_at=None).update(seen_at=at)


@transaction.atomic
def cancel_unsent(*, version: PolicyVersion, at: dt.datetime) -> int:
    """Cancel mails about a version that no worker has taken up yet; returns how many."""
    waiting = Delivery.objects.filter(
        notice__version=version, channel=Channel.MAIL, status=DeliveryStatus.QUEUED, attempts=0
    )
    return waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)


def _fan_out(notice: Notice, customers: QuerySet[Customer], channels: Sequence[Channel]) -> int:
    """Queue one delivery per person and channel; who represents several customers is told once."""
    people = (
        Membership.objects.filter(capacity=Capacity.REPRESENTATIVE, until=None, user__is_active=True)
        .filter(Exists(customers.filter(pk=OuterRef("customer_id"))))
        .order_by("user_id", "customer__reference")
        .distinct("user_id")
        .values_list("user_id", "customer_id", "user__email")
    )
    sql, params = people.query.sql_with_params()
    at = notice.created_at
    with connection.cursor() as cursor:
        cursor.execute(_FAN_OUT.format(recipients=sql), [notice.pk, at, at, at, at, *params, list(channels)])
        return int(cursor.rowcount)


def _wake() -> None:
    from policies.notices.tasks import deliver  # noqa: PLC0415 - tasks import the verbs

    deliver.delay()
