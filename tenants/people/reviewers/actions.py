"""Asking the upstream to review appeals, naming a person there, and inviting that person here: three acts of three."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people import mails
from tenants.people.actions import ensure_user
from tenants.people.models import Invitation, MailKind, Role, User
from tenants.people.permissions import Permission
from tenants.people.reviewers.queries import asked_here, invited, upstream_here
from tenants.people.tokens import end_tokens_of_role
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.current import connection
from tenants.resellers.models import NamedReviewer, Reseller, ReviewRequest
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def ask_upstream(*, by: User) -> ReviewRequest:
    """Asks the upstream to name people who review this reseller's appeals (invariant 6).

    Raises Refused: `no_upstream`, `asked_already`.
    """
    upstream = upstream_here()
    if not upstream:
        sentence = _("You have no upstream: ask the operator of the portal to invite a person from outside.")
        raise Refused("no_upstream", sentence)
    at = clock.now()
    reseller = Reseller.objects.get(schema_name=connection.schema_name)
    try:
        with transaction.atomic():
            made = ReviewRequest.objects.create(
                reseller=reseller.schema_name, reseller_name=reseller.name, upstream=upstream, asked_at=at
            )
    except IntegrityError as error:
        if violated(error) != "review_request_once":
            raise
        raise Refused("asked_already", _("Your upstream is asked already.")) from error
    record(verb="reviewers.asked_for", at=at, by=by.pseudonym, subject=made, facts={"upstream": upstream})
    return made


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def stop_asking(*, by: User) -> ReviewRequest:
    """Asks no longer, and takes the role away from every person of the upstream. Raises Refused (`not_asked`)."""
    asked = asked_here()
    at = clock.now()
    if asked is None or not ReviewRequest.objects.filter(pk=asked.pk, ended_at=None).update(ended_at=at):
        raise Refused("not_asked", _("Your upstream is not asked to review appeals."))
    record(verb="reviewers.not_asked_for", at=at, by=by.pseudonym, subject=asked, facts={"upstream": asked.upstream})
    for row in invited():
        row.delete()
        end_tokens_of_role(row.user, Role.APPEAL_REVIEWER, by=by.pseudonym)
        record(verb="role.taken", at=at, by=by.pseudonym, subject=row.user, facts={"role": row.role})
    asked.refresh_from_db()
    return asked


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def name_reviewer(*, by: User, request: ReviewRequest, user: User) -> NamedReviewer:
    """An upstream names one of its staff to a reseller that asks; that reseller may invite that person, nobody else.

    Raises Refused: `not_asked`, `not_staff` (422), `named_already`.
    """
    if request.upstream != connection.schema_name or request.ended_at is not None:
        raise Refused("not_asked", _("This reseller does not ask you to review its appeals."))
    if not user.is_active or not user.staff_roles.exists():
        raise Refused("not_staff", _("Name somebody who works here."), status=422)
    at = clock.now()
    try:
        with transaction.atomic():
            named = NamedReviewer.objects.create(request=request, email=user.email, name=str(user), named_at=at)
    except IntegrityError as error:
        if violated(error) != "named_reviewer_once":
            raise
        raise Refused("named_already", _("%s is named already.") % user) from error
    facts = {"reseller": request.reseller, "who": str(user.pseudonym)}
    record(verb="reviewer.named", at=at, by=by.pseudonym, subject=named, facts=facts)
    return named


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def withdraw_reviewer(*, by: User, named: NamedReviewer) -> NamedReviewer:
    """An upstream names a person no longer, who reviews nothing there from now on. Raises Refused (`not_named`)."""
    at = clock.now()
    rows = NamedReviewer.objects.filter(pk=named.pk, withdrawn_at=None, request__upstream=connection.schema_name)
    if not rows.exists() or not NamedReviewer.objects.filter(pk=named.pk).update(withdrawn_at=at):
        raise _not_named()
    facts = {"reseller": named.request.reseller}
    record(verb="reviewer.withdrawn", at=at, by=by.pseudonym, subject=named, facts=facts)
    named.refresh_from_db()
    return named


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def invite_reviewer(*, by: User, named: NamedReviewer) -> User:
    """Lets a person review appeals here whom the upstream named, and tells every administrator.

    Nobody here chose whom, so the account owes its place to nobody here: it is a third person to all of them. Whoever
    has been something here before is not. Raises Refused: `not_named`, `known_here`.
    """
    asked = asked_here()
    if asked is None or named.request_id != asked.pk or named.withdrawn_at is not None:
        raise _not_named()
    at = clock.now()
    user = ensure_user(email=named.email, name=named.name, at=at)
    if _known(user):
        sentence = _(
            "%s has a place here already, so this person is nobody from outside: ask your upstream for another."
        )
        raise Refused("known_here", sentence % user)
    _let_in(user, named, at=at)
    facts = {"role": str(Role.APPEAL_REVIEWER), "upstream": named.request.upstream}
    record(verb="reviewer.invited", at=at, by=by.pseudonym, subject=user, facts=facts)
    mails.queue_mail(MailKind.INVITATION, user, at=at)
    mails.announce_roles(user, [Role.APPEAL_REVIEWER], by, at=at, upstream=True)
    return user


def _known(user: User) -> bool:
    """Whether anybody here invited the person, gave a role, or named them as a customer's."""
    return (
        user.staff_roles.exists()
        or Invitation.objects.filter(user=user).exists()
        or user.acting_revision > 0
        or not user.is_active
    )


def _let_in(user: User, named: NamedReviewer, *, at: dt.datetime) -> None:
    """Gives the role by the database's own function, which asks once more whether the upstream names this account."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            given = [connection.schema_name, named.pk, uuid.uuid4(), user.pk, at]
            cursor.execute("SELECT public.proviso_let_in(%s, %s, %s, %s, %s)", given)
            (done,) = cursor.fetchone()
    except IntegrityError as error:
        if violated(error) != "staff_role_once":
            raise
        raise Refused("known_here", _("%s is an appeal reviewer here already.") % user) from error
    if not done:
        raise _not_named()
    record(verb="role.given", at=at, by=None, subject=user, facts={"role": str(Role.APPEAL_REVIEWER)})


def _not_named() -> Refused:
    return Refused("not_named", _("Your upstream does not name this person (any more)."))
