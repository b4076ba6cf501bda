"""Work that telling leaves to a worker: looking for what waits, and sending the mails."""

from typing import Any

from celery import shared_task

from tenants.alerts import mails
from tenants.alerts.actions import telling
from tenants.alerts.mails import MAILS
from tenants.alerts.queries import state
from tenants.alerts.rules import LOOK_EVERY
from tenants.ledger import clock
from tenants.outbox.queries import waits


@shared_task
def look(**_: Any) -> int:
    """Finds what waits, and mails who wants to know; returns how many alerts were raised."""
    raised = telling.look()
    mails.send_mails()
    return raised


@shared_task
def send(**_: Any) -> int:
    """Sends the mails that are due; returns how many the server took."""
    return mails.send_mails()


def wake() -> None:
    """What the sweep asks in each tenant: once a minute whether anything waits, and at any time for mails."""
    looked_at = state().looked_at
    if looked_at is None or clock.now() - looked_at >= LOOK_EVERY:
        look.delay()
    elif waits(MAILS):
        send.delay()
