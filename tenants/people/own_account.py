"""What people change of their own account: the password, and the mail address."""

import datetime as dt
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.limits import count_address, count_link, count_password
from tenants.people.mails import queue_mail
from tenants.people.models import AddressChange, ApiToken, MailKind, SignInLink, User
from tenants.people.sessions import end_all
from tenants.people.tokens import revoke_tokens
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest

#: How long the link works that makes a new address the person's.
CONFIRM_WITHIN: Final = dt.timedelta(hours=24)


def set_password(*, by: User, password: str, old: str = "", keep: str | None = None) -> None:
    """Stores a new password, and ends every session, link and token of the person, for good.

    The session `keep` goes on by `keep_session`. Raises Refused: `old_password` (422), `password` (422),
    `too_many_tries` (429).
    """
    _require_password(by, old)
    try:
        validate_password(password, by)
    except ValidationError as error:
        raise Refused("password", " ".join(error.messages), status=422) from error
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=by.pk)
        locked.set_password(password)
        locked.save(update_fields=["password"])
        end_all(locked, by=by.pseudonym, keep=keep)
        revoke_tokens(ApiToken.objects.filter(user=locked), by=by.pseudonym)
        record(verb="password.set", at=clock.now(), by=by.pseudonym, subject=locked)


def ask_for_address(*, by: User, email: str, password: str = "") -> AddressChange:
    """Mails a link to the address that a person wants to have, and tells the old one; nothing changes before.

    Whether the address is somebody's here is not told. Raises Refused: `old_password` (422), `same_address` (422),
    `too_many_tries` (429).
    """
    _require_password(by, password)
    if email.lower() == by.email.lower():
        raise Refused("same_address", _("This is your mail address already."), status=422)
    count_address(by)
    count_link(email)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        at = clock.now()
        AddressChange.objects.filter(user=by, confirmed_at=None, ended_at=None).update(ended_at=at)
        change = AddressChange.objects.create(user=by, email=email, asked_at=at, expires_at=at + CONFIRM_WITHIN)
        facts = {"change": str(change.pk)}
        queue_mail(MailKind.ADDRESS_CONFIRM, by, at=at, address=email, facts=facts)
        queue_mail(MailKind.ADDRESS_ASKED, by, at=at, address=by.email, facts=facts)
        record(verb="address.asked", at=at, by=by.pseudonym, subject=change, personal={"email": email})
    return change


@transaction.atomic
def confirm_address(*, secret: str) -> User:
    """Makes the address that the link was mailed to the person's, and tells the old one.

    Raises Refused: `link_not_valid` (410), `address_taken`.
    """
    found = AddressChange.objects.filter(digest=keyed_digest("mail address", secret)).first()
    user = User.objects.select_for_update().filter(pk=found.user_id, is_active=True).first() if found else None
    at = clock.now()
    if found is None or user is None or not _take_up(found, at):
        raise Refused("link_not_valid", _("This link has been used or has expired. Ask for a new one."), status=410)
    old = user.email
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=found.email)
    except IntegrityError as error:
        if violated(error) != "user_email":
            raise
        raise Refused("address_taken", _("This mail address belongs to somebody here already.")) from error
    SignInLink.objects.filter(user=user, used_at=None).delete()
    queue_mail(MailKind.ADDRESS_CHANGED, user, at=at, address=old, facts={"change": str(found.pk)})
    record(
        verb="address.changed",
        at=at,
        by=user.pseudonym,
        subject=user,
        personal={"email": found.email, "old_email": old},
    )
    user.email = found.email
    return user


def _take_up(change: AddressChange, at: dt.datetime) -> bool:
    standing = AddressChange.objects.filter(pk=change.pk, confirmed_at=None, ended_at=None, expires_at__gt=at)
    return bool(standing.update(confirmed_at=at))


def _require_password(user: User, password: str) -> None:
    """Raises Refused (`old_password`, 422) where the person has a password and this is not it; each try counts."""
    if not user.has_usable_password():
        return
    count_password(user.email)
    if not user.check_password(password):
        raise Refused("old_password", _("This is not your password now."), status=422)
