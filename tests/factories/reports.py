"""Reports for tests of the rooms above."""

import datetime as dt
from typing import Any

from enforcement.reports.actions import receive_report
from enforcement.reports.models import Report, Source
from tenants.ledger import clock


def said(**changed: Any) -> dict[str, Any]:
    """What a report says, an hour ago unless told otherwise."""
    at = clock.now() - dt.timedelta(hours=1)
    return {
        "source": Source.FORM,
        "category": "spam_email",
        "target": "192.0.2.7",
        "started_at": at,
        "ended_at": at,
        "description": "Forty thousand mails that nobody asked for.",
    } | changed


def report(**changed: Any) -> Report:
    """A report received now."""
    return receive_report(**said(**changed))[0]
