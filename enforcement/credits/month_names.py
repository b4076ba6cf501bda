"""Months as people write them: 2026-10; no clock, no database."""

import re
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from enforcement.credits.intervals import Interval, month_window
from enforcement.credits.models import MONTH
from tenants.resellers.refusals import Refused


def window_of(month: str, timezone: str) -> Interval:
    """Returns the month in the time zone, as UTC instants. Raises Refused (`month`) for anything but YYYY-MM."""
    if not re.fullmatch(MONTH, month) or not 1970 <= int(month[:4]) <= 9998:  # noqa: PLR2004 - what a calendar can hold
        raise Refused("month", _("Write the month like 2026-10."), status=422)
    return month_window(int(month[:4]), int(month[5:]), ZoneInfo(timezone))
