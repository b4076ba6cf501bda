"""What is carried so that nobody up to date costs a query: versions by the reseller's row, answers by the session.

Both are written from rows and are never the truth themselves. An answer holds as long as nothing that it was given for
has changed: the person's `acting_revision` (whom they act for, agreements, deviations), the instant at which an
agreement or a deviation begins or ends by itself, and the number of the version it was given for.
"""

import datetime as dt
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from policies.acknowledgements.gate.rules import Asked, carried
from policies.versions.company import this_reseller
from policies.versions.queries import standing_versions, the_policy
from tenants.resellers.current import connection
from tenants.resellers.models import Gate, Reseller

#: Under which name a session keeps them.
KEPT = "gate"


def carry_effects(*, at: dt.datetime, **_: Any) -> None:
    """Writes the versions in force and to come to the reseller's row, in the transaction of the changing verb."""
    policy = the_policy()
    if policy is None:
        return
    rows = standing_versions(policy).order_by("effective_at").values_list("number", "significance", "effective_at")
    effects = [[number, significance, effect.astimezone(dt.UTC).isoformat()] for number, significance, effect in rows]
    Reseller.objects.filter(pk=this_reseller().pk).update(effects=carried(effects, at))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rows said of one person: for which versions nothing more is asked, and how long that holds."""

    revision: int
    until: dt.datetime | None
    acknowledged: int | None
    read: int | None

    def holds(self, *, revision: int, at: dt.datetime) -> bool:
        """Whether nothing that it was given for has changed by `at` (aware)."""
        return self.revision == revision and (self.until is None or at < self.until)

    def satisfies(self, asked: Asked) -> bool:
        """Whether nothing of what is asked is still owed."""
        return not (self.owes_acknowledgement(asked) or self.owes_reading(asked))

    def owes_acknowledgement(self, asked: Asked) -> bool:
        """Whether the last material version in force still waits for an acknowledgement."""
        return asked.acknowledging != Gate.OFF and self.acknowledged != asked.in_force.material

    def owes_reading(self, asked: Asked) -> bool:
        """Whether the editorial version in force was not read yet."""
        return asked.reading != Gate.OFF and self.read != asked.in_force.latest


class Kept:
    """The answers in a session or a token, by whom they are about; those of another tenant are none."""

    def __init__(self, place: Mapping[str, Any] | None) -> None:
        here = isinstance(place, dict) and place.get("schema") == connection.schema_name
        self.place: MutableMapping[str, Any] = dict(place) if place and here else {"schema": connection.schema_name}

    def answer(self, about: str) -> Answer | None:
        """The answer kept about a membership or all of them; None where there is none, or what is kept is no answer."""
        try:
            revision, until, acknowledged, read = self.place[about]
            return Answer(revision, dt.datetime.fromisoformat(until) if until else None, acknowledged, read)
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, about: str, answer: Answer) -> bool:
        """Keeps an answer; returns whether that is another one than before."""
        if self.answer(about) == answer:
            return False
        until = answer.until.isoformat() if answer.until else None
        self.place[about] = [answer.revision, until, answer.acknowledged, answer.read]
        return True
