"""Approving credit statements; a large credit takes a second person."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from enforcement.credits.actions.moving import Batch, each, lock, move, refusal_of, require
from enforcement.credits.models import CreditStatement, StatementApproval, StatementStatus
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


@verb(Permission.APPROVE_CREDITS)
@transaction.atomic
def approve_statement(*, by: User, statement: CreditStatement) -> CreditStatement:
    """Finance agrees with a draft; a large credit takes somebody who did not have it computed (invariant 6).

    Raises Refused: `statement_moved`, `same_person`, `not_independent`, `acts_for_customer`.
    """
    lock(statement)
    at = clock.now()
    require(statement, StatementStatus.DRAFT)
    try:
        with transaction.atomic():
            StatementApproval.objects.create(statement=statement, approved_by=by.pseudonym, approved_at=at)
    except IntegrityError as error:
        raise refusal_of(error) from error
    statement = move(statement, StatementStatus.APPROVED, at=at)
    record(verb="statement.approved", at=at, by=by.pseudonym, subject=statement)
    return statement


@verb(Permission.APPROVE_CREDITS)
def approve_statements(*, by: User, statements: Iterable[CreditStatement]) -> Batch:
    """Approves those of the drafts that the person may approve; raises Refused (`too_many`, 422)."""
    return each(approve_statement, by=by, statements=statements)
