"""Periods by the names that people and addresses use: 2026-10, 2026-H2, 2026, 2026-10-01..2026-11-16; no clock."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenants.resellers.instants import EARLIEST, LATEST
from tenants.resellers.refusals import Refused

_NAMED: Final = re.compile(r"(?a:(\d{4})(?:-(\d{2})|-H([12]))?)")
_SPAN: Final = re.compile(r"(?a:(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2}))")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of the reseller's time zone, from `starts` until `ends`, which is no part of it."""

    name: str
    starts: dt.date
    ends: dt.date

    def window(self, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
        """Returns it in the time zone, as UTC instants; half-open."""
        midnights = [dt.datetime.combine(day, dt.time(), zone) for day in (self.starts, self.ends)]
        return midnights[0].astimezone(dt.UTC), midnights[1].astimezone(dt.UTC)

    @property
    def title(self) -> str:
        """What people call it."""
        named = _NAMED.fullmatch(self.name)
        if named is None:
            values = {"first": date_format(self.starts, "j F Y"), "last": date_format(_day_before(self.ends), "j F Y")}
            return _("%(first)s to %(last)s") % values
        year, month, half = named.groups()
        if month:
            return date_format(self.starts, "F Y")
        if half:
            return (_("First half of %s") if half == "1" else _("Second half of %s")) % year
        return str(year)


def period_named(name: str) -> Period:
    """Returns the period of a name. Raises Refused (422, `period`) for any other text, and outside 1990 to 2099."""
    try:
        found = _read(name)
    except ValueError:
        found = None
    if found is None or not EARLIEST.date() <= found.starts < found.ends <= LATEST.date():
        sentence = _("Write the period like 2026-10, 2026-H2, 2026 or 2026-10-01..2026-11-16 (the last day excluded).")
        raise Refused("period", sentence, status=422)
    return found


def span_named(starts: dt.date, ends: dt.date) -> str:
    """Returns the name of a period from one day until another."""
    return f"{starts.isoformat()}..{ends.isoformat()}"


def over_by(day: dt.date, *, years: int) -> list[Period]:
    """Returns the months, halves and years that were over when the day began, the newest first, of so many years."""
    names = [
        name
        for year in range(day.year - years, day.year + 1)
        for name in (str(year), f"{year}-H1", f"{year}-H2", *(f"{year}-{month:02}" for month in range(1, 13)))
    ]
    found = [one for one in map(period_named, names) if one.ends <= day]
    return sorted(found, key=lambda one: (one.ends, one.starts), reverse=True)


def _read(name: str) -> Period | None:
    if span := _SPAN.fullmatch(name):
        return Period(name, dt.date.fromisoformat(span[1]), dt.date.fromisoformat(span[2]))
    named = _NAMED.fullmatch(name)
    if named is None:
        return None
    year, month, half = named.groups()
    first, months = (int(month), 1) if month else (6 * int(half) - 5, 6) if half else (1, 12)
    starts = dt.date(int(year), first, 1)
    after = first + months
    return Period(name, starts, dt.date(starts.year + (after - 1) // 12, (after - 1) % 12 + 1, 1))


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)
