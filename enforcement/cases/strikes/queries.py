"""Reads of strikes: a customer's with their sum, what that suggests, and the settings."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from enforcement.cases.strikes.models import Strike, StrikeRule, StrikeThreshold, Suggested
from enforcement.cases.strikes.rules import counts, points, reached
from policies.documents.model.categories import CATEGORIES
from tenants.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Tally:
    """A customer's strikes at an instant, each with its conduct's title and whether it counts; their sum.

    `suggests` is the measure that the sum suggests, if any, `on` the latest strike that counts: one would rest on it.
    """

    rows: list[tuple[Strike, str, bool]]
    points: int
    suggests: str
    label: str
    threshold: int | None
    on: Strike | None


def strikes() -> QuerySet[Strike]:
    """Returns every strike, the newest first."""
    return Strike.objects.select_related("customer", "determination__case").order_by("-given_at", "pk")


def tally(customer: Customer, at: dt.datetime) -> Tally:
    """Returns what the customer's strikes come to at `at` (UTC)."""
    found = list(strikes().filter(customer=customer))
    total = points(found, at)
    hit = reached(StrikeThreshold.objects.all(), total)
    counting = [one for one in found if counts(one, at)]
    return Tally(
        rows=[(one, title_of(one.category), counts(one, at)) for one in found],
        points=total,
        suggests=hit.suggests if hit else "",
        label=str(Suggested(hit.suggests).label) if hit else "",
        threshold=hit.points if hit else None,
        on=counting[0] if counting else None,
    )


def title_of(category: str) -> str:
    """Returns a category in the reader's language."""
    return _(CATEGORIES[category].title) if category in CATEGORIES else category


def rules() -> dict[str, StrikeRule]:
    """Returns what each category counts, by category; those that count nothing are left out."""
    return {one.category: one for one in StrikeRule.objects.all()}


def thresholds() -> QuerySet[StrikeThreshold]:
    """Returns the thresholds, the lowest first."""
    return StrikeThreshold.objects.order_by("points")
