"""Whose service a report is about: the only one that held its targets then; never a guess, never another customer."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

from enforcement.reports.models import Triage
from enforcement.reports.reading.model import Target
from enforcement.reports.reading.protected import OWN
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.customers.queries import services_holding


def resolved(
    targets: Sequence[Target], start: dt.datetime | None, end: dt.datetime | None
) -> tuple[Service | None, Triage | None]:
    """Returns the service that held every target that anybody held from `start` to `end` (UTC), else why there is none.

    A target that nobody held takes no part where others were held; with several holders a person decides.
    """
    if not targets:
        return None, Triage.NO_TARGET
    if start is None or end is None:
        return None, Triage.NO_TIME
    found: dict[object, Service] = {}
    for target in targets:
        holders = services_holding(target=target.text, port=target.port, start=start, end=end)[:2]
        found |= {service.pk: service for service in holders}
        if len(found) > 1:
            return None, Triage.SEVERAL_HOLDERS
    if not found:
        return None, Triage.OWN if any(is_own(target.text) for target in targets) else Triage.NO_HOLDER
    (service,) = found.values()
    return service, None


def is_own(target: str) -> bool:
    """Whether it is the company's own (R16): equipment, software, its website, a host of the portal, or below one."""
    if target in OWN:
        return True
    reseller = this_reseller()
    own = {urlsplit(reseller.website).hostname or "", *reseller.domains.values_list("domain", flat=True)} - {""}
    return any(target == host or target.endswith(f".{host}") for host in own)
