"""What the inbox makes of a list of reports: groups by service, and which report follows an act."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from enforcement.reports.models import Reason, Report
from tenants.customers.models import Service
from tenants.resellers.bounded_counts import BoundedCount

#: From this age on a report that waits is late.
LATE: Final = timedelta(hours=24)
#: Why somebody completes a report; the other reasons follow from something else.
BY_HAND: Final = tuple(reason for reason in Reason if reason not in {Reason.CASE_OPENED, Reason.MUTED})
REASONS: Final = [(reason.value, reason.label) for reason in BY_HAND]
#: How many reports one act may be about.
MOST: Final = 200


@dataclass(slots=True)
class Group:
    """Reports of one page about the same service (None: no service is known), and how many of it wait in all."""

    service: Service | None
    reports: list[Report] = field(default_factory=list)
    waiting: BoundedCount | None = None


def grouped(reports: Iterable[Report]) -> list[Group]:
    """Returns the reports by service, in the order in which each service comes first."""
    groups: dict[uuid.UUID | None, Group] = {}
    for report in reports:
        groups.setdefault(report.service_id, Group(report.service)).reports.append(report)
    return list(groups.values())


def following(order: Sequence[uuid.UUID], acted: Collection[uuid.UUID]) -> uuid.UUID | None:
    """Returns which of the reports, as they stand in the list, comes after those just acted on; None: none is left."""
    left = [pk for pk in order if pk not in acted]
    places = [place for place, pk in enumerate(order) if pk in acted]
    after = [pk for pk in order[places[0] :] if pk not in acted] if places else left
    return after[0] if after else left[-1] if left else None
