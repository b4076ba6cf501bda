"""Says of a report in a list how old it is, what it is about, and whose it is."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from enforcement.reports.doors.mailbox import mailbox_error
from enforcement.reports.inbox.rules import LATE
from enforcement.reports.models import Mailbox, Report, ReportStatus
from policies.documents.model.categories import CATEGORIES

register = template.Library()
_HOUR = 3600


@register.filter
def age(since: dt.datetime, at: dt.datetime) -> str:
    """How long ago it was at `at`, in one unit: `12 min`, `3 h`, `2 d`."""
    seconds = max(0, int((at - since).total_seconds()))
    if seconds < _HOUR:
        return str(_("%d min") % (seconds // 60))
    if seconds < 48 * _HOUR:
        return str(_("%d h") % (seconds // _HOUR))
    return str(_("%d d") % (seconds // (24 * _HOUR)))


@register.filter
def late(report: Report, at: dt.datetime) -> bool:
    """Whether the report waits and is late."""
    return report.status != ReportStatus.COMPLETED and at - report.received_at >= LATE


@register.filter
def conduct(name: str) -> str:
    """The title of a kind of conduct."""
    return str(_(CATEGORIES[name].title)) if name in CATEGORIES else str(_("Kind not named"))


@register.filter
def of(names: Mapping[uuid.UUID, str], pseudonym: uuid.UUID) -> str:
    """The person's name, or that it was erased."""
    return names.get(pseudonym) or str(_("somebody whose name was erased"))


@register.simple_tag
def mailbox_wrong() -> Mailbox | None:
    """The abuse mailbox where something is wrong with it."""
    return mailbox_error()
