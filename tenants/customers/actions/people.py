"""Who acts for a customer, and who does no longer (R2)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.customers.actions import records
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.models import Basis, Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_membership(
    *,
    by: User,
    customer: Customer,
    email: str,
    name: str,
    capacity: Capacity = Capacity.REPRESENTATIVE,
    authority: str = "",
    basis: Basis = Basis.STATED,
) -> Membership:
    """Somebody acts for a customer from now on; no mail is sent. Raises Refused (`taken`) where they do already.

    A representative's authority is recorded with it, in the words of `authority`.
    """
    with refuse_what_is_taken():
        return records.write_membership(
            by=by.pseudonym,
            at=clock.now(),
            customer=customer,
            email=email,
            name=name,
            capacity=capacity,
            authority=authority,
            basis=basis,
        )


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def end_membership(*, by: User, membership: Membership) -> Membership:
    """Somebody acts for the customer no longer, from now on; raises Refused (`membership_ended`) the second time."""
    kept = Membership.objects.select_for_update().get(pk=membership.pk)
    if not records.close_membership(by=by.pseudonym, at=clock.now(), membership=kept):
        raise Refused("membership_ended", _("This person does not act for the customer any more."))
    return kept
