"""What the inbox shows of cases: which may be opened or joined, and what there was about the customer before."""

from collections.abc import Sequence

from enforcement.cases.actions import open_case
from enforcement.cases.triage import queries
from enforcement.cases.triage.rules import sorted_by_case
from enforcement.reports.models import Report
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel
from tenants.people.permissions import Permission, may


def acts_panel(request: SignedInRequest, reports: Sequence[Report]) -> Panel | None:
    """Opening cases about the reports, or joining them into one that is open about their service."""
    if not may(request.user, open_case):
        return None
    services = {report.service_id for report in reports}
    [service] = services if len(services) == 1 else [None]
    context = {
        "several": sorted_by_case(reports),
        "unmatched": None in services,
        "only": reports[0] if len(reports) == 1 else None,
        "service": reports[0].service if service else None,
        "cases": list(queries.open_about(service)) if service else [],
    }
    return Panel("cases/triage/_acts.html", context)


def history_panel(request: SignedInRequest, report: Report) -> Panel | None:
    """The customer's other reports and its cases."""
    if report.customer is None or not may(request.user, Permission.SEE_CASES):
        return None
    history = queries.history_of(report.customer, but=report)
    context = {
        "customer": report.customer,
        "history": history,
        "earlier": report.earlier_cases.order_by("-opened_at"),
        "sees_customer": may(request.user, Permission.SEE_CUSTOMERS),
    }
    return Panel("cases/triage/_history.html", context)
