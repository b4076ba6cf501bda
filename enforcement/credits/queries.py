"""Reads of credit statements, what is due of them, and service levels."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Exists, OuterRef, Prefetch, QuerySet, Sum
from django.db.models.functions import Cast

from enforcement.credits.models import (
    CreditStatement,
    LevelVersion,
    Payment,
    Recomputation,
    ServiceLevel,
    StatementStatus,
)
from policies.notices.models import Notice
from tenants.customers.models import Customer

#: The kind of notice that a statement is sent by.
CREDIT_NOTICE = "credit"


def statements() -> QuerySet[CreditStatement]:
    """Returns all statements, the newest month first."""
    return CreditStatement.objects.select_related("customer", "supersedes", "superseded_by", "payment").order_by(
        "-month", "customer__reference", "currency", "-sequence"
    )


def marked() -> QuerySet[Recomputation]:
    """Returns the months that wait to be computed again after an appeal, the oldest first."""
    rows = Recomputation.objects.filter(done_at=None).select_related("decision__appeal", "customer")
    return rows.order_by("marked_at", "month")


def statements_issued() -> QuerySet[CreditStatement]:
    """Statements that were ever sent to their customer, also those superseded since."""
    told = Notice.objects.filter(kind=CREDIT_NOTICE, subject_id=Cast(OuterRef("pk"), CharField()))
    return statements().filter(Exists(told))


def statements_for(customer: Customer) -> QuerySet[CreditStatement]:
    """Returns what the customer was sent."""
    return statements_issued().filter(customer=customer)


def levels() -> QuerySet[ServiceLevel]:
    """Returns all service levels by name, with their versions in order."""
    versions = Prefetch("versions", LevelVersion.objects.order_by("number"))
    return ServiceLevel.objects.prefetch_related(versions).order_by("name")


@dataclass(frozen=True)
class Due:
    """What paying a statement takes: `credited` less `carried`; `credited` is below zero where too much was paid."""

    credited: Decimal
    carried: Decimal

    @property
    def overpaid(self) -> Decimal:
        """What was paid too much for the statement's own month."""
        return max(-self.credited, Decimal(0))

    @property
    def amount(self) -> Decimal:
        """What is paid out."""
        return self.credited - self.carried


def due_of(statement: CreditStatement) -> Due:
    """Returns what is due of the statement: its total, without what its month was paid and others were too much.

    Another month counts by its issued statement and its payments, so that what was taken off once is not again.
    """
    paid = Payment.objects.filter(statement__customer=statement.customer_id, currency=statement.currency)
    by_month = {
        row["statement__month"]: row["paid"] for row in paid.values("statement__month").annotate(paid=Sum("amount"))
    }
    credited = statement.total - by_month.get(statement.month, Decimal(0))
    others = CreditStatement.objects.filter(
        customer=statement.customer_id, currency=statement.currency, status=StatementStatus.ISSUED, month__in=by_month
    ).exclude(month=statement.month)
    balance = sum((one.total - by_month[one.month] for one in others), Decimal(0))
    return Due(credited, min(max(-balance, Decimal(0)), max(credited, Decimal(0))))
