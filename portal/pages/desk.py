"""The desk's first page: what waits for this person, who has read the policy, how old the cases are."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage.chart import Series
from policies.acknowledgements.coverage.figures import CoverageFigures, coverage_figures, over_time
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, next_effective, the_policy
from portal.pages.pictures import by_age, by_category, open_cases
from portal.pages.waiting import waiting_for
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, signed_in
from tenants.people.permissions import Permission, permissions_of
from tenants.resellers.refusals import Refused


@signed_in
def desk_home(request: SignedInRequest) -> HttpResponse:
    """Show each person what their roles let them see, the work that waits for them first."""
    held = permissions_of(request.user)
    if not held:
        raise Refused("not_allowed", _("The desk is for staff. Your own pages are under “Your account”."), status=403)
    at = clock.now()
    context: dict[str, object] = {"waiting": waiting_for(request.user)}
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
        labels, series = readers(request, version, until=at)
        context |= {"coverage": counted, "figures": figures(counted), "labels": labels, "series": series}
    if Permission.SEE_CASES in held:
        cases = open_cases()
        context |= {"sees_cases": True, "by_category": by_category(cases), "by_age": by_age(cases, at=at)}
    return render(request, "pages/desk_home.html", context)


def figures(counted: CoverageFigures) -> list[dict[str, object]]:
    """Return the large figures of who has read the version in force."""
    return [
        {"label": _("customers it binds"), "value": counted.customers},
        {"label": _("customers acknowledged"), "value": counted.customers_acknowledged},
        {"label": _("people who read it"), "value": counted.people_shown},
    ]


def readers(request: SignedInRequest, version: PolicyVersion, *, until: dt.datetime) -> tuple[list[str], list[Series]]:
    """Return the picture of acknowledgements over time, its instants written in the reseller's zone."""
    instants, (customers, people) = over_time(version=version, until=until)
    zone = ZoneInfo(request.tenant.timezone)
    labels = [date_format(instant.astimezone(zone), "j M, H:i") for instant in instants]
    return labels, [Series(_("Customers"), tuple(customers)), Series(_("People"), tuple(people))]
