"""Which version may be acknowledged, and which ticks it needs. Pure: every instant is an argument."""

import datetime as dt
from collections.abc import Iterable

from policies.documents import Document, Provision
from policies.versions.models import PolicyVersion


def shown(digest: str, *, in_force: PolicyVersion | None, announced: Iterable[PolicyVersion]) -> PolicyVersion | None:
    """Returns the version that this digest acknowledges: the one in force, else one announced (invariant 3)."""
    open_ones = [*([in_force] if in_force else []), *announced]
    return next((version for version in open_ones if version.digest == digest), None)


def separate(document: Document) -> list[Provision]:
    """Returns the provisions that ask for a tick of their own (R17), in reading order."""
    return [placed.provision for placed in document.walk() if placed.provision.acknowledge_separately]


def unticked(document: Document, ticks: Iterable[str]) -> list[Provision]:
    """Returns the provisions that ask for a tick of their own and got none."""
    given = set(ticks)
    return [provision for provision in separate(document) if provision.key not in given]


def instant_text(at: dt.datetime) -> str:
    """Returns an instant as RFC 3339 in UTC, to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
