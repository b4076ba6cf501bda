"""Reads of planned maintenance."""

from django.db.models import QuerySet

from enforcement.credits.models import Maintenance


def all_maintenance() -> QuerySet[Maintenance]:
    """Returns all maintenance that was ever announced, the latest first."""
    return Maintenance.objects.prefetch_related("services").order_by("-starts_at", "id")
