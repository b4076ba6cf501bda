"""Work of this room that no request waits for: telling of deviations that begin or end, and reminding."""

from typing import Any

from celery import shared_task

from policies.acknowledgements.deviations.actions import announce_deviations
from policies.acknowledgements.deviations.queries import unannounced
from policies.acknowledgements.reminders.actions import remind
from policies.acknowledgements.reminders.queries import reminders_due
from tenants.ledger import clock


@shared_task
def tell_of_deviations(**_: Any) -> int:
    """Tells the customers in this tenant whom other words bind; returns how many notices are new."""
    return announce_deviations()


@shared_task
def remind_customers(**_: Any) -> int:
    """Reminds the customers in this tenant whose step has come; returns how many. Run twice, it reminds once."""
    return remind()


def wake() -> None:
    """What the sweep asks in each tenant: whether something agreed began or ended, or somebody is to be reminded."""
    if unannounced(at=clock.now()):
        tell_of_deviations.delay()
    if reminders_due():
        remind_customers.delay()
