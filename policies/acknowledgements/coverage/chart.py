"""The chart of customers and people who acknowledged a version, over time."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage.figures import over_time
from policies.versions.models import PolicyVersion


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the chart."""

    label: str
    values: tuple[int, ...]


def coverage_chart(*, version: PolicyVersion, until: dt.datetime, zone: str) -> tuple[list[str], list[Series]]:
    """Returns labels (reseller's zone) and a line each for customers and people, from posting to `until` (UTC)."""
    instants, (customers, people) = over_time(version=version, until=until)
    labels = [date_format(instant.astimezone(ZoneInfo(zone)), "j M, H:i") for instant in instants]
    return labels, [Series(_("Customers"), tuple(customers)), Series(_("People"), tuple(people))]
