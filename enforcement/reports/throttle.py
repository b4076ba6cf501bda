"""Slows down whoever floods a door: so many an hour from one network, address or account; nobody pays for another."""

import datetime as dt
import ipaddress
from collections.abc import Mapping

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from enforcement.reports.models import SenderCount
from tenants.ledger import clock
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest

FROM_ONE_NETWORK = 20  # reports an hour
FROM_ONE_ACCOUNT = 1_000  # reports an hour through the API
FROM_ONE_ADDRESS = 500  # mails an hour; what comes beyond waits for a later hour
#: Of IPv6 one household or server holds at least this much.
_IPV6_NETWORK = 64

_COUNT = """
INSERT INTO reports_sendercount AS counted (network, hour, number)
SELECT one.network, %s, one.number FROM unnest(%s::text[], %s::int[]) AS one(network, number)
ON CONFLICT (network, hour) DO UPDATE SET number = counted.number + excluded.number RETURNING network, number
"""


def count(request: HttpRequest) -> None:
    """Counts one report of the sender's network; raises Refused (`too_many_reports`, 429)."""
    if counted("reports-from", network_of(client_address(request)), at=clock.now()) > FROM_ONE_NETWORK:
        sentence = _("Too many reports came from your network. Try again in an hour, or write to the abuse mailbox.")
        raise Refused("too_many_reports", sentence, status=429)


def counted(purpose: str, who: str, *, at: dt.datetime, times: int = 1) -> int:
    """Counts acts of somebody in the database, and returns how many there were in the hour of `at` (UTC)."""
    return counted_each(purpose, {who: times}, at=at)[who]


def counted_each(purpose: str, times: Mapping[str, int], *, at: dt.datetime) -> dict[str, int]:
    """Does what `counted` does for everybody who acted so many times."""
    if not times:
        return {}
    hour = at.replace(minute=0, second=0, microsecond=0)
    # In one order, so that no two who count wait for each other.
    digests = dict(sorted((keyed_digest(purpose, who), who) for who in times))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [hour, list(digests), [times[who] for who in digests.values()]])
        found = {digests[digest]: int(number) for digest, number in cursor.fetchall()}
    if any(number == times[who] for who, number in found.items()):
        # Whoever comes first in an hour forgets those of past hours.
        SenderCount.objects.filter(hour__lt=hour - dt.timedelta(hours=1)).delete()
    return found


def network_of(address: str) -> str:
    """Returns the IPv4 address, or the /64 of an IPv6 one: changing the rest of it costs a sender nothing."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
    return str(parsed)


def client_address(request: HttpRequest) -> str:
    """Returns who knocks: as many hops from the right as there are trusted proxies, never the first that is claimed."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))
