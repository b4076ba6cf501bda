"""Reads the instant that a page or endpoint is asked for."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from policies.versions.company import this_reseller
from policies.versions.views.answers import instant_asked
from tenants.resellers.refusals import Refused


def asked_instant(asked: str, now: dt.datetime) -> dt.datetime:
    """The instant asked for (`?at=`), in the reseller's zone where it names none; `now` where it is empty.

    Raises Refused (400, `no_instant`).
    """
    if not asked.strip():
        return now
    instant = instant_asked(asked.strip(), this_reseller().timezone)
    if instant is None:
        raise Refused(
            "no_instant",
            _("That is not an instant. Write a day such as 2026-10-01 or an instant such as 2026-10-01T12:00:00Z."),
            status=400,
        )
    return instant


def for_input(instant: dt.datetime, zone: str) -> str:
    """The instant as a browser's field for day and time holds it, in the reseller's zone."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")
