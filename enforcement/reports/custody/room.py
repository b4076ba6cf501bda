"""Room for files and raw reports: so much for one reseller and one network a day; no stranger takes it from others."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from enforcement.reports.custody.rules import most_bytes, most_from_a_network
from enforcement.reports.models import EvidenceUse, NetworkUse
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest

_TAKE = """
INSERT INTO reports_evidenceuse AS used (id, size)
SELECT 1, %(size)s FROM public.resellers_reseller AS own
WHERE own.schema_name = %(schema)s AND %(size)s <= own.evidence_limit * %(unit)s::bigint
ON CONFLICT (id) DO UPDATE SET size = used.size + %(size)s
WHERE used.size + %(size)s <= (
  SELECT own.evidence_limit * %(unit)s::bigint FROM public.resellers_reseller AS own WHERE own.schema_name = %(schema)s
) RETURNING size
"""
_COUNT = """
INSERT INTO reports_networkuse AS used (network, day, size) SELECT %(network)s, %(day)s, %(size)s
WHERE %(size)s <= %(most)s
ON CONFLICT (network, day) DO UPDATE SET size = used.size + %(size)s WHERE used.size + %(size)s <= %(most)s
RETURNING size
"""


def take(size: int, *, stranger: bool) -> None:
    """Takes room for so many bytes, in the transaction that keeps them. Raises Refused (507, `evidence_full`)."""
    unit = most_bytes(1, stranger=stranger)
    if size and not _counted(_TAKE, {"size": size, "unit": unit, "schema": connection.schema_name}):
        raise _full()


def require_room(size: int, *, stranger: bool) -> None:
    """Raises Refused (507, `evidence_full`) where so many bytes would not be taken; asked before they are read."""
    most = most_bytes(this_reseller().evidence_limit, stranger=stranger)
    used = EvidenceUse.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    if size and used + size > most:
        raise _full()


def release(size: int) -> None:
    """Gives room back."""
    EvidenceUse.objects.filter(pk=1).update(size=F("size") - size)


def count_from(network: str, size: int) -> None:
    """Counts bytes that come from a network today, before they are read. Raises Refused (429, `too_many_bytes`)."""
    if not size:
        return
    today: dt.date = clock.now().date()
    NetworkUse.objects.filter(day__lt=today).delete()
    values: dict[str, str | int | dt.date] = {
        "network": keyed_digest("evidence-from", network),
        "day": today,
        "size": size,
        "most": most_from_a_network(this_reseller().evidence_limit),
    }
    if not _counted(_COUNT, values):
        sentence = _("Too many files came from your network today. Send the report without them, or try tomorrow.")
        raise Refused("too_many_bytes", sentence, status=429)


def _counted(query: str, values: Mapping[str, str | int | dt.date]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone() is not None


def _full() -> Refused:
    sentence = _("There is no room for more files now. Nothing was saved: send the report without them, or try later.")
    return Refused("evidence_full", sentence, status=507)
