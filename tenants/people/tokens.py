"""Tokens for machines: made once, shown once, kept as a keyed digest."""

import datetime as dt
import secrets
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import ApiToken, User
from tenants.people.permissions import OWN, permissions_of
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest


@transaction.atomic
def create_token(
    *, by: User, name: str, scopes: Collection[str], expires_at: dt.datetime | None = None
) -> tuple[ApiToken, str]:
    """Makes a token that acts as `by`; returns it with the secret, which is never shown again.

    Raises Refused (`scope_not_held`) for a scope beyond the person's own permissions.
    """
    beyond = set(scopes) - permissions_of(by) - {OWN}
    if beyond:
        sentence = _("You cannot give a token what your roles do not allow: %s.") % ", ".join(sorted(beyond))
        raise Refused("scope_not_held", sentence, status=403)
    at = clock.now()
    secret = f"pv_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=by,
        name=name,
        digest=keyed_digest("token", secret),
        scopes=sorted(scopes),
        created_at=at,
        expires_at=expires_at,
    )
    record(verb="token.created", at=at, by=by.pseudonym, subject=token, facts={"scopes": token.scopes})
    return token, secret


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> None:
    """Ends a token at once; ending it twice changes nothing."""
    at = clock.now()
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        record(verb="token.revoked", at=at, by=by.pseudonym, subject=token)


def token_holder(secret: str) -> ApiToken | None:
    """Returns the valid token behind a secret presented at this tenant, with its person; else None."""
    alive = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return (
        ApiToken.objects.select_related("user")
        .filter(alive, digest=keyed_digest("token", secret), revoked_at=None, user__is_active=True)
        .first()
    )
