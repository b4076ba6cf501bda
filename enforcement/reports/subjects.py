"""Whose service a report is about: the only one that held its targets then; never a guess, never another customer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from enforcement.reports.models import Triage
from enforcement.reports.reading.model import Target
from enforcement.reports.reading.protected import OWN
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.customers.queries import HeldThen, services_holding_each


@dataclass(frozen=True, slots=True)
class Named:
    """What a report names, and when it says that it acted (UTC)."""

    targets: Sequence[Target]
    start: dt.datetime | None
    end: dt.datetime | None


def resolved(named: Sequence[Named]) -> list[tuple[Service | None, Triage | None]]:
    """Returns for each the service that held every target that anybody held from `start` to `end`, or why none did.

    A target that nobody held takes no part where others were held; with several holders a person decides.
    """
    asked: list[HeldThen] = []
    whose: list[int] = []
    for place, one in enumerate(named):
        if one.start is not None and one.end is not None:
            asked += [HeldThen(target.text, one.start, one.end, target.port) for target in one.targets]
            whose += [place] * len(one.targets)
    found: list[dict[object, Service]] = [{} for _ in named]
    for place, holders in zip(whose, services_holding_each(asked), strict=True):
        found[place] |= {service.pk: service for service in holders}
    own = OwnHosts()
    return [_only(one, list(held.values()), own) for one, held in zip(named, found, strict=True)]


def is_own(target: str) -> bool:
    """Whether it is the company's own (R16): equipment, software, its website, a host of the portal, or below one."""
    return target in OwnHosts()


class OwnHosts:
    """The company's own hosts, asked once and only where somebody needs them."""

    @cached_property
    def _hosts(self) -> set[str]:
        reseller = this_reseller()
        return {urlsplit(reseller.website).hostname or "", *reseller.domains.values_list("domain", flat=True)} - {""}

    def __contains__(self, target: str) -> bool:
        return target in OWN or any(target == host or target.endswith(f".{host}") for host in self._hosts)


def _only(named: Named, held: Sequence[Service], own: OwnHosts) -> tuple[Service | None, Triage | None]:
    if not named.targets:
        return None, Triage.NO_TARGET
    if named.start is None or named.end is None:
        return None, Triage.NO_TIME
    if len(held) > 1:
        return None, Triage.SEVERAL_HOLDERS
    if not held:
        return None, Triage.OWN if any(target.text in own for target in named.targets) else Triage.NO_HOLDER
    return held[0], None
