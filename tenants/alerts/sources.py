"""What each room says waits for somebody; rooms register theirs at start-up."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tenants.alerts.models import Kind
from tenants.people.models import User
from tenants.people.permissions import Allowing, Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits since `since` (UTC), which tells it from the same thing waiting again later.

    `person`, `not_for` and `by` are as in `Alert`; `path` is the page on which it is done.
    """

    subject: uuid.UUID
    since: dt.datetime
    title: str
    path: str
    urgent: bool = False
    person: User | None = None
    not_for: frozenset[uuid.UUID] = field(default_factory=frozenset)
    by: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Things of one kind that wait for whoever `needs` lets act.

    `model` is the label of what they are, such as `cases.case`. `waiting` is asked with the instant (UTC) and returns
    everything that waits then, the oldest first; what stands after the first `MOST` is left to the room's own list.
    """

    kind: Kind
    model: str
    needs: Permission | Allowing
    waiting: Callable[[dt.datetime], Iterable[Waiting]]


#: How many things of one source are told of at a time.
MOST = 2000
_sources: dict[tuple[str, str], Source] = {}


def register(source: Source) -> None:
    """Makes a source known; raises ValueError if another one has its kind and model."""
    if _sources.setdefault((source.kind, source.model), source) != source:
        raise ValueError(f"two sources tell of {source.kind} {source.model}")


def all_sources() -> list[Source]:
    """Returns every registered source."""
    return list(_sources.values())
