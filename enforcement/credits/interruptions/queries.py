"""Reads of interruptions."""

from django.db.models import QuerySet

from enforcement.credits.models import Interruption


def interruptions() -> QuerySet[Interruption]:
    """Returns all interruptions, newest first."""
    rows = Interruption.objects.select_related("service__customer", "withdrawal").prefetch_related(
        "causations__determination__case"
    )
    return rows.order_by("-starts_at", "service__reference")
