"""The provider's own list of states: its form, and where it differs from the holds here; no clock, no database."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from enforcement.holds.models import ProviderState
from tenants.resellers.instants import NotAnInstant, in_calendar

MOST_BYTES: Final = 20_000_000
MOST_SERVICES: Final = 200_000
_LONGEST_REFERENCE: Final = 60


class NotAList(ValueError):
    """What came is not a list of states; the words say where."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the provider says of one service: whether it runs, and since when (UTC; None: it does not say)."""

    service: str
    on: bool
    since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What the list says otherwise, by the service's reference, and of how many services nothing is known here."""

    differing: dict[str, tuple[ProviderState, dt.datetime | None]]
    agreeing: frozenset[str]
    unknown: int


def read(data: bytes) -> list[Stated]:
    """Returns the states of a JSON list of `{"service": …, "state": "on" or "off", "since": …}`.

    Raises NotAList for anything else, a service that is named twice, and more than 200,000 of them.
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAList("it is not JSON") from error
    if not isinstance(rows, list):
        raise NotAList("it is not a list")
    if len(rows) > MOST_SERVICES:
        raise NotAList(f"it names more than {MOST_SERVICES} services")
    found: dict[str, Stated] = {}
    for number, row in enumerate(rows, start=1):
        stated = _stated(row, number)
        if stated.service in found:
            raise NotAList(f"entry {number}: the service {stated.service} is named twice")
        found[stated.service] = stated
    return list(found.values())


def compare(stated: Iterable[Stated], enabled: Mapping[str, bool], settling: frozenset[str]) -> Compared:
    """Holds the list against whether each service is to run, by reference; one that is being switched is left out."""
    differing: dict[str, tuple[ProviderState, dt.datetime | None]] = {}
    agreeing, unknown = set(), 0
    for one in stated:
        if one.service not in enabled:
            unknown += 1
        elif one.on == enabled[one.service]:
            agreeing.add(one.service)
        elif one.service not in settling:
            differing[one.service] = (ProviderState.ON if one.on else ProviderState.OFF, one.since)
    return Compared(differing, frozenset(agreeing), unknown)


def _stated(row: object, number: int) -> Stated:
    if not isinstance(row, dict):
        raise NotAList(f"entry {number} is not an object")
    service, state, since = row.get("service"), row.get("state"), row.get("since")
    if not isinstance(service, str) or not 0 < len(service) <= _LONGEST_REFERENCE:
        raise NotAList(f"entry {number} names no service")
    if state not in {"on", "off"}:
        raise NotAList(f"entry {number}: the state is neither on nor off")
    return Stated(service, state == "on", _instant(since, number))


def _instant(written: object, number: int) -> dt.datetime | None:
    if written is None:
        return None
    wrong = f"entry {number}: since is not an instant with a time zone"
    try:
        at = dt.datetime.fromisoformat(str(written))
        found = in_calendar(at)
    except (ValueError, NotAnInstant) as error:
        raise NotAList(wrong) from error
    if at.tzinfo is None:
        raise NotAList(wrong)
    return found
