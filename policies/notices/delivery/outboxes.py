"""What notices have to send: mails, within the tenant's rate, and webhooks; nothing of a notice that staff stopped."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from policies.notices.delivery import rules
from policies.notices.models import Channel, Delivery, DeliveryStatus, Pace, Sending, SendingStatus
from tenants.outbox.actions import BATCH, Claim, claim
from tenants.outbox.queries import Outbox
from tenants.resellers.instant import real_now


def _sendable(channel: Channel) -> QuerySet[Delivery]:
    """Returns what may leave over a channel: nothing that staff paused or cancelled."""
    stopped = Sending.objects.exclude(status=SendingStatus.RUNNING).values("notice_id")
    return Delivery.objects.filter(channel=channel).exclude(notice_id__in=stopped)


def _mails() -> QuerySet[Delivery]:
    """Returns what may leave by mail; of its reader only the name, which is all that a mail says."""
    own = [field.name for field in Delivery._meta.concrete_fields]
    return _sendable(Channel.MAIL).only(*own, "recipient__name")


def _cancel_if_cancelled(deliveries: Sequence[Delivery], at: dt.datetime) -> None:
    """What was in a worker's hands while its notice was cancelled is not tried again."""
    cancelled = Sending.objects.filter(status=SendingStatus.CANCELLED).values("notice_id")
    names = [delivery.pk for delivery in deliveries]
    waiting = Delivery.objects.filter(pk__in=names, status=DeliveryStatus.QUEUED, notice_id__in=cancelled)
    waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)


MAILS: Final = Outbox(items=_mails, related=("recipient",), settled=_cancel_if_cancelled)
WEBHOOKS: Final = Outbox(
    items=partial(_sendable, Channel.WEBHOOK), related=("recipient", "notice", "customer"), settled=_cancel_if_cancelled
)


@transaction.atomic
def claim_mails(*, rate: int = 0) -> Claim[Delivery]:
    """Takes up a batch of mails; `rate` is how many a minute may leave (0: as they come), the others stay queued."""
    if not rate:
        return claim(MAILS)
    real = real_now()
    Pace.objects.bulk_create([Pace(left=rules.MAIL, at=real)], ignore_conflicts=True)
    pace = Pace.objects.select_for_update().get()  # locked, so that workers together keep the rate
    left = rules.replenished(left=pace.left, waited=real - pace.at, rate=rate)
    held = claim(MAILS, most=min(BATCH, left // rules.MAIL))
    Pace.objects.filter(pk=pace.pk).update(left=left - len(held.items) * rules.MAIL, at=real)
    return held
