"""How often one network may try to sign in, and how often anyone may try one account (invariant 14)."""

import datetime as dt
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.people.models import SignInCount, User
from tenants.people.rules import account_form
from tenants.resellers.hourly_counts import client_address, counted, hour_of, network_of
from tenants.resellers.refusals import Refused

FROM_ONE_NETWORK: Final = 300  # tries an hour, of all kinds: an office stands behind one address
PASSWORDS: Final = 20  # typed for one account in an hour
LINKS: Final = 5  # mailed to one address in an hour

_HOUR: Final = dt.timedelta(hours=1)


def count_network(request: HttpRequest) -> None:
    """Counts one try of whoever knocks. Raises Refused (`too_many_tries`, 429)."""
    _count("sign-in-from", network_of(client_address(request)), FROM_ONE_NETWORK)


def count_password(email: str) -> None:
    """Counts one password typed for an address, somebody's here or not; a link still signs in. Raises Refused (429)."""
    _count("sign-in-password", account_form(email), PASSWORDS)


def count_link(email: str) -> None:
    """Counts one mail to an address; those sent before still sign in. Raises Refused (`too_many_tries`, 429)."""
    _count("sign-in-link", account_form(email), LINKS)


def count_address(user: User) -> None:
    """Counts one mail to an address that a person wants to have. Raises Refused (`too_many_tries`, 429)."""
    _count("address-change", str(user.pk), LINKS)


def _count(purpose: str, who: str, most: int) -> None:
    at = clock.now()
    if counted(SignInCount, purpose, who, at=at) > most:
        wait = int((hour_of(at) + _HOUR - at).total_seconds()) + 1
        sentence = _("Too many tries. Wait until the next full hour, or use a link that was mailed to you before.")
        raise Refused("too_many_tries", sentence, status=429, retry_after=wait)
