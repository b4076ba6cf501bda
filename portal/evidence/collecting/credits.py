"""What an evidence file holds of the credits that a case decided: facts, statements, and what was said of them."""

from collections.abc import Sequence

from django.db.models import Q

from enforcement.cases.models import Determination
from enforcement.credits.models import (
    Attribution,
    Causation,
    CreditStatement,
    Exclusion,
    Interruption,
    Objection,
    ObjectionAnswer,
    Payment,
    StatementApproval,
    StatementIssue,
    Withdrawal,
)
from portal.evidence.collecting.bundle import Bundle


def add_credits(bundle: Bundle, determinations: Sequence[Determination]) -> None:
    """Interruptions caused by what was determined, what was excluded (R10), and the statements that say so."""
    causes = Causation.objects.filter(determination__in=determinations)
    bundle.rows(causes)
    interruptions = Interruption.objects.filter(causations__in=causes).distinct()
    bundle.rows(interruptions)
    bundle.rows(Attribution.objects.filter(interruption__in=interruptions))
    bundle.rows(Withdrawal.objects.filter(interruption__in=interruptions))
    excluded = Exclusion.objects.filter(determination__in=determinations)
    bundle.rows(excluded)
    excluding = CreditStatement.objects.filter(exclusions__in=excluded)
    statements = CreditStatement.objects.filter(Q(pk__in=excluding) | Q(supersedes__in=excluding))
    for statement in statements:
        file = bundle.file(f"statements/CR-{statement.number}.json", statement.content.encode())
        bundle.row(statement, {"digest": file})
    for step in (StatementApproval, StatementIssue, Payment):
        bundle.rows(step.objects.filter(statement__in=statements))
    objections = Objection.objects.filter(statement__in=statements)
    bundle.rows(objections)
    bundle.rows(ObjectionAnswer.objects.filter(objection__in=objections))
