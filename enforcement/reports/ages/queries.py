"""Reads of how old acts may be."""

from enforcement.reports.models import OldestAct


def days_set() -> dict[str, int]:
    """Returns what the reseller set, in days by kind of conduct; the other kinds are as `rules.OLDEST_DAYS` says."""
    return dict(OldestAct.objects.order_by("category").values_list("category", "days"))
