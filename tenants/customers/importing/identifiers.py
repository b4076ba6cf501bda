"""Which identifiers a file adds to which services; never one that another service holds."""

import datetime as dt
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenants.csv_files.mistakes import Mistake
from tenants.customers.identifiers import held_parts
from tenants.customers.importing.contents import Claim
from tenants.customers.importing.steps import AddIdentifier


@dataclass(frozen=True)
class HeldIdentifier:
    """What a service of the portal holds, from and until when (UTC; None: still)."""

    kind: str
    value: str
    service: str
    customer: str
    held_from: dt.datetime
    held_until: dt.datetime | None


def plan_identifiers(
    claims: Iterable[Claim], *, since: Mapping[str, dt.datetime | None], held: Iterable[HeldIdentifier]
) -> tuple[list[AddIdentifier], list[Mistake]]:
    """Steps for what is new, nothing for what its service holds already, a mistake for whatever overlaps.

    `since` says from when each service would hold what is new to it.
    """
    once = {(claim.service, claim.kind, claim.value): claim for claim in reversed(list(claims))}
    kept = {(h.service, h.kind, h.value) for h in held if h.held_until is None}
    new = [claim for key, claim in once.items() if key not in kept]
    new.sort(key=lambda claim: claim.line)
    mistakes = _against_each_other(list(once.values())) + _against_held(new, since, list(held))
    steps = [
        AddIdentifier(claim.line, claim.service, claim.kind, claim.value, begins)
        for claim in new
        if (begins := since.get(claim.service)) is not None
    ]
    return steps, mistakes


def _against_held(
    claims: list[Claim], since: Mapping[str, dt.datetime | None], held: list[HeldIdentifier]
) -> list[Mistake]:
    """Returns a mistake for each claim that overlaps what somebody held at or after its beginning."""
    others = _Index([(h.kind, h.value) for h in held])
    mistakes = []
    for claim in claims:
        begins = since.get(claim.service)
        for position in others.overlapping(claim.kind, claim.value):
            other = held[position]
            if begins is not None and (other.held_until is None or other.held_until > begins):
                sentence = _(
                    "%(value)s overlaps %(other)s, which service %(service)s of %(customer)s holds:"
                    " release it there first, or correct it here."
                )
                values = {
                    "value": claim.value,
                    "other": other.value,
                    "service": other.service,
                    "customer": other.customer,
                }
                mistakes.append(Mistake(claim.line, claim.column, sentence % values))
    return mistakes


def _against_each_other(claims: list[Claim]) -> list[Mistake]:
    """Returns a mistake for the later of two rows whose identifiers overlap."""
    index = _Index([(claim.kind, claim.value) for claim in claims])
    mistakes = []
    for claim in claims:
        for position in index.overlapping(claim.kind, claim.value):
            other = claims[position]
            if other is not claim and (other.line, other.column, other.value) < (claim.line, claim.column, claim.value):
                sentence = _("%(value)s overlaps %(other)s of service %(service)s in line %(line)d: take one out.")
                values = {"value": claim.value, "other": other.value, "service": other.service, "line": other.line}
                mistakes.append(Mistake(claim.line, claim.column, sentence % values))
    return mistakes


_Key = tuple[str, int | str, int]


class _Index:
    """Finds what overlaps in one look per prefix length, since networks nest or are apart."""

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        self.exact: dict[_Key, list[int]] = {}
        self.inside: dict[_Key, list[int]] = {}
        self.ports = [held_parts(value)[1] if kind == "network" else None for kind, value in entries]
        for position, (kind, value) in enumerate(entries):
            key, wider = _keys(kind, value)
            self.exact.setdefault(key, []).append(position)
            for one in wider:
                self.inside.setdefault(one, []).append(position)

    def overlapping(self, kind: str, value: str) -> list[int]:
        """Positions of all entries equal to this one, wider or inside it."""
        key, wider = _keys(kind, value)
        found = [*self.exact.get(key, ()), *self.inside.get(key, ())]
        for one in wider:
            found += self.exact.get(one, ())
        mine = held_parts(value)[1] if kind == "network" else None
        return [position for position in found if _share(mine, self.ports[position])]


def _share(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two ranges of ports have one in common; None is all of them."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _keys(kind: str, value: str) -> tuple[_Key, list[_Key]]:
    """Returns where an identifier stands, and the places of every network around it."""
    if kind != "network":
        return (kind, value, 0), []
    network = ipaddress.ip_network(held_parts(value)[0])
    first, bits = int(network.network_address), network.max_prefixlen
    around = [(f"IPv{network.version}", first >> (bits - length), length) for length in range(network.prefixlen)]
    here = (f"IPv{network.version}", first >> (bits - network.prefixlen), network.prefixlen)
    return here, [*around]
