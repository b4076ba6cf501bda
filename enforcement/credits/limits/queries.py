"""Reads the amounts above which a credit takes a second person."""

from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from enforcement.credits.models import ApprovalLimit

#: Where a reseller set nothing for the currency; the database's `credit_approval_limit` says the same.
DEFAULT: Final = Decimal(500)


def limits() -> QuerySet[ApprovalLimit]:
    """Returns every amount that was ever set, by currency, the newest first."""
    return ApprovalLimit.objects.order_by("currency", "-set_at")
