"""Counts of what strangers do in an hour, kept in the database, so that every process knows of them (invariant 14)."""

import datetime as dt
import ipaddress
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest

from tenants.resellers.signing import keyed_digest

#: Of IPv6 one household or server holds at least this much.
_IPV6_NETWORK: Final = 64

_COUNT: Final = """
INSERT INTO {table} AS counted (network, hour, number)
SELECT one.network, %s, one.number FROM unnest(%s::text[], %s::int[]) AS one(network, number)
ON CONFLICT (network, hour) DO UPDATE SET number = counted.number + excluded.number RETURNING network, number
"""


class HourlyCount(models.Model):
    """How often one of these acted in one hour; `network` is a keyed digest of who, forgotten after that hour.

    Each table has a unique constraint over both.
    """

    network = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.number)


def counted(model: type[HourlyCount], purpose: str, who: str, *, at: dt.datetime, times: int = 1) -> int:
    """Counts acts of somebody, and returns how many there were in the hour of `at` (UTC)."""
    return counted_each(model, purpose, {who: times}, at=at)[who]


def counted_each(
    model: type[HourlyCount], purpose: str, times: Mapping[str, int], *, at: dt.datetime
) -> dict[str, int]:
    """Does what `counted` does for everybody who acted so many times."""
    if not times:
        return {}
    hour = hour_of(at)
    # In one order, so that no two who count wait for each other.
    digests = dict(sorted((keyed_digest(purpose, who), who) for who in times))
    with connection.cursor() as cursor:
        numbers = [times[who] for who in digests.values()]
        cursor.execute(_COUNT.format(table=model._meta.db_table), [hour, list(digests), numbers])
        found = {digests[digest]: int(number) for digest, number in cursor.fetchall()}
    if any(number == times[who] for who, number in found.items()):
        # Whoever comes first in an hour forgets those of past hours.
        models.QuerySet(model).filter(hour__lt=hour - dt.timedelta(hours=1)).delete()
    return found


def hour_of(at: dt.datetime) -> dt.datetime:
    """Returns the beginning of an instant's hour."""
    return at.replace(minute=0, second=0, microsecond=0)


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
