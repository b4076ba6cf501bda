"""Work that appeals leave to a worker: computing months again."""

from typing import Any

from celery import shared_task

from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.queries import marked


@shared_task
def recompute(**_: Any) -> None:
    """Computes every marked month again; a second run finds none."""
    recompute_marked()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if marked().exists():
        recompute.delay()
