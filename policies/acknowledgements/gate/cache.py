"""Caches what the gate needs, so that a person who owes nothing costs no query (ADR 0016).

The reseller's row holds when each version takes effect; the session or the API token holds each person's clearance.
Both are copies and never the source of truth. A clearance is valid until something it depends on changes: the person's
`acting_revision` (whom they act for, agreements, deviations), the instant at which an agreement or a deviation begins
or ends by itself, or the number of the version in force.
"""

import datetime as dt
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from policies.acknowledgements.gate.rules import Requirement, effects_to_store
from policies.versions.company import this_reseller
from policies.versions.queries import standing_versions, the_policy
from tenants.resellers.current import connection
from tenants.resellers.models import Gate, Reseller

#: The session key of the clearances.
SESSION_KEY = "gate"


def store_effects(*, at: dt.datetime, **_: Any) -> None:
    """Stores the effects of versions in the reseller's row, in the transaction of the verb that changed them."""
    policy = the_policy()
    if policy is None:
        return
    rows = standing_versions(policy).order_by("effective_at").values_list("number", "significance", "effective_at")
    effects = [[number, significance, effect.astimezone(dt.UTC).isoformat()] for number, significance, effect in rows]
    Reseller.objects.filter(pk=this_reseller().pk).update(effects=effects_to_store(effects, at))


@dataclass(frozen=True, slots=True)
class Clearance:
    """The versions for which a person owes nothing more, and how long that is valid."""

    revision: int
    until: dt.datetime | None
    acknowledged: int | None
    read: int | None

    def holds(self, *, revision: int, at: dt.datetime) -> bool:
        """Whether it is still valid at `at` (aware)."""
        return self.revision == revision and (self.until is None or at < self.until)

    def satisfies(self, required: Requirement) -> bool:
        """Whether the person owes nothing of what is required."""
        return not (self.owes_acknowledgement(required) or self.owes_reading(required))

    def owes_acknowledgement(self, required: Requirement) -> bool:
        """Whether the last material version in force still waits for an acknowledgement."""
        return required.acknowledging != Gate.OFF and self.acknowledged != required.in_force.material

    def owes_reading(self, required: Requirement) -> bool:
        """Whether the editorial version in force was not read yet."""
        return required.reading != Gate.OFF and self.read != required.in_force.latest


class ClearanceCache:
    """The clearances in a session or a token, by membership; those of another tenant count as none."""

    def __init__(self, place: Mapping[str, Any] | None) -> None:
        here = isinstance(place, dict) and place.get("schema") == connection.schema_name
        self.place: MutableMapping[str, Any] = dict(place) if place and here else {"schema": connection.schema_name}

    def get(self, about: str) -> Clearance | None:
        """Returns the clearance of a membership, or of all of them; None where none is stored or it is malformed."""
        try:
            revision, until, acknowledged, read = self.place[about]
            return Clearance(revision, dt.datetime.fromisoformat(until) if until else None, acknowledged, read)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, about: str, clearance: Clearance) -> bool:
        """Stores a clearance; returns whether it differs from the one before."""
        if self.get(about) == clearance:
            return False
        until = clearance.until.isoformat() if clearance.until else None
        self.place[about] = [clearance.revision, until, clearance.acknowledged, clearance.read]
        return True
