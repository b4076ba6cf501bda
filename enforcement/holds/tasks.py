"""Work the verbs leave to a worker: calling the provisioning endpoint, and ending measures whose time is over."""

from typing import Any

from celery import shared_task

from enforcement.holds.actions.measures import end_due
from enforcement.holds.provisioning import CALLS, call_due
from enforcement.holds.queries import due_to_end
from tenants.ledger import clock
from tenants.outbox.queries import waits


@shared_task
def call_provisioning(**_: Any) -> None:
    """Makes every call that is due; a second run finds none."""
    call_due()


@shared_task
def end_due_measures(**_: Any) -> None:
    """Ends the measures whose time is over."""
    end_due()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if waits(CALLS):
        call_provisioning.delay()
    if due_to_end(at=clock.now()).exists():
        end_due_measures.delay()
