"""Months in the time zone in which each is computed."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from enforcement.credits.intervals import Interval, Span
from enforcement.credits.models import CreditMonth
from enforcement.credits.month_names import window_of
from policies.versions.company import this_reseller
from tenants.people.dated_settings import setting_at, stretches_of
from tenants.resellers.instants import EARLIEST


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
