"""Which cases some reports would open; no clock, no database."""

import uuid
from collections.abc import Iterable

from enforcement.reports.models import Report

_SUMMARY = 300  # characters


def sorted_by_case(reports: Iterable[Report]) -> list[list[Report]]:
    """Returns the reports by service and kind of conduct, each a case of its own; unmatched ones are left out."""
    found: dict[tuple[uuid.UUID, str], list[Report]] = {}
    for report in reports:
        if report.service_id is not None:
            found.setdefault((report.service_id, report.category), []).append(report)
    return list(found.values())


def summary_of(report: Report) -> str:
    """Returns the first line of what was reported, to begin a case with; of a sealed report only its number."""
    if report.sealed:
        return str(report)
    return report.description.strip().partition("\n")[0].strip()[:_SUMMARY] or str(report)
