"""Reads of credit statements, what is due of them, and service levels."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, Func, Prefetch, QuerySet, Sum
from django.db.models.functions import Abs, Greatest
from django.db.models.lookups import GreaterThan

from enforcement.credits.models import (
    CreditStatement,
    LevelVersion,
    Payment,
    Recomputation,
    ServiceLevel,
    StatementStatus,
)
from tenants.customers.models import Customer

#: The kind of notice that a statement is sent by.
CREDIT_NOTICE = "credit"


def statements() -> QuerySet[CreditStatement]:
    """Returns all statements, the newest month first; `large`: whether approving takes a second person."""
    rows = CreditStatement.objects.select_related(
        "customer", "supersedes", "superseded_by", "payment", "approval", "issue"
    ).annotate(large=_large())
    return rows.order_by("-month", "customer__reference", "currency", "-sequence")


def drafts_for_a_second_person() -> QuerySet[CreditStatement]:
    """Returns the large drafts, the oldest first."""
    drafts = CreditStatement.objects.filter(status=StatementStatus.DRAFT).annotate(large=_large()).filter(large=True)
    return drafts.select_related("customer").order_by("computed_at", "pk")


def _large() -> GreaterThan:
    """Whether it is above the amount that was set when it was computed: as the database asks for a second person."""
    limit = Func(
        "currency",
        "computed_at",
        function="credit_approval_limit",
        template="%(function)s(current_schema(), %(expressions)s)",
        output_field=DecimalField(),
    )
    return GreaterThan(Greatest("total", Abs("difference")), limit)


def identified(ids: Collection[uuid.UUID]) -> list[CreditStatement]:
    """Returns those of the statements that there are, in the order in which their customers are locked."""
    return list(statements().filter(pk__in=ids).order_by("customer__reference", "currency"))


def marked() -> QuerySet[Recomputation]:
    """Returns the months that wait to be computed again after an appeal, the oldest first."""
    rows = Recomputation.objects.filter(done_at=None).select_related("decision__appeal", "customer")
    return rows.order_by("marked_at", "month")


def recomputed(statement: CreditStatement) -> QuerySet[Recomputation]:
    """Returns when appeals had the statement's month computed again, the newest first."""
    rows = Recomputation.objects.filter(customer=statement.customer_id, month=statement.month)
    rows = rows.filter(decision__isnull=False, done_at__isnull=False)
    return rows.select_related("decision__appeal").order_by("-done_at")


def first_persons(statement: CreditStatement) -> set[uuid.UUID]:
    """Returns who may not take the next step of a large credit: who computed it, and then who approved it."""
    if not CreditStatement.objects.annotate(large=_large()).filter(pk=statement.pk, large=True).exists():
        return set()
    if statement.status == StatementStatus.APPROVED:
        return {statement.approval.approved_by}
    return {statement.computed_by} if statement.computed_by else set()


def statements_issued() -> QuerySet[CreditStatement]:
    """Statements that were ever sent to their customer, also those superseded since."""
    return statements().filter(issue__isnull=False)


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
        """What is paid out; nothing where too much was paid."""
        return max(self.credited - self.carried, Decimal(0))


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
