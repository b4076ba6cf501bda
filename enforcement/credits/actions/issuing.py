"""Issuing credit statements: the customer gets a numbered credit note and a notice."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.credits.actions.moving import Batch, each, lock, move, refusal_of, require
from enforcement.credits.answers import answer_of
from enforcement.credits.models import CreditStatement, StatementIssue, StatementStatus
from enforcement.credits.queries import CREDIT_NOTICE, due_of
from enforcement.credits.won import won_about_credit
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from tenants.customers.currencies import money
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def issue_statement(*, by: User, statement: CreditStatement) -> CreditStatement:
    """Sends an approved statement to the customer; a large credit is not issued by who approved it (invariant 6).

    Raises Refused: `statement_moved`, `same_person`, `not_independent`.
    """
    lock(statement)
    number = next_number(StatementIssue)
    at = clock.now()
    require(statement, StatementStatus.APPROVED)
    due = due_of(statement)
    try:
        with transaction.atomic():
            issue = StatementIssue.objects.create(
                statement=statement,
                number=number,
                addressee=statement.customer.name,
                credited=due.credited,
                carried=due.carried,
                issued_by=by.pseudonym,
                issued_at=at,
            )
    except IntegrityError as error:
        raise refusal_of(error) from error
    statement = move(statement, StatementStatus.ISSUED, at=at)
    currency = statement.currency
    total, difference = (money(one, currency) for one in (statement.total, statement.difference))
    facts = {"note": str(issue), "total": f"{total} {currency}", "difference": difference}
    record(verb="statement.issued", at=at, by=by.pseudonym, subject=statement, facts=facts)
    announce(
        kind=CREDIT_NOTICE,
        by=by.pseudonym,
        at=at,
        subject=statement,
        title=_("Service credit for %(month)s: %(total)s %(currency)s")
        % {"month": statement.month, "total": total, "currency": currency},
        path=reverse("my-credit", args=[statement.pk]),
        content={
            "number": str(statement),
            "note": str(issue),
            "month": statement.month,
            "total": total,
            "difference": difference,
            "currency": currency,
            "due": money(due.amount, currency),
            "carried": money(due.carried, currency) if due.carried else "",
            "overpaid": money(due.overpaid, currency) if due.overpaid else "",
            "supersedes": str(statement.supersedes) if statement.supersedes else "",
            "appeals": [f"{one.sentence} {one.consequence}" for one in won_about_credit(statement)],
            "services": [
                {
                    "reference": line["service"]["reference"],
                    "availability": line["availability_percent"],
                    "amount": line["amount"],
                    "answer": answer_of(line, currency),
                }
                for line in statement.assessment["services"]
            ],
        },
        customers=Customer.objects.filter(pk=statement.customer_id),
    )
    return statement


@verb(Permission.APPROVE_CREDITS)
def issue_statements(*, by: User, statements: Iterable[CreditStatement]) -> Batch:
    """Issues those of the approved statements that the person may issue; raises Refused (`too_many`, 422)."""
    return each(issue_statement, by=by, statements=statements)
