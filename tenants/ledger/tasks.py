"""Work that verbs leave to a worker: sealing what they recorded, and publishing heads."""

from typing import Any

from celery import shared_task

from tenants.ledger import clock
from tenants.ledger.models import Unsealed
from tenants.ledger.publishing.actions import queue_owed
from tenants.ledger.publishing.head_publications import PUBLICATIONS, publish_due
from tenants.ledger.publishing.queries import owed
from tenants.ledger.sealing import actions as sealing
from tenants.outbox.queries import waits


@shared_task
def seal(**_: Any) -> int:
    """Seals what is committed in this tenant; returns how many entries."""
    return sealing.seal().entries


@shared_task
def seal_operators(**_: Any) -> int:
    """Seals what operators did, in the public schema, which no sweep of tenants reaches; returns how many entries."""
    return sealing.seal().entries


@shared_task
def publish_heads(**_: Any) -> int:
    """Sends heads to whoever the tenant names and has them time-stamped; returns how many publications were taken."""
    queue_owed()
    return publish_due()


def wake() -> None:
    """What the sweep asks in each tenant: every entry is sealed well within a minute of its commit."""
    if Unsealed.objects.exists():
        seal.delay()
    if owed(at=clock.now()) or waits(PUBLICATIONS):
        publish_heads.delay()
