"""Reads what a request for a page or endpoint names: a version (`?version=`) and an instant (`?at=`)."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from policies.acknowledgements.queries import current_version
from policies.versions.company import this_reseller
from policies.versions.models import PolicyVersion
from policies.versions.views import answers
from tenants.resellers.refusals import Refused


def version_asked(number: str, *, at: dt.datetime) -> PolicyVersion | None:
    """Returns the version with that number; the current one at `at` (UTC) if empty, None before the first posting.

    Raises Http404 for what is not the number of a version.
    """
    if not number:
        return current_version(at)
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004 - fits the database's integer
        raise Http404
    return get_object_or_404(PolicyVersion.objects.select_related("policy"), policy__slug="aup", number=int(number))


def instant_asked(text: str, now: dt.datetime) -> dt.datetime:
    """Returns the instant asked for, in the reseller's zone if it names none; `now` if empty.

    Raises Refused (400, `no_instant`).
    """
    if not text.strip():
        return now
    instant = answers.instant_asked(text.strip(), this_reseller().timezone)
    if instant is None:
        raise Refused(
            "no_instant",
            _("That is not an instant. Write a day such as 2026-10-01 or an instant such as 2026-10-01T12:00:00Z."),
            status=400,
        )
    return instant


def instant_for_input(instant: dt.datetime, zone: str) -> str:
    """Formats an instant for a browser's date and time field, in the reseller's zone."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")
