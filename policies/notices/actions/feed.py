"""Reads a person's own feed, which is what delivers over that channel."""

from django.db import transaction

from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.notices.queries import received
from tenants.ledger import clock
from tenants.people.models import User

_NEWEST = 50


@transaction.atomic
def fetch_feed(*, by: User) -> list[Delivery]:
    """Returns the newest notices to a person, each once; those that waited for its feed count as delivered now."""
    at = clock.now()
    waiting = Delivery.objects.filter(recipient=by, channel=Channel.ATOM, status=DeliveryStatus.QUEUED)
    waiting.update(status=DeliveryStatus.DELIVERED, sent_at=at, ended_at=at)
    once: dict[object, Delivery] = {}
    for row in received(by)[: _NEWEST * len(Channel)]:
        once.setdefault(row.notice_id, row)
    return list(once.values())[:_NEWEST]
