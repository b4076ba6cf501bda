"""Inviting people and giving or taking their roles."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people import mails
from tenants.people.independence import APPROVING
from tenants.people.models import Invitation, LinkRequest, MailKind, Role, StaffRole, User
from tenants.people.permissions import Permission
from tenants.people.tokens import end_tokens_of_role
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_PEOPLE, unattended=True)
def invite_person(*, by: User | None, email: str, name: str, roles: Collection[Role]) -> User:
    """Makes or finds a person, gives the roles and mails a link to sign in; `by` None is the command line.

    Raises Refused (`no_role`) where none is named.
    """
    return invite(by=by.pseudonym if by else None, email=email, name=name, roles=roles)


@transaction.atomic
def invite(*, by: uuid.UUID | None, email: str, name: str, roles: Collection[Role]) -> User:
    """The same inside another verb, such as making a reseller, that has asked its own permission."""
    user = give_roles(by=by, email=email, name=name, roles=roles)
    at = clock.now()
    if by is not None:
        Invitation.objects.create(user=user, invited_by=by, invited_at=at)
    mails.queue_mail(MailKind.INVITATION, user, at=at)
    return user


@transaction.atomic
def give_roles(*, by: uuid.UUID | None, email: str, name: str, roles: Collection[Role]) -> User:
    """Makes or finds a person and gives roles; one that lets them approve what others did is told to administrators."""
    if not roles:
        raise Refused("no_role", _("Name at least one role."), status=422)
    at = clock.now()
    user = ensure_user(email=email, name=name, at=at)
    if not user.is_active:
        raise Refused("deactivated", _("%s is deactivated: let them in again first.") % user)
    announced: list[Role] = []
    for role in roles:
        given, new = StaffRole.objects.get_or_create(
            user=user, role=role, defaults={"granted_by": by, "granted_at": at}
        )
        if new:
            record(verb="role.given", at=at, by=by, subject=user, facts={"role": given.role})
            announced += [Role(role)] if role in APPROVING else []
    if announced:
        giver = User.objects.filter(pseudonym=by).first() if by else None
        mails.announce_roles(user, announced, giver, at=at)
    return user


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def take_role(*, by: User, user: User, role: Role) -> None:
    """Takes one role away; the last administrator's stays (Refused, `last_administrator`).

    Tokens that carry something of what the role allowed end for good, also where another role allows it too.
    """
    held = StaffRole.objects.select_for_update().filter(role=role)
    if role is Role.ADMINISTRATOR and not any(row.user_id != user.pk for row in held):
        raise Refused("last_administrator", _("Give somebody else the administrator's role first."))
    at = clock.now()
    if held.filter(user=user).delete()[0]:
        record(verb="role.taken", at=at, by=by.pseudonym, subject=user, facts={"role": role})
        end_tokens_of_role(user, role, by=by.pseudonym)


@transaction.atomic
def ask_for_link(*, email: str, to: str = "") -> None:
    """Leaves it to a worker to mail a link, if the address is somebody's here; it leads to the path `to`, if named.

    Nothing here depends on whose address it is, so that neither answer nor time tells.
    """
    LinkRequest.objects.create(email=email, next=to, asked_at=clock.now())
    mails.wake_sender()


def ensure_user(*, email: str, name: str, at: dt.datetime) -> User:
    """Returns the person with this address, made if new; never changes an existing name."""
    found = User.objects.filter(email__iexact=email).first()
    if found is not None:
        return found
    user = User(email=email, name=name, created_at=at)
    user.set_unusable_password()
    user.save(force_insert=True)
    record(verb="person.added", at=user.created_at, by=None, subject=user, personal={"email": email, "name": name})
    return user
