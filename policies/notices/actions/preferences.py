"""Keeps how a person wants to be told: channels, language, a webhook, and a feed of its own."""

import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from policies.notices.models import Channel, Preference
from policies.notices.queries import feed_digest
from policies.versions.languages import LANGUAGES
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.refusals import Refused

_LONGEST_URL = 300


@transaction.atomic
def choose(*, by: User, channels: Collection[str], language: str = "", webhook_url: str = "") -> Preference:
    """Keeps how a person wants to be told of what is announced from now on.

    A legal notice goes out over one channel all the same where none is left. Raises Refused (422): `no_channel` for one
    that there is not, `no_webhook`, `bad_webhook`, `no_language`.
    """
    chosen = [str(one) for one in Channel if one in set(channels)]
    if strange := sorted(set(channels) - set(Channel.values)):
        raise Refused("no_channel", _("There is no channel “%s”.") % strange[0], status=422)
    url = _checked(webhook_url.strip())
    if Channel.WEBHOOK in chosen and not url:
        raise Refused("no_webhook", _("Name the address that notices are to be posted to."), status=422)
    if language and language not in LANGUAGES:
        raise Refused("no_language", _("There is no language “%s”.") % language, status=422)
    at = clock.now()
    wanted = {"channels": chosen, "language": language, "webhook_url": url, "changed_at": at}
    kept, _made = Preference.objects.update_or_create(user=by, defaults=wanted)
    facts = {"channels": chosen, "language": language, "webhook": bool(url)}
    record(verb="notices.chosen", at=at, by=by.pseudonym, subject=by, facts=facts)
    return kept


@transaction.atomic
def make_feed(*, by: User) -> str:
    """Gives the person a new secret for its feed, which ends the one before; it is shown once."""
    secret = secrets.token_urlsafe(24)
    at = clock.now()
    wanted = {"feed_digest": feed_digest(secret), "changed_at": at}
    Preference.objects.update_or_create(user=by, defaults=wanted, create_defaults=wanted)
    record(verb="notices.feed_made", at=at, by=by.pseudonym, subject=by)
    return secret


def _checked(url: str) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    schemes = {"https"} if settings.PRODUCTION else {"https", "http"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or len(url) > _LONGEST_URL:
        sentence = _("This is not an address that notices can be posted to: it starts with https:// and names a host.")
        raise Refused("bad_webhook", sentence, status=422)
    return url
