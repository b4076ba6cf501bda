"""What is authorized of what a report or a case is about, shown on their pages before anyone decides (R14)."""

import datetime as dt
from collections.abc import Iterable

from enforcement.cases.authorizations.models import Authorization
from enforcement.cases.authorizations.queries import covering_report, shown
from enforcement.reports.models import Report
from enforcement.reports.persons import names_of
from tenants.people.access import SignedInRequest
from tenants.people.models import User
from tenants.people.panels import Panel
from tenants.people.permissions import Permission, may


def report_panel(request: SignedInRequest, report: Report) -> Panel | None:
    """Shows inside which authorizations the report falls; None where it falls inside none."""
    return authorized_panel(covering_report(report), request.user, request.now)


def authorized_panel(found: Iterable[Authorization], user: User, at: dt.datetime) -> Panel | None:
    """The same of authorizations at hand; `at` is when the page is shown."""
    rows = shown(found, at)
    if not rows:
        return None
    context = {
        "authorizations": rows,
        "names": names_of({one.authorization.granted_by for one in rows}),
        "sees_requests": may(user, Permission.SEE_CASES),
    }
    return Panel("cases/authorizations/_panel.html", context)
