"""Approving, issuing and paying credit statements."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.credits.models import CreditStatement, Payment, StatementStatus
from enforcement.credits.queries import CREDIT_NOTICE, due_of
from enforcement.credits.won import won_about_credit
from policies.notices.actions import announce
from tenants.customers.currencies import money
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def approve_statement(*, by: User, statement: CreditStatement) -> CreditStatement:
    """Finance agrees with a draft. Raises Refused: `statement_moved`."""
    _lock(statement)
    at = clock.now()
    statement = _move(statement, StatementStatus.DRAFT, StatementStatus.APPROVED, at=at)
    record(verb="statement.approved", at=at, by=by.pseudonym, subject=statement)
    return statement


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def issue_statement(*, by: User, statement: CreditStatement) -> CreditStatement:
    """Sends an approved statement to the customer. Raises Refused: `statement_moved`."""
    _lock(statement)
    at = clock.now()
    statement = _move(statement, StatementStatus.APPROVED, StatementStatus.ISSUED, at=at)
    total, difference = (money(one, statement.currency) for one in (statement.total, statement.difference))
    facts = {"total": f"{total} {statement.currency}", "difference": difference}
    record(verb="statement.issued", at=at, by=by.pseudonym, subject=statement, facts=facts)
    announce(
        kind=CREDIT_NOTICE,
        by=by.pseudonym,
        at=at,
        subject=statement,
        title=_("Service credit for %(month)s: %(total)s %(currency)s")
        % {"month": statement.month, "total": total, "currency": statement.currency},
        path=reverse("my-credit", args=[statement.pk]),
        content={
            "number": str(statement),
            "month": statement.month,
            "total": total,
            "difference": difference,
            "currency": statement.currency,
            "supersedes": str(statement.supersedes) if statement.supersedes else "",
            "appeals": [f"{one.sentence} {one.consequence}" for one in won_about_credit(statement)],
            "services": [
                {
                    "reference": line["service"]["reference"],
                    "availability": line["availability_percent"],
                    "amount": line["amount"],
                }
                for line in statement.assessment["services"]
            ],
        },
        customers=Customer.objects.filter(pk=statement.customer_id),
    )
    return statement


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def pay_statement(*, by: User, statement: CreditStatement) -> Payment:
    """Records that what is due of an issued statement was paid, once, with what is taken off it for earlier months.

    Where more is taken off than it credits, nothing is paid, and the rest is taken off the next.
    Raises Refused: `statement_paid`, `not_issued`, `nothing_due`.
    """
    _lock(statement)
    at = clock.now()
    statement = CreditStatement.objects.get(pk=statement.pk)
    if Payment.objects.filter(statement=statement).exists():
        raise Refused("statement_paid", _("This statement was paid already."))
    if statement.status != StatementStatus.ISSUED:
        raise Refused("not_issued", _("Only a statement that was issued, and not superseded, is paid."))
    due = due_of(statement)
    if due.credited <= 0:
        raise Refused("nothing_due", _("Nothing is due on this statement."))
    payment = Payment.objects.create(
        statement=statement,
        amount=due.amount,
        carried=due.carried,
        currency=statement.currency,
        paid_by=by.pseudonym,
        paid_at=at,
    )
    facts = {"amount": f"{money(due.amount, statement.currency)} {statement.currency}"}
    if due.carried:
        facts["carried"] = f"{money(due.carried, statement.currency)} {statement.currency}"
    record(verb="statement.paid", at=at, by=by.pseudonym, subject=statement, facts=facts)
    return payment


def _lock(statement: CreditStatement) -> None:
    """Whoever computes, issues or pays for this customer waits until this transaction ends."""
    Customer.objects.select_for_update().get(pk=statement.customer_id)


def _move(
    statement: CreditStatement, old: StatementStatus, new: StatementStatus, *, at: dt.datetime
) -> CreditStatement:
    if not CreditStatement.objects.filter(pk=statement.pk, status=old).update(status=new, status_at=at):
        raise Refused("statement_moved", _("This statement has moved on; look at it again."))
    return CreditStatement.objects.select_related("supersedes").get(pk=statement.pk)
