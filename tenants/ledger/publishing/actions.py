"""Queues publications of the newest head: what is owed, or whatever staff ask for."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.models import HeadPublication, PublicationKind, TreeHead
from tenants.ledger.publishing.queries import address_of, current_reseller, owed
from tenants.ledger.recording import record
from tenants.ledger.sealing.queries import newest_head
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake


@transaction.atomic
def queue_owed() -> int:
    """Queues what the newest head owes; returns how many publications."""
    at = clock.now()
    return sum(_queue(kind, address, head, at=at) for kind, address, head in owed(at=at))


@transaction.atomic
def send_newest(*, by: uuid.UUID) -> int:
    """Queues the newest head for everyone who is named, whenever the last one went out; returns how many publications.

    Raises Refused: `nothing_sealed`, `nobody_named`.
    """
    head, reseller = newest_head(), current_reseller()
    if head is None or reseller is None:
        raise Refused("nothing_sealed", _("Nothing is sealed yet, so there is no head to send."))
    at = clock.now()
    named = [(kind, address) for kind in PublicationKind if (address := address_of(reseller, kind))]
    if not named:
        raise Refused("nobody_named", _("Name in the settings who gets the heads, or a time-stamping authority."))
    queued = sum(_queue(kind, address, head, at=at) for kind, address in named)
    facts = {"size": head.size, "publications": queued}
    record(verb="head.asked_for", at=at, by=by, subject=head, facts=facts)
    wake("tenants.ledger.tasks.publish_heads")
    return queued


def _queue(kind: PublicationKind, address: str, head: TreeHead, *, at: dt.datetime) -> bool:
    publication = HeadPublication(head=head, kind=kind, address=address, queued_at=at, next_attempt_at=at)
    HeadPublication.objects.bulk_create([publication], ignore_conflicts=True)
    return HeadPublication.objects.filter(pk=publication.pk).exists()
