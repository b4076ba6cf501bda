"""Reads of claims and of who is past due."""

from django.db.models import QuerySet

from enforcement.credits.models import CreditClaim, PastDue
from tenants.customers.models import Customer


def claims() -> QuerySet[CreditClaim]:
    """Returns all claims, the newest first."""
    return CreditClaim.objects.select_related("customer").order_by("-claimed_at", "id")


def claims_of(customer: Customer) -> QuerySet[CreditClaim]:
    """Returns what the customer claimed, the newest month first."""
    return claims().filter(customer=customer).order_by("-month")


def past_dues() -> QuerySet[PastDue]:
    """Returns when which customer was past due, the newest first."""
    return PastDue.objects.select_related("customer").order_by("-starts_at", "id")
