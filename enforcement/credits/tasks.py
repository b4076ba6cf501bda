"""Work that is left to a worker: computing months, and computing them again after an appeal."""

from typing import Any

from celery import shared_task

from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.queries import marked
from enforcement.credits.runs.actions import work_on_open_runs
from enforcement.credits.runs.queries import runs_wait


@shared_task
def recompute(**_: Any) -> None:
    """Computes every marked month again; a second run finds none."""
    recompute_marked()


@shared_task
def run(**_: Any) -> None:
    """Computes whatever month was asked for, or goes on with it."""
    work_on_open_runs()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if marked().exists():
        recompute.delay()
    if runs_wait():
        run.delay()
