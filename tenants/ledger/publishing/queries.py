"""Reads where heads are published, how often, and what the newest head still owes."""

import datetime as dt
from typing import Final

from django.conf import settings

from tenants.ledger.models import HeadPublication, PublicationKind, TreeHead
from tenants.ledger.sealing.queries import newest_head
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller

_DAY: Final = dt.timedelta(days=1)


def every(kind: PublicationKind) -> dt.timedelta:
    """Returns how often a head goes out at most."""
    return dt.timedelta(seconds=settings.TIMESTAMP_EVERY) if kind == PublicationKind.STAMP else _DAY


def address_of(reseller: Reseller, kind: PublicationKind) -> str:
    """Returns where heads go to; empty where the tenant names nobody."""
    if kind == PublicationKind.STAMP:
        return reseller.timestamp_url or str(settings.TIMESTAMP_URL)
    return str(reseller.head_mailbox if kind == PublicationKind.MAIL else reseller.head_webhook_url)


def owed(*, at: dt.datetime) -> list[tuple[PublicationKind, str, TreeHead]]:
    """Returns what is to be published at `at` (UTC): the newest head, each way in which none went out lately."""
    head, reseller = newest_head(), current_reseller()
    if head is None or reseller is None:
        return []
    found = []
    for kind in PublicationKind:
        address = address_of(reseller, kind)
        last = HeadPublication.objects.filter(kind=kind).order_by("-queued_at").first()
        if address and (last is None or (last.head_id < head.pk and last.queued_at <= at - every(kind))):
            found.append((kind, address, head))
    return found


def current_reseller() -> Reseller | None:
    """Returns the tenant we stand in; None in public, whose operators' ledger is kept by its own means."""
    found: Reseller | None = Reseller.objects.filter(schema_name=connection.schema_name).first()
    return found
