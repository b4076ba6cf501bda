"""Takes up what a worker sends: under a lease, skipping what others hold, within the tenant's rate of mails."""

import datetime as dt
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from policies.notices.delivery import rules
from policies.notices.models import Channel, Delivery, DeliveryStatus, Pace, Sending, SendingStatus
from tenants.ledger import clock

BATCH = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """Deliveries that are ours until the lease ends; `begin_until` is of `time.monotonic()`."""

    deliveries: list[Delivery]
    begin_until: float

    @property
    def may_begin(self) -> bool:
        """Whether one more can surely be ended within the lease, so that nobody else sends it meanwhile."""
        return time.monotonic() < self.begin_until


def due(*, at: dt.datetime, real: dt.datetime, channel: Channel = Channel.MAIL) -> QuerySet[Delivery]:
    """What is to be sent: queued and its time has come at `at`, or its worker's lease ended before `real` (UTC).

    A lease runs by the real clock, since no worker dies sooner where tests or the story set time ahead. What staff
    paused or cancelled is left alone.
    """
    queued = Q(status=DeliveryStatus.QUEUED, next_attempt_at__lte=at)
    abandoned = Q(status=DeliveryStatus.SENDING, lease_until__lt=real)
    held_up = Sending.objects.exclude(status=SendingStatus.RUNNING).values("notice_id")
    return Delivery.objects.filter(queued | abandoned, channel=channel).exclude(notice_id__in=held_up)


def lease() -> dt.timedelta:
    """How long a worker may hold a delivery before another one takes it up."""
    return dt.timedelta(seconds=settings.DELIVERY_LEASE)


@transaction.atomic
def claim(*, channel: Channel = Channel.MAIL, rate: int = 0) -> Claim:
    """Take up to a batch of what is due; another worker skips it until the lease ends.

    `rate` is how many mails a minute may leave (0: as they come); what it does not let go stays queued.
    """
    began = time.monotonic()
    at, real = clock.now(), clock.real_now()
    most = min(BATCH, _allowed(rate, real)) if rate else BATCH
    if not most:
        return Claim([], began)
    rows = due(at=at, real=real, channel=channel).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk")
    taken = list(rows.values_list("pk", flat=True)[:most])
    if not taken:
        return Claim([], began)
    if rate:
        Pace.objects.filter(pk=1).update(left=F("left") - len(taken) * rules.MAIL)
    held = Delivery.objects.filter(pk__in=taken)
    held.update(status=DeliveryStatus.SENDING, lease_until=real + lease(), attempts=F("attempts") + 1)
    mine = list(held.select_related("recipient").order_by("queued_at", "pk"))
    return Claim(mine, began + max((lease() - rules.LONGEST_SENDING).total_seconds(), 1.0))


def _allowed(rate: int, real: dt.datetime) -> int:
    """How many mails may leave now; the row stays locked, so that workers together keep the rate."""
    Pace.objects.bulk_create([Pace(left=rules.MAIL, at=real)], ignore_conflicts=True)
    pace = Pace.objects.select_for_update().get()
    left = rules.replenished(left=pace.left, waited=real - pace.at, rate=rate)
    Pace.objects.filter(pk=pace.pk).update(left=left, at=real)
    return left // rules.MAIL
