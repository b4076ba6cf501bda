"""Adding and changing customers and their agreements."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.customers.actions import records
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.models import Agreement, Customer
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_customer(*, by: User, reference: str, name: str) -> Customer:
    """Returns a new customer; raises Refused (`taken`) where the reference is another's."""
    with refuse_what_is_taken():
        return records.write_customer(by=by.pseudonym, at=clock.now(), reference=reference, name=name)


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def change_customer(*, by: User, customer: Customer, name: str) -> Customer:
    """Another name for a customer; the same name again changes nothing."""
    kept = Customer.objects.select_for_update().get(pk=customer.pk)
    records.rename_customer(by=by.pseudonym, at=clock.now(), customer=kept, name=name)
    return kept


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_agreement(
    *,
    by: User,
    customer: Customer,
    number: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    defined_terms: dict[str, str] | None = None,
) -> Agreement:
    """Returns a new agreement that the AUP is part of (R1); instants are aware. Raises Refused (`taken`)."""
    with refuse_what_is_taken():
        return records.write_agreement(
            by=by.pseudonym,
            at=clock.now(),
            customer=customer,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
            defined_terms=defined_terms,
        )


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def end_agreement(*, by: User, agreement: Agreement, ends_at: dt.datetime | None = None) -> Agreement:
    """Ends a running agreement, now or at an aware instant.

    Raises Refused: `agreement_ended` where it has an end already, `taken` where it would end before it began.
    """
    kept = Agreement.objects.select_for_update().get(pk=agreement.pk)
    at = clock.now()
    with refuse_what_is_taken():
        if not records.close_agreement(by=by.pseudonym, at=at, agreement=kept, ends_at=ends_at or at):
            raise Refused("agreement_ended", _("This agreement has an end already; that is not moved."))
    return kept
