"""The desk's first page: what waits for this person, who has read the policy, how old the cases are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.pictures import by_age, by_category
from enforcement.reports.custody.queries import storage_use
from policies.acknowledgements.coverage.chart import coverage_chart
from policies.acknowledgements.coverage.figures import CoverageFigures, coverage_figures
from policies.versions.queries import in_force, next_effective, the_policy
from portal.pages.waiting import waiting_for
from tenants.alerts.queries import waiting_for as waiting_alerts
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, signed_in
from tenants.people.permissions import Permission, permissions_of
from tenants.resellers import storage
from tenants.resellers.refusals import Refused

#: How many of the things that wait are named.
SHOWN = 20


@signed_in
def desk_home(request: SignedInRequest) -> HttpResponse:
    """Show each person what their roles let them see, the work that waits for them first."""
    held = permissions_of(request.user)
    if not held:
        raise Refused("not_allowed", _("The desk is for staff. Your own pages are under “Your account”."), status=403)
    at = clock.now()
    alerts = waiting_alerts(request.user)
    context: dict[str, object] = {
        "waiting": waiting_for(request.user),
        "alerts": alerts[:SHOWN],
        "more_alerts": max(alerts.count() - SHOWN, 0),
    }
    if held & {Permission.SEE_REPORTS, Permission.MANAGE_SETTINGS}:
        context |= {"space": storage.space(), "use": storage_use()}
    policy = the_policy()
    version = in_force(policy=policy, at=at) if policy else None
    context |= {
        "policy": policy,
        "version": version,
        "upcoming": next_effective(policy=policy, at=at) if policy else None,
    }
    context["may_edit"] = Permission.EDIT_POLICIES in held
    if version and Permission.SEE_CUSTOMERS in held:
        counted = coverage_figures(version=version, at=at)
        labels, series = coverage_chart(version=version, until=at, zone=request.tenant.timezone)
        context |= {"coverage": counted, "figures": figures(counted), "labels": labels, "series": series}
    if Permission.SEE_CASES in held:
        here = reverse("desk-cases")
        context |= {"sees_cases": True, "by_category": by_category(here), "by_age": by_age(here, at)}
    return render(request, "pages/desk_home.html", context)


def figures(counted: CoverageFigures) -> list[dict[str, object]]:
    """Return the large figures of who has read the version in force."""
    return [
        {"label": _("customers it binds"), "value": counted.customers},
        {"label": _("customers acknowledged"), "value": counted.customers_acknowledged},
        {"label": _("people who read it"), "value": counted.people_shown},
    ]
