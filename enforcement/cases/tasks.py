"""Work for a worker: sending what was passed on, and asking recipients how far they have come."""

from typing import Any

from celery import shared_task

from enforcement.cases.passing import asking, sending
from enforcement.cases.passing.queries import to_ask
from tenants.ledger import clock
from tenants.outbox.queries import waits


@shared_task
def send_passings(**_: Any) -> None:
    """Sends everything that is due; a second run finds none."""
    sending.send_passings()


@shared_task
def ask_recipients(**_: Any) -> None:
    """Asks for the state of what is due; a second run finds none."""
    asking.ask_recipients()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if waits(sending.PASSINGS):
        send_passings.delay()
    if to_ask(clock.now()).exists():
        ask_recipients.delay()
