"""Reports that came in, what came of them, and what reporters complained about."""

from django.db.models import Case, F, When

from enforcement.reports.models import AuthorityReport, Complaint, Report
from enforcement.reports.queries import with_outcome
from enforcement.transparency.counting.tables import Table, Window, counted


def by_source(window: Window) -> Table:
    """Returns the reports received, by the door they came through."""
    return Table("reports_by_source", counted(Report.objects.filter(window.on("received_at")), "source"))


def by_category(window: Window) -> Table:
    """Returns the reports received, by kind of conduct."""
    return Table("reports_by_category", counted(Report.objects.filter(window.on("received_at")), "category"))


def by_outcome(window: Window) -> Table:
    """Returns the reports completed, by reason; one that was complained about since keeps the outcome it had then."""
    rows = with_outcome(Report.objects.all(), since=window.start, until=window.end)
    return Table("reports_by_outcome", counted(rows, "outcome"))


def complaints(window: Window) -> Table:
    """Returns what reporters complained about, by the outcome it was."""
    rows = Complaint.objects.filter(window.on("filed_at"))
    rows = rows.annotate(about=Case(When(found="", then=F("reason")), default=F("found")))
    return Table("complaints_by_outcome", counted(rows, "about"))


def to_authorities(window: Window) -> int:
    """Returns how often a report was passed to an authority."""
    return AuthorityReport.objects.filter(window.on("reported_at")).count()
