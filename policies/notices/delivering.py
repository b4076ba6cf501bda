"""Sends mails and keeps what became of each; none is called sent before the server took it (invariant 4)."""

import time
import uuid
from collections.abc import Sequence

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet

from policies.notices import rules
from policies.notices.claiming import Claim, claim, due
from policies.notices.mails import Letters
from policies.notices.models import Channel, Delivery, DeliveryEvent, DeliveryStatus, Happening, Sending, SendingStatus
from policies.versions.company import this_reseller
from tenants.ledger import clock

#: One trip for each mail that the server took: the instant is the statement's own.
_TAKEN = """
UPDATE notices_delivery SET status = 'sent', sent_at = {now}, lease_until = NULL, answer = ''
WHERE id = %s AND status = 'sending' AND lease_until = %s
"""


def deliver_due(*, seconds: float | None = None) -> int:
    """Send batch after batch over one connection until nothing is due, or for so long; returns how many were taken."""
    reseller, sent = this_reseller(), 0
    letters = Letters(reseller)
    end = None if seconds is None else time.monotonic() + seconds
    line = get_connection()
    try:
        while (end is None or time.monotonic() < end) and (held := claim(rate=reseller.mail_rate)).deliveries:
            sent += _send(held, letters=letters, line=line)
    finally:
        line.close()
    return sent


def _send(held: Claim, *, letters: Letters, line: BaseEmailBackend) -> int:
    sent = 0
    for at, delivery in enumerate(held.deliveries):
        if not held.may_begin:
            hand_back(held.deliveries[at:], "the lease would have ended")
            return sent
        try:
            line.open()
            letters.write(delivery, line).send()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is this mail's answer, and kept with it
            trouble = rules.trouble_of(error)
            not_taken(delivery, trouble)
            if trouble.for_all:
                line.close()
                hand_back(held.deliveries[at + 1 :], trouble.answer)
                return sent
        else:
            sent += _taken(delivery)
    return sent


def _taken(delivery: Delivery) -> int:
    """Keep that the server took it, before the next one is begun; 0 where somebody else has it by now."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN.format(now=clock.expression()), [delivery.pk, delivery.lease_until])
        return int(cursor.rowcount)


def ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery, as long as it is still ours: same state and same lease."""
    return Delivery.objects.filter(pk=delivery.pk, status=DeliveryStatus.SENDING, lease_until=delivery.lease_until)


@transaction.atomic
def not_taken(delivery: Delivery, trouble: rules.Trouble) -> None:
    """Keep the answer; try again later unless it was final, tried too often, or staff cancelled meanwhile."""
    at = clock.now()
    wait = None if trouble.permanent else rules.wait_after(delivery.attempts)
    answer = trouble.answer[:500]
    if wait is None:
        changed = ours(delivery).update(status=DeliveryStatus.FAILED, ended_at=at, lease_until=None, answer=answer)
    else:
        changed = ours(delivery).update(
            status=DeliveryStatus.QUEUED, next_attempt_at=at + wait, lease_until=None, answer=answer
        )
    if changed:
        DeliveryEvent.objects.create(delivery=delivery, at=at, what=Happening.TROUBLE, words=answer)
        _cancel_if_cancelled([delivery.pk])


@transaction.atomic
def hand_back(rest: Sequence[Delivery], why: str) -> None:
    """Queue again what was claimed and not tried, since the line is at fault and not these."""
    if not rest:
        return
    at = clock.now()
    behind: list[uuid.UUID] = [one.pk for one in rest]
    mine = Delivery.objects.filter(pk__in=behind, status=DeliveryStatus.SENDING, lease_until=rest[0].lease_until)
    mine.update(
        status=DeliveryStatus.QUEUED,
        attempts=F("attempts") - 1,
        next_attempt_at=at + rules.FIRST_WAIT,
        lease_until=None,
        answer=why[:500],
    )
    _cancel_if_cancelled(behind)


def _cancel_if_cancelled(deliveries: Sequence[uuid.UUID]) -> None:
    """What was in a worker's hands while its notice was cancelled is not tried again."""
    at = clock.now()
    cancelled = Sending.objects.filter(status=SendingStatus.CANCELLED).values("notice_id")
    waiting = Delivery.objects.filter(pk__in=deliveries, status=DeliveryStatus.QUEUED, notice_id__in=cancelled)
    waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)


def waits(channel: Channel) -> bool:
    """Whether anything is due over a channel now."""
    return due(at=clock.now(), real=clock.real_now(), channel=channel).exists()
