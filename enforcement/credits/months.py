"""Months as people write them: 2026-10, and the time zone in which each passed."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from enforcement.credits.intervals import Interval, Span, month_window
from enforcement.credits.models import MONTH, CreditMonth
from policies.versions.company import this_reseller
from tenants.people.dated_settings import setting_at, stretches_of
from tenants.resellers.instants import EARLIEST
from tenants.resellers.refusals import Refused


@dataclass(frozen=True)
class Month:
    """A month in the time zone in which it is computed; `widened`: when any customer's violation excluded (R10)."""

    name: str
    zone: ZoneInfo
    window: Interval
    widened: tuple[Span, ...]


def month_of(name: str) -> Month:
    """Returns the month of this name. Raises Refused (`month`) for anything but YYYY-MM."""
    zone = zone_of(name)
    return Month(name, ZoneInfo(zone), window_of(name, zone), tuple(widened_stretches()))


def window_of(month: str, timezone: str) -> Interval:
    """Returns the month in the time zone, as UTC instants. Raises Refused (`month`) for anything but YYYY-MM."""
    if not re.fullmatch(MONTH, month) or not 1970 <= int(month[:4]) <= 9998:  # noqa: PLR2004 - what a calendar can hold
        raise Refused("month", _("Write the month like 2026-10."), status=422)
    return month_window(int(month[:4]), int(month[5:]), ZoneInfo(timezone))


def zone_of(month: str) -> str:
    """Returns the time zone that the month is computed in: the one that held when it began, in UTC, kept since.

    Raises Refused (`month`) for anything but YYYY-MM.
    """
    begun = window_of(month, "UTC").start
    kept = CreditMonth.objects.filter(month=month).first()
    if kept is not None:
        return kept.timezone
    zone: str = setting_at("timezone", begun, now=this_reseller().timezone)
    return zone


def widened_stretches() -> list[Span]:
    """Returns when the reseller's setting let any customer's violation exclude (R10)."""
    return [
        Span(start or EARLIEST, end)
        for start, end, value in stretches_of("exclude_any_customer", now=this_reseller().exclude_any_customer)
        if value
    ]
