"""What a room has to send, and which of it is due."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet

from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.outbox.rules import BackOff
from tenants.resellers.instant import now, real_now

Item = TypeVar("Item", bound=OutboxItem)


def _nothing(_items: object, _at: dt.datetime) -> None:
    """What most rooms do once an answer is kept."""


@dataclass(frozen=True, slots=True)
class Outbox(Generic[Item]):
    """What one room has to send.

    `items` gives the rows that may be taken up at all, `related` names what sending one reads beside it, and `order` is
    the key by which a batch is sorted before it is sent. `settled` is called in the transaction that keeps an answer,
    with the items that it concerns and its instant (UTC).
    """

    items: Callable[[], QuerySet[Item]]
    related: Sequence[str]
    order: Callable[[Item], Any] = attrgetter("queued_at", "pk")
    back_off: BackOff = field(default_factory=BackOff)
    settled: Callable[[Sequence[Item], dt.datetime], None] = _nothing


def lease() -> dt.timedelta:
    """Returns how long a worker may hold an item before another one takes it up."""
    return dt.timedelta(seconds=settings.DELIVERY_LEASE)


def due(outbox: Outbox[Item], *, at: dt.datetime, real: dt.datetime) -> QuerySet[Item]:
    """Returns what is to be sent: queued, and due at `at`; or its worker's lease ended before `real` (both UTC).

    A lease runs by the real clock, since no worker dies sooner where tests or the story set time ahead.
    """
    queued = Q(status=OutboxStatus.QUEUED, next_attempt_at__lte=at)
    abandoned = Q(status=OutboxStatus.SENDING, lease_until__lt=real)
    return outbox.items().filter(queued | abandoned)


def waits(outbox: Outbox[Item]) -> bool:
    """Returns whether anything is due now."""
    return due(outbox, at=now(), real=real_now()).exists()


def ours(item: Item) -> QuerySet[Item]:
    """Returns the item's row, as long as it is still ours: same state and same lease."""
    return rows_of(item).filter(pk=item.pk, status=OutboxStatus.SENDING, lease_until=item.lease_until)


def rows_of(item: Item) -> QuerySet[Item]:
    """Returns all rows of the item's table."""
    return QuerySet(type(item))
