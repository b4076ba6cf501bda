"""Recording that issued credit statements were paid."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.moving import Batch, each, lock
from enforcement.credits.models import CreditStatement, Payment, StatementStatus
from enforcement.credits.queries import due_of
from tenants.customers.currencies import money
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def pay_statement(*, by: User, statement: CreditStatement) -> Payment:
    """Records that what is due of an issued statement was paid, once, with what is taken off it for earlier months.

    Where more is taken off than it credits, nothing is paid, and the rest is taken off the next.
    Raises Refused: `statement_paid`, `not_issued`, `nothing_due`.
    """
    lock(statement)
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


@verb(Permission.APPROVE_CREDITS)
def pay_statements(*, by: User, statements: Iterable[CreditStatement]) -> Batch:
    """Records the payments of those of the issued statements of which something is due; raises Refused (`too_many`)."""
    return each(pay_statement, by=by, statements=statements)
