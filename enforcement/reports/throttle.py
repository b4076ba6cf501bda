"""Slows down whoever floods a door: so many an hour from one network, address or account; nobody pays for another."""

import datetime as dt
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from enforcement.reports.models import SenderCount
from tenants.ledger import clock
from tenants.resellers import hourly_counts
from tenants.resellers.hourly_counts import client_address, network_of
from tenants.resellers.refusals import Refused

__all__ = [
    "FROM_ONE_ACCOUNT",
    "FROM_ONE_ADDRESS",
    "FROM_ONE_NETWORK",
    "client_address",
    "count",
    "counted",
    "counted_each",
    "network_of",
]

FROM_ONE_NETWORK = 20  # reports an hour
FROM_ONE_ACCOUNT = 1_000  # reports an hour through the API
FROM_ONE_ADDRESS = 500  # mails an hour; what comes beyond waits for a later hour


def count(request: HttpRequest) -> None:
    """Counts one report of the sender's network; raises Refused (`too_many_reports`, 429)."""
    if counted("reports-from", network_of(client_address(request)), at=clock.now()) > FROM_ONE_NETWORK:
        sentence = _("Too many reports came from your network. Try again in an hour, or write to the abuse mailbox.")
        raise Refused("too_many_reports", sentence, status=429)


def counted(purpose: str, who: str, *, at: dt.datetime, times: int = 1) -> int:
    """Counts acts of somebody in the database, and returns how many there were in the hour of `at` (UTC)."""
    return hourly_counts.counted(SenderCount, purpose, who, at=at, times=times)


def counted_each(purpose: str, times: Mapping[str, int], *, at: dt.datetime) -> dict[str, int]:
    """Does what `counted` does for everybody who acted so many times."""
    return hourly_counts.counted_each(SenderCount, purpose, times, at=at)
