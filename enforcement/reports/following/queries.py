"""Reads of the reporter's page: what it tells, and what may still be said."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Sum
from django.utils.translation import gettext as _

from enforcement.reports import events
from enforcement.reports.events import CaseOutcome, Told
from enforcement.reports.following import rules
from enforcement.reports.models import Complaint, Evidence, Reason, Report, ReportStatus


def told(report: Report, at: dt.datetime) -> list[Told]:
    """Returns what happened to the report as its reporter may know it at `at` (UTC), in order; no customer is named."""
    return sorted([*_own(report), *(one for ask in events.told for one in ask(report, at))], key=lambda one: one.at)


def _own(report: Report) -> Iterator[Told]:
    yield Told(report.received_at, _("Your report came in"))
    for addition in report.additions.prefetch_related("evidence").order_by("added_at"):
        count = len(addition.evidence.all())
        text = _("with %d files") % count if count else ""
        yield Told(addition.added_at, _("You added to it"), text)
    complaint = Complaint.objects.filter(report=report).first()
    if complaint:
        yield Told(complaint.completed_at, _("It was completed"), str(complaint.get_reason_display()))
        yield Told(complaint.filed_at, _("You said that this is wrong"), _("Somebody else looks at it again."))
    if report.completed_at:
        yield Told(report.completed_at, _("It was completed"), str(report.get_reason_display()))


def may_add(report: Report) -> bool:
    """Whether more may be added to the report."""
    return rules.may_add(status=report.status, reason=report.reason, additions=report.additions.count())


def may_complain(report: Report) -> bool:
    """Whether its reporter may say that the outcome is wrong."""
    complained = Complaint.objects.filter(report=report).exists()
    found = case_outcome(report) is not None
    return rules.may_complain(status=report.status, reason=report.reason, found=found, complained=complained)


def case_outcome(report: Report) -> CaseOutcome | None:
    """Returns how the case that was opened from the report ended without a violation; None where it did not."""
    if report.reason != Reason.CASE_OPENED:
        return None
    return next((said for tell in events.outcomes if (said := tell(report))), None)


def filed(report: Report) -> tuple[int, int]:
    """Returns how many files came with the report so far, and their bytes."""
    found = Evidence.objects.filter(report=report)
    return found.count(), found.aggregate(size=Sum("size"))["size"] or 0


def looked_at_again(report: Report) -> bool:
    """Whether a complaint about the report waits for somebody."""
    return report.status != ReportStatus.COMPLETED and Complaint.objects.filter(report=report).exists()
