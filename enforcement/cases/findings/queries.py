"""Reads of findings: a case's, and what a reporter is told."""

from django.db.models import QuerySet

from enforcement.cases.findings.models import Finding
from enforcement.reports.events import CaseOutcome
from enforcement.reports.models import Report


def findings() -> QuerySet[Finding]:
    """Returns every finding, the newest first."""
    return Finding.objects.select_related("case").order_by("-found_at", "pk")


def outcome_for(report: Report) -> CaseOutcome | None:
    """Returns what the report's case was found to be, the last; None while nothing was found.

    Nothing else of the case is told, and a violation is not told here.
    """
    found = Finding.objects.filter(case__reports=report).order_by("-found_at").first()
    return CaseOutcome(found.outcome, str(found.get_outcome_display()), found.found_by) if found else None
