"""Work of this room that no request waits for: telling of deviations that begin or end."""

from typing import Any

from celery import shared_task

from policies.acknowledgements.announcing import announce_deviations, untold
from tenants.ledger import clock


@shared_task
def tell_of_deviations(**_: Any) -> int:
    """Tells the customers in this tenant whom other words bind; returns how many notices are new."""
    return announce_deviations()


def wake() -> None:
    """What the sweep asks in each tenant: whether something agreed began or ended since."""
    if untold(at=clock.now()):
        tell_of_deviations.delay()
