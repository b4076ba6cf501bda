"""Reads objections to credit statements."""

from typing import Final

from django.db.models import QuerySet

from enforcement.credits.models import CreditStatement, Objection

#: The kind of notice that an answer is sent by.
ANSWERED: Final = "objection"


def objections() -> QuerySet[Objection]:
    """Returns all objections, those without an answer first, then the newest."""
    rows = Objection.objects.select_related("statement__customer", "service", "answer")
    return rows.order_by("-answer__answered_at", "-filed_at")


def waiting() -> QuerySet[Objection]:
    """Returns the objections that wait for an answer, the oldest first."""
    return objections().filter(answer=None).order_by("filed_at")


def objections_to(statement: CreditStatement) -> QuerySet[Objection]:
    """Returns the objections to a statement and to those of its month before and after it, the newest first."""
    return (
        objections()
        .filter(
            statement__customer=statement.customer_id,
            statement__month=statement.month,
            statement__currency=statement.currency,
        )
        .order_by("-filed_at")
    )
