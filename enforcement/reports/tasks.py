"""Work the intake leaves to a worker: reading what a door stored and nobody read."""

from typing import Any

from celery import shared_task

from enforcement.reports.doors.taking_in import due, take_in_due


@shared_task
def read_raw_reports(**_: Any) -> None:
    """Reads what was stored and not read in time; a second run finds none."""
    take_in_due()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if due().exists():
        read_raw_reports.delay()
