"""The picture of who acknowledged over time, as the pages draw it."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage import Series, over_time
from policies.versions.models import PolicyVersion


def picture(*, version: PolicyVersion, until: dt.datetime, zone: str) -> tuple[list[str], list[Series]]:
    """Labels in the reseller's zone, and a line each for customers and people, from posting to `until` (UTC)."""
    instants, (customers, people) = over_time(version=version, until=until)
    labels = [date_format(instant.astimezone(ZoneInfo(zone)), "j M, H:i") for instant in instants]
    return labels, [Series(_("Customers"), tuple(customers)), Series(_("People"), tuple(people))]
