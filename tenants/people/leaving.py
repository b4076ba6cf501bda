"""Deactivating a person and letting them in again; what ended stays ended."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import AddressChange, ApiToken, Role, StaffRole, User
from tenants.people.permissions import Permission
from tenants.people.sessions import end_all
from tenants.people.tokens import revoke_tokens
from tenants.people.verbs import verb
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

#: What the rooms above gave a person and end when that person is deactivated, in the same transaction: each is called
#: with the person and the pseudonym of whoever does it (None: the command line). Rooms add to it at start-up.
left_hooks: list[Callable[[User, uuid.UUID | None], None]] = []


@verb(Permission.MANAGE_PEOPLE, unattended=True)
@transaction.atomic
def deactivate_person(*, by: User | None, user: User, reason: str) -> User:
    """Ends everything that a person has here, for good: sessions, tokens, links, roles, and what other rooms gave them.

    Raises Refused: `reason_missing` (422), `yourself`, `last_administrator`, `deactivated`.
    """
    if not reason.strip():
        raise Refused("reason_missing", _("Give the reason."), status=422)
    if by is not None and by.pk == user.pk:
        raise Refused("yourself", _("You cannot deactivate yourself: ask another administrator."))
    for vital in (Role.ADMINISTRATOR, Role.OPERATOR):
        held = {row.user_id for row in StaffRole.objects.select_for_update().filter(role=vital)}
        if held == {user.pk}:
            raise Refused("last_administrator", _("Give somebody else this person's role first."))
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise Refused("deactivated", _("%s is deactivated already.") % locked)
    doer = by.pseudonym if by else None
    User.objects.filter(pk=locked.pk).update(is_active=False)
    sessions = end_all(locked, by=doer)
    tokens = revoke_tokens(ApiToken.objects.filter(user=locked), by=doer)
    at = clock.now()
    AddressChange.objects.filter(user=locked, confirmed_at=None, ended_at=None).update(ended_at=at)
    roles = sorted(locked.roles)
    for role in roles:
        record(verb="role.taken", at=at, by=doer, subject=locked, facts={"role": str(role)})
    StaffRole.objects.filter(user=locked).delete()
    # The rooms above have tables at resellers only, and nothing of an operator's.
    for end in left_hooks if connection.schema_name != "public" else []:
        end(locked, doer)
    facts = {"sessions": sessions, "tokens": tokens, "roles": [str(role) for role in roles]}
    record(verb="person.deactivated", at=at, by=doer, subject=locked, facts=facts, personal={"reason": reason.strip()})
    return User.objects.get(pk=locked.pk)


@verb(Permission.MANAGE_PEOPLE, unattended=True)
@transaction.atomic
def reactivate_person(*, by: User | None, user: User, reason: str) -> User:
    """Lets a person sign in again, with nothing of what ended. Raises Refused: `reason_missing` (422), `active`."""
    if not reason.strip():
        raise Refused("reason_missing", _("Give the reason."), status=422)
    locked = User.objects.select_for_update().get(pk=user.pk)
    at = clock.now()
    if locked.is_active:
        raise Refused("active", _("%s is active.") % locked)
    User.objects.filter(pk=locked.pk).update(is_active=True)
    doer = by.pseudonym if by else None
    record(verb="person.reactivated", at=at, by=doer, subject=locked, personal={"reason": reason.strip()})
    return User.objects.get(pk=locked.pk)
