"""Work that announcing leaves to a worker: sending the mails."""

from typing import Any

from celery import shared_task

from policies.notices.delivering import deliver_due, due
from tenants.ledger import clock


@shared_task
def deliver(**_: Any) -> int:
    """Sends what is due in this tenant; several workers may run it at once. Returns how many mails were taken."""
    return deliver_due()


def wake() -> None:
    """What the sweep asks in each tenant: mails whose time has come, or whose worker died."""
    if due(at=clock.now(), real=clock.real_now()).exists():
        deliver.delay()
