"""Reads of credit statements, interruptions and service levels."""

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from enforcement.credits.models import CreditStatement, Interruption, ServiceLevel
from policies.notices.models import Notice
from tenants.customers.models import Customer

#: The kind of notice that a statement is sent by.
CREDIT_NOTICE = "credit"


def statements() -> QuerySet[CreditStatement]:
    """Returns all statements, the newest month first."""
    return CreditStatement.objects.select_related("customer", "supersedes", "superseded_by", "payment").order_by(
        "-month", "customer__reference", "currency", "-sequence"
    )


def statements_issued() -> QuerySet[CreditStatement]:
    """Statements that were ever sent to their customer, also those superseded since."""
    told = Notice.objects.filter(kind=CREDIT_NOTICE, subject_id=Cast(OuterRef("pk"), CharField()))
    return statements().filter(Exists(told))


def statements_for(customer: Customer) -> QuerySet[CreditStatement]:
    """Returns what the customer was sent."""
    return statements_issued().filter(customer=customer)


def interruptions() -> QuerySet[Interruption]:
    """Returns all interruptions, newest first."""
    rows = Interruption.objects.select_related("service__customer").prefetch_related("causations__determination__case")
    return rows.order_by("-starts_at", "service__reference")


def levels() -> QuerySet[ServiceLevel]:
    """Returns all service levels by name."""
    return ServiceLevel.objects.order_by("name")
