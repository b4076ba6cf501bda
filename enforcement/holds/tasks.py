"""Work for a worker: calling the provisioning endpoint, reading its list of states, ending what is over."""

from typing import Any

from celery import shared_task

from enforcement.holds.actions.measures import end_due
from enforcement.holds.actions.states import pull_states, states_due
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


@shared_task
def pull_provider_states(**_: Any) -> None:
    """Reads the provider's own list of states, unless that was done within the day."""
    if states_due(at=clock.now()):
        pull_states()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if states_due(at=clock.now()):
        pull_provider_states.delay()
    if waits(CALLS):
        call_provisioning.delay()
    if due_to_end(at=clock.now()).exists():
        end_due_measures.delay()
