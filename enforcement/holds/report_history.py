"""What the inbox shows of measures beside a report: the last against its customer, those that weigh on it now first."""

from enforcement.holds.models import Measure, MeasureStatus
from enforcement.reports.models import Report
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel
from tenants.people.permissions import Permission, may
from tenants.resellers.bounded_counts import counted

_SHOWN = 5
_MOST = 100


def measures_panel(request: SignedInRequest, report: Report) -> Panel | None:
    """How many measures weigh on the customer, and the last taken against it."""
    if report.customer_id is None or not may(request.user, Permission.SEE_CASES):
        return None
    measures = Measure.objects.filter(customer=report.customer_id)
    last = measures.order_by("-proposed_at", "pk").select_related("service")[:_SHOWN]
    context = {"active": counted(measures.filter(status=MeasureStatus.ACTIVE), most=_MOST), "last": list(last)}
    return Panel("holds/_report_history.html", context) if context["last"] else None
