"""What a measure may become, and whether a service is enabled; no clock, no database."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from enforcement.holds.models import MeasureStatus

TRANSITIONS: Mapping[MeasureStatus, frozenset[MeasureStatus]] = {
    MeasureStatus.PROPOSED: frozenset({MeasureStatus.PENDING_APPROVAL, MeasureStatus.ACTIVE, MeasureStatus.CANCELLED}),
    MeasureStatus.PENDING_APPROVAL: frozenset({MeasureStatus.ACTIVE, MeasureStatus.CANCELLED}),
    MeasureStatus.ACTIVE: frozenset({MeasureStatus.ENDED}),
    MeasureStatus.ENDED: frozenset(),
    MeasureStatus.CANCELLED: frozenset(),
}


@dataclass(frozen=True)
class HoldTime:
    """When a hold stops its service: from `starts_at` until just before `ends_at` (UTC; None: still open)."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None

    def covers(self, at: dt.datetime) -> bool:
        """Whether the hold is open at that instant."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def sources_of(status: MeasureStatus) -> list[MeasureStatus]:
    """Returns where a measure may stand just before it moves to `status`."""
    return [old for old, following in TRANSITIONS.items() if status in following]


def service_enabled(holds: Iterable[HoldTime], at: dt.datetime) -> bool:
    """Whether the service runs at `at`: exactly if none of its holds is open then (invariant 7)."""
    return not any(hold.covers(at) for hold in holds)
