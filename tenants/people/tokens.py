"""Tokens for machines: made once, shown once, kept as a keyed digest."""

import datetime as dt
import secrets
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import ApiToken, Role, User
from tenants.people.permissions import OWN, ROLES, Permission, permissions_of
from tenants.people.rules import MOST_TOKEN_DAYS, token_end
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest


@transaction.atomic
def create_token(
    *, by: User, name: str, scopes: Collection[str], expires_at: dt.datetime | None = None
) -> tuple[ApiToken, str]:
    """Makes a token that acts as `by`; returns it with the secret, which is never shown again.

    It works until `expires_at` (aware), or for 90 days. Raises Refused: `scope_not_held` for a scope beyond the
    person's own permissions, `token_end` (422).
    """
    beyond = set(scopes) - permissions_of(by) - {OWN}
    if beyond:
        sentence = _("You cannot give a token what your roles do not allow: %s.") % ", ".join(sorted(beyond))
        raise Refused("scope_not_held", sentence, status=403)
    at = clock.now()
    end = token_end(at, expires_at)
    if end is None:
        sentence = _("A token ends in the future, and within %d days.") % MOST_TOKEN_DAYS
        raise Refused("token_end", sentence, status=422)
    secret = f"pv_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=by,
        name=name,
        digest=keyed_digest("token", secret),
        scopes=sorted(scopes),
        created_at=at,
        expires_at=end,
    )
    facts = {"scopes": token.scopes, "until": end.isoformat()}
    record(verb="token.created", at=at, by=by.pseudonym, subject=token, facts=facts)
    return token, secret


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> None:
    """Ends a token of one's own at once; ending it twice changes nothing."""
    revoke_tokens(ApiToken.objects.filter(pk=token.pk, user=by), by=by.pseudonym)


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def revoke_token_of(*, by: User, token: ApiToken) -> None:
    """Ends somebody's token at once; ending it twice changes nothing."""
    revoke_tokens(ApiToken.objects.filter(pk=token.pk), by=by.pseudonym)


def revoke_tokens(tokens: QuerySet[ApiToken], *, by: uuid.UUID | None) -> int:
    """Ends every one of these that still stands, for good, inside a verb; returns how many."""
    standing = list(tokens.select_for_update().filter(revoked_at=None).order_by("pk"))
    at = clock.now()
    for token in standing:
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=at)
        record(verb="token.revoked", at=at, by=by, subject=token)
    return len(standing)


def end_tokens_of_role(user: User, role: Role, *, by: uuid.UUID | None) -> int:
    """Ends a person's tokens that carry something of what a role allows, inside the verb that takes it."""
    return revoke_tokens(ApiToken.objects.filter(user=user, scopes__overlap=sorted(ROLES[role])), by=by)


def standing_tokens(*, at: dt.datetime) -> QuerySet[ApiToken]:
    """Returns the tokens that work at an instant (UTC), the newest first."""
    tokens = ApiToken.objects.filter(revoked_at=None, expires_at__gt=at)
    return tokens.select_related("user").order_by("-created_at", "pk")


def token_holder(secret: str) -> ApiToken | None:
    """Returns the valid token behind a secret presented at this tenant, with its person; else None."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=keyed_digest("token", secret), expires_at__gt=clock.now(), revoked_at=None, user__is_active=True)
        .first()
    )
