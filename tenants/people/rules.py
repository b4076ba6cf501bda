"""What an address to go on to, a new token and a browser's name may be; no clock, no database."""

import datetime as dt
from typing import Final

from django.utils.http import url_has_allowed_host_and_scheme

#: The longest path that signing in leads on to.
LONGEST_PATH: Final = 500
#: How long a token works unless something else is said, and at most.
TOKEN_DAYS: Final = 90
MOST_TOKEN_DAYS: Final = 366
#: The lives of a token, in days, that its page offers.
TOKEN_LIVES: Final = (7, 30, TOKEN_DAYS, 365)
#: How long a password may be; longer ones are refused before they cost anything.
LONGEST_PASSWORD: Final = 256


def own_path(wanted: str) -> str:
    """Returns a path of this host as it was given; empty for anything else, such as an address elsewhere."""
    leads_away = not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted
    if leads_away or len(wanted) > LONGEST_PATH or not wanted.isprintable():
        return ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def token_end(at: dt.datetime, wanted: dt.datetime | None) -> dt.datetime | None:
    """Returns when a token made at `at` (UTC) ends; None where `wanted` is past, or later than any may end."""
    if wanted is None:
        return at + dt.timedelta(days=TOKEN_DAYS)
    return wanted if at < wanted <= at + dt.timedelta(days=MOST_TOKEN_DAYS) else None


def account_form(email: str) -> str:
    """Returns an address as tries for it are counted: one for all that the database takes for the same."""
    return email.upper().lower()
