"""Reads of allowances: which run, what was used in a period, what is proposed."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from enforcement.cases.allowances.models import Allowance, CaseProposal, ProposalStatus, Usage
from policies.versions.company import this_reseller


def zone() -> ZoneInfo:
    """Returns the reseller's time zone, in which periods pass."""
    return ZoneInfo(this_reseller().timezone)


def allowances() -> QuerySet[Allowance]:
    """Returns every allowance, those that run first."""
    return Allowance.objects.select_related("service__customer").order_by("ends_at", "service__reference", "resource")


def proposals() -> QuerySet[CaseProposal]:
    """Returns every proposal, the newest first."""
    rows = CaseProposal.objects.select_related("allowance__service__customer", "case")
    return rows.order_by("-proposed_at", "pk")


def waiting() -> QuerySet[CaseProposal]:
    """Returns the proposals that nobody has looked at."""
    return proposals().filter(status=ProposalStatus.PROPOSED)


def used(allowance: Allowance, start: dt.datetime, end: dt.datetime) -> Decimal:
    """Returns what readings that began from `start` until `end` (UTC, the first instant outside) come to.

    Only those that began while the allowance ran.
    """
    rows = Usage.objects.filter(
        service=allowance.service_id, resource=allowance.resource, starts_at__gte=start, starts_at__lt=end
    )
    rows = rows.filter(starts_at__gte=allowance.starts_at)
    if allowance.ends_at is not None:
        rows = rows.filter(starts_at__lt=allowance.ends_at)
    found: Decimal | None = rows.aggregate(total=Sum("amount"))["total"]
    return found or Decimal(0)
