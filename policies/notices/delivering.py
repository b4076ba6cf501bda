"""Sends what is queued: claimed under a lease, and not called sent before the server took it (invariant 4)."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet

from policies.notices import rules
from policies.notices.mails import compose
from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.resellers.models import Reseller

BATCH = 25


def due(*, at: dt.datetime, real: dt.datetime) -> QuerySet[Delivery]:
    """Mails to send: queued ones whose time has come at `at`, and those whose worker's lease ended before `real` (UTC).

    A lease runs by the real clock, since no worker dies sooner where tests or the story set time ahead.
    """
    queued = Q(status=DeliveryStatus.QUEUED, next_attempt_at__lte=at)
    abandoned = Q(status=DeliveryStatus.SENDING, lease_until__lt=real)
    return Delivery.objects.filter(queued | abandoned, channel=Channel.MAIL)


@transaction.atomic
def claim() -> list[Delivery]:
    """Take up to a batch of due mails; another worker skips them until the lease ends."""
    at, real = clock.now(), clock.real_now()
    rows = due(at=at, real=real).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk")
    taken = list(rows.values_list("pk", flat=True)[:BATCH])
    lease = real + rules.LEASE
    held = Delivery.objects.filter(pk__in=taken)
    held.update(status=DeliveryStatus.SENDING, lease_until=lease, attempts=F("attempts") + 1)
    return list(held.select_related("notice", "recipient", "customer").order_by("queued_at", "pk"))


def deliver_due() -> int:
    """Send batch after batch over one connection until nothing is due; returns how many the server took."""
    reseller, sent = this_reseller(), 0
    line = get_connection()
    try:
        while batch := claim():
            sent += _send(batch, reseller=reseller, line=line)
    finally:
        line.close()
    return sent


def _send(batch: Sequence[Delivery], *, reseller: Reseller, line: BaseEmailBackend) -> int:
    sent = 0
    for at, delivery in enumerate(batch):
        try:
            line.open()
            compose(delivery, reseller=reseller, connection=line).send()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is this mail's answer, and kept with it
            trouble = rules.trouble_of(error)
            if trouble.for_all:
                line.close()
                _hand_back(batch[at:], trouble)
                return sent
            _not_taken(delivery, trouble)
        else:
            sent += _taken(delivery)
    return sent


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery, as long as it is still ours: same state and same lease."""
    return Delivery.objects.filter(pk=delivery.pk, status=DeliveryStatus.SENDING, lease_until=delivery.lease_until)


def _taken(delivery: Delivery) -> int:
    return _held(delivery).update(status=DeliveryStatus.SENT, sent_at=clock.now(), lease_until=None, answer="")


def _not_taken(delivery: Delivery, trouble: rules.Trouble) -> None:
    """Keep the server's answer; try again later unless it was final or tried too often."""
    at = clock.now()
    wait = None if trouble.permanent else rules.wait_after(delivery.attempts)
    answer = trouble.answer[:500]
    if wait is None:
        _held(delivery).update(status=DeliveryStatus.FAILED, ended_at=at, lease_until=None, answer=answer)
    else:
        _held(delivery).update(status=DeliveryStatus.QUEUED, next_attempt_at=at + wait, lease_until=None, answer=answer)


def _hand_back(rest: Sequence[Delivery], trouble: rules.Trouble) -> None:
    """The line is at fault: the mail that met it counts as tried, those behind it were not."""
    _not_taken(rest[0], trouble)
    at = clock.now()
    behind: list[uuid.UUID] = [one.pk for one in rest[1:]]
    Delivery.objects.filter(pk__in=behind, status=DeliveryStatus.SENDING, lease_until=rest[0].lease_until).update(
        status=DeliveryStatus.QUEUED,
        attempts=F("attempts") - 1,
        next_attempt_at=at + rules.FIRST_WAIT,
        lease_until=None,
        answer=trouble.answer[:500],
    )
