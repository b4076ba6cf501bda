"""Work that announcing leaves to a worker: sending mails and posting to webhooks, and telling who joined later."""

from typing import Any

from celery import shared_task

from policies.notices.actions.welcoming import welcome_joiners
from policies.notices.delivery.outboxes import MAILS, WEBHOOKS
from policies.notices.delivery.sending import deliver_due
from policies.notices.delivery.webhooks import call_due
from policies.notices.queries import newcomers_wait
from tenants.outbox.queries import waits

#: Seconds after which a worker lets other tenants have their turn; the sweep wakes the next one.
_TURN = 60


@shared_task
def deliver(**_: Any) -> int:
    """Sends what is due in this tenant; several workers may run it at once. Returns how many mails were taken."""
    return deliver_due(seconds=_TURN)


@shared_task
def call(**_: Any) -> int:
    """Posts what is due to webhooks in this tenant; returns how many endpoints took theirs."""
    return call_due()


@shared_task
def welcome(**_: Any) -> int:
    """Gives who joined later what is in force; returns how many people."""
    return welcome_joiners()


def wake() -> None:
    """What the sweep asks in each tenant: whatever has come due, or whose worker died; and who joined."""
    if waits(MAILS):
        deliver.delay()
    if waits(WEBHOOKS):
        call.delay()
    if newcomers_wait():
        welcome.delay()
