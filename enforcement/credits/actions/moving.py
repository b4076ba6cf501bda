"""One step of a credit statement: its lock, its status, what the database refuses, and the same step of several."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.credits.models import CreditStatement, StatementStatus
from tenants.customers.models import Customer
from tenants.people.models import User
from tenants.people.verbs import Verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

#: As many statements take a step in one request; the same act again takes the next.
MOST: Final = 500

_REFUSALS = {
    "credit_approver_did_not_compute": (
        "same_person",
        gettext_lazy("You had this credit computed, and it is large: another person of finance approves it."),
    ),
    "credit_issuer_did_not_approve": (
        "same_person",
        gettext_lazy("You approved this credit, and it is large: another person of finance issues it."),
    ),
    "credit_approver_is_independent": (
        "not_independent",
        gettext_lazy("Of a large credit nobody is a second person to whom they invited, or gave the role of finance."),
    ),
    "credit_approver_acts_not_for_customer": (
        "acts_for_customer",
        gettext_lazy("You act for this customer, so somebody else approves its credit."),
    ),
}


@dataclass
class Batch:
    """What became of several statements: those that took the step, and why each of the others did not."""

    done: list[CreditStatement] = field(default_factory=list)
    refused: list[tuple[CreditStatement, Refused]] = field(default_factory=list)


def lock(statement: CreditStatement) -> None:
    """Whoever computes, issues or pays for this customer waits until this transaction ends."""
    Customer.objects.select_for_update().get(pk=statement.customer_id)


def require(statement: CreditStatement, status: StatementStatus) -> None:
    """Raises Refused (`statement_moved`) where the statement, read under its lock, stands elsewhere by now."""
    if not CreditStatement.objects.filter(pk=statement.pk, status=status).exists():
        raise Refused("statement_moved", _("This statement has moved on; look at it again."))


def move(statement: CreditStatement, new: StatementStatus, *, at: dt.datetime) -> CreditStatement:
    """Writes the status and returns the statement as it is now."""
    CreditStatement.objects.filter(pk=statement.pk).update(status=new, status_at=at)
    return CreditStatement.objects.select_related("supersedes", "customer").get(pk=statement.pk)


def refusal_of(error: IntegrityError) -> Refused:
    """Returns what a person is told of what the database kept (invariant 6); raises the error where it is no rule."""
    try:
        code, sentence = _REFUSALS[violated(error)]
    except KeyError:
        raise error from None
    return Refused(code, str(sentence))


def each(step: Verb[..., Any], *, by: User, statements: Iterable[CreditStatement]) -> Batch:
    """Takes a step with each statement, in a transaction of its own; what is refused of one keeps no other.

    Raises Refused (`too_many`, 422) for more than `MOST`.
    """
    batch, chosen = Batch(), list(statements)
    if len(chosen) > MOST:
        raise Refused("too_many", _("Choose at most %d statements at once.") % MOST, status=422)
    for statement in chosen:
        try:
            step(by=by, statement=statement)
        except Refused as refusal:
            batch.refused.append((statement, refusal))
        else:
            batch.done.append(statement)
    return batch
