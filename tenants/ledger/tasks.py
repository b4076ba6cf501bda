"""Work that every verb leaves to a worker: sealing what it recorded."""

from typing import Any

from celery import shared_task

from tenants.ledger import clock
from tenants.ledger.models import Unsealed
from tenants.ledger.publishing import head_publications
from tenants.ledger.sealing import actions as sealing


@shared_task
def seal(**_: Any) -> int:
    """Seals what is committed in this tenant; returns how many entries."""
    return sealing.seal().entries


@shared_task
def seal_operators(**_: Any) -> int:
    """Seals what operators did, in the public schema, which no sweep of tenants reaches; returns how many entries."""
    return sealing.seal().entries


@shared_task
def run_errands(**_: Any) -> int:
    """Sends heads to whoever the tenant names and has them time-stamped; returns how many errands were done."""
    head_publications.queue_owed()
    return head_publications.run_due()


def wake() -> None:
    """What the sweep asks in each tenant: every entry is sealed well within a minute of its commit."""
    if Unsealed.objects.exists():
        seal.delay()
    at = clock.now()
    if head_publications.owed(at=at) or head_publications.due(at=at, real=clock.real_now()).exists():
        run_errands.delay()
