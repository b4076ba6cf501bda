"""How people are told unless they chose, and whose shift it is; no clock, no database."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol
from zoneinfo import ZoneInfo

from tenants.alerts.models import How, Kind

#: What nobody chose otherwise.
DEFAULTS: Mapping[Kind, How] = {kind: How.DAILY if kind is Kind.OVERDUE else How.AT_ONCE for kind in Kind}
#: When the day's mail is made, by the reseller's clocks.
DAILY_AT = dt.time(7)
#: How often the sweep looks for what no verb told of, such as what has become overdue.
LOOK_EVERY = dt.timedelta(minutes=1)


class Shift(Protocol):
    """A weekly shift by the clocks of a zone."""

    weekday: int
    starts: dt.time
    ends: dt.time


def on_shift(shift: Shift, at: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the shift runs at `at` (aware).

    It begins and ends at instants: a time that the clocks show twice is its first one, and one that they skip is as
    long after the change. So one shift follows the other without a gap on the days when clocks change, too.
    """
    today = at.astimezone(zone).date()
    for day in (today - dt.timedelta(days=1), today):
        if day.weekday() != shift.weekday:
            continue
        last = day if shift.ends > shift.starts else day + dt.timedelta(days=1)
        starts, ends = (dt.datetime.combine(*shown, zone) for shown in ((day, shift.starts), (last, shift.ends)))
        if starts.astimezone(dt.UTC) <= at < ends.astimezone(dt.UTC):
            return True
    return False


def digest_day(at: dt.datetime, zone: ZoneInfo, done: dt.date | None) -> dt.date | None:
    """Returns the day whose mails are due at `at` (aware); None before the hour, or where they are made already."""
    local = at.astimezone(zone)
    today = local.date()
    if local.time() < DAILY_AT or (done is not None and done >= today):
        return None
    return today


def how_told(kind: str, chosen: Mapping[str, str]) -> How:
    """Returns how somebody is told of a kind, by what they chose."""
    return How(chosen.get(kind, DEFAULTS[Kind(kind)]))


def covered(shifts: Iterable[Shift], at: dt.datetime, zone: ZoneInfo) -> list[Shift]:
    """Returns the shifts that run at `at` (aware)."""
    return [shift for shift in shifts if on_shift(shift, at, zone)]
