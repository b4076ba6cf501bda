"""Months as people write them: 2026-10."""

import re
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from enforcement.credits.intervals import Interval, month_window
from tenants.resellers.refusals import Refused

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def window_of(month: str, timezone: str) -> Interval:
    """Returns the month in the time zone, as UTC instants. Raises Refused (`month`) for anything but YYYY-MM."""
    found = _MONTH.fullmatch(month)
    if found is None or not 1970 <= int(found[1]) <= 9998:  # noqa: PLR2004 - what a calendar can hold
        raise Refused("month", _("Write the month like 2026-10."), status=422)
    return month_window(int(found[1]), int(found[2]), ZoneInfo(timezone))
