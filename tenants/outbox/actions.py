"""Takes up what is due, under a lease, and keeps what came of each item: the same way for everything that is sent."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic

import structlog
from django.db import transaction
from django.db.models import F

from tenants.outbox.models import Attempt, OutboxStatus
from tenants.outbox.queries import Item, Outbox, due, lease, ours, rows_of
from tenants.outbox.rules import AttemptResult
from tenants.resellers.instant import now, real_now

log = structlog.get_logger(__name__)

BATCH: Final = 200
#: How long one item may take at the worst: no worker begins one that it might not end within its lease.
LONGEST_SENDING: Final = dt.timedelta(minutes=3)
_LONGEST_ANSWER: Final = 500


@dataclass(frozen=True, slots=True)
class Claim(Generic[Item]):
    """Items that are ours until the lease ends; `begin_until` is of `time.monotonic()`."""

    items: list[Item]
    begin_until: float

    @property
    def may_begin(self) -> bool:
        """Whether one more can surely be ended within the lease, so that nobody else sends it meanwhile."""
        return time.monotonic() < self.begin_until


@transaction.atomic
def claim(outbox: Outbox[Item], *, most: int = BATCH) -> Claim[Item]:
    """Takes up to `most` items that are due; another worker skips them until the lease ends."""
    began = time.monotonic()
    at, real = now(), real_now()
    rows = due(outbox, at=at, real=real).select_related(*outbox.related).order_by("next_attempt_at", "pk")
    held = list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
    if not held:
        return Claim([], began)
    until = real + lease()
    rows_of(held[0]).filter(pk__in=[item.pk for item in held]).update(
        status=OutboxStatus.SENDING, lease_until=until, attempts=F("attempts") + 1
    )
    for item in held:
        item.status, item.lease_until, item.attempts = OutboxStatus.SENDING, until, item.attempts + 1
    begin_until = began + max((lease() - LONGEST_SENDING).total_seconds(), 1.0)
    return Claim(sorted(held, key=outbox.order), begin_until)


@transaction.atomic
def settle(outbox: Outbox[Item], item: Item, answer: AttemptResult) -> bool:
    """Keeps what came of an attempt; returns whether the item was taken, and is still ours to say so.

    What was not taken is tried again later, unless the answer was final or it was tried too often; then it has failed.
    """
    at, words = now(), answer.words[:_LONGEST_ANSWER]
    wait = None if answer.final else outbox.back_off.wait_after(item.attempts)
    if answer.taken:
        item.status, item.sent_at, item.ended_at = OutboxStatus.DELIVERED, at, at
    elif wait is None:
        item.status, item.ended_at = OutboxStatus.FAILED, at
    else:
        item.status, item.next_attempt_at = OutboxStatus.QUEUED, at + wait
    changed = ours(item).update(
        status=item.status,
        next_attempt_at=item.next_attempt_at,
        sent_at=item.sent_at,
        ended_at=item.ended_at,
        lease_until=None,
        answer=words,
    )
    if not changed:
        return False
    item.answer = words
    if not answer.taken:
        Attempt.objects.create(item=item.pk, number=item.attempts, at=at, answer=words)
    outbox.settled([item], at)
    return answer.taken


@transaction.atomic
def hand_back(outbox: Outbox[Item], items: Sequence[Item], why: str) -> None:
    """Queues again what was claimed and not tried, since the connection is at fault and not these."""
    if not items:
        return
    at = now()
    mine = rows_of(items[0]).filter(
        pk__in=[item.pk for item in items], status=OutboxStatus.SENDING, lease_until=items[0].lease_until
    )
    mine.update(
        status=OutboxStatus.QUEUED,
        attempts=F("attempts") - 1,
        next_attempt_at=at + outbox.back_off.first,
        lease_until=None,
        answer=why[:_LONGEST_ANSWER],
    )
    outbox.settled(items, at)


def send_due(outbox: Outbox[Item], send: Callable[[Item], AttemptResult]) -> int:
    """Sends everything that is due, one after the other, and keeps each answer; returns how many were taken."""
    taken = 0
    while (held := claim(outbox)).items:
        for place, item in enumerate(held.items):
            if not held.may_begin:
                hand_back(outbox, held.items[place:], "the lease would have ended")
                break
            taken += settle(outbox, item, _answer(item, send))
    return taken


def _answer(item: Item, send: Callable[[Item], AttemptResult]) -> AttemptResult:
    """Returns what came of sending; whatever is raised is this item's answer, and keeps no other from being sent."""
    try:
        return send(item)
    except Exception as error:
        log.warning("not_sent", item=str(item.pk), exc_info=True)
        return AttemptResult(f"{type(error).__name__}: {error}")
