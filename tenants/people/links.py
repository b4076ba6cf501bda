"""Mailed links that sign a person in once."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.people.models import SignInLink, User
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest, new_secret

VALID_FOR = dt.timedelta(hours=1)
INVITATION_VALID_FOR = dt.timedelta(days=14)


@transaction.atomic
def create_link(*, user: User, valid_for: dt.timedelta = VALID_FOR) -> str:
    """Returns the secret of a new link for a person; it works once, until `valid_for` has passed."""
    at = clock.now()
    secret, digest = new_secret("sign-in")
    SignInLink.objects.create(user=user, digest=digest, created_at=at, expires_at=at + valid_for)
    return secret


@transaction.atomic
def use_link(*, secret: str) -> User:
    """The person a link signs in; raises Refused (`link_not_valid`, 410) if used, expired or another tenant's."""
    at = clock.now()
    link = SignInLink.objects.select_related("user").filter(digest=keyed_digest("sign-in", secret)).first()
    used = link and SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at).update(used_at=at)
    if not link or not used or not link.user.is_active:
        raise Refused("link_not_valid", _("This link has been used or has expired. Ask for a new one."), status=410)
    return link.user
