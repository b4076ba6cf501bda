"""Who is a second person to whom: nobody is to whoever invited them or gave them the approving role (invariant 6)."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from tenants.people.models import Invitation, Role, StaffRole, User
from tenants.resellers.refusals import Refused

#: Holding one of these lets somebody approve, review or pay what others did.
APPROVING = frozenset(
    {Role.ADMINISTRATOR, Role.APPROVER, Role.ENFORCEMENT_APPROVER, Role.APPEAL_REVIEWER, Role.FINANCE}
)


def made_by(firsts: Collection[uuid.UUID], role: Role) -> set[uuid.UUID]:
    """Returns the pseudonyms of whom one of `firsts` invited, or gave this role."""
    invited = Invitation.objects.filter(invited_by__in=firsts).values_list("user__pseudonym", flat=True)
    given = StaffRole.objects.filter(granted_by__in=firsts, role=role).values_list("user__pseudonym", flat=True)
    return {*invited, *given}


def require_independent(second: User, *, of: Collection[uuid.UUID], role: Role) -> None:
    """Raises Refused (`not_independent`, 409) where one of `of` made `second` what they are."""
    if second.pseudonym in made_by(of, role):
        raise Refused("not_independent", not_independent())


def not_independent() -> str:
    """The sentence for whoever is no second person."""
    return _(
        "Somebody who did this invited you, or gave you the role that you need for it: ask a person who owes them"
        " neither."
    )
