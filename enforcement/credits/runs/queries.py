"""Reads of runs: what goes on, how far it is, and what it made or would change."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from enforcement.credits.models import CreditRun, CreditStatement, PreviewedChange, RunCustomer


def runs() -> QuerySet[CreditRun]:
    """Returns all runs, the newest first."""
    return CreditRun.objects.order_by("-asked_at", "month")


def runs_wait() -> bool:
    """Whether a run has not ended."""
    return CreditRun.objects.filter(ended_at=None).exists()


def failures() -> QuerySet[RunCustomer]:
    """Returns the customers that runs could not compute."""
    rows = RunCustomer.objects.exclude(failure="").select_related("customer")
    return rows.order_by("run", "customer__reference")


def changes() -> QuerySet[PreviewedChange]:
    """Returns what previews found that would change, the largest change first."""
    rows = PreviewedChange.objects.select_related("customer", "before").annotate(size=Abs("difference"))
    return rows.order_by("-size", "customer__reference", "currency")


def statements_made(run: CreditRun) -> QuerySet[CreditStatement]:
    """Returns the month's statements that were computed since the run was asked for."""
    rows = CreditStatement.objects.filter(month=run.month, computed_at__gte=run.asked_at)
    return rows.select_related("customer", "supersedes").order_by("number")


def progress_of(run: CreditRun) -> dict[str, Any]:
    """Returns what a page shows of a run: the run, its figures, and how many customers are done."""
    made = _("Statements that would be made") if run.preview else _("Statements made")
    counted = {made: run.made, _("Unchanged"): run.unchanged, _("Customers that failed"): run.failed}
    figures = [{"label": label, "value": value} for label, value in counted.items()]
    return {"run": run, "figures": figures, "done": run.customers - run.left}
