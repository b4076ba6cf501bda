"""The desk's pages: who has acknowledged, who has not yet, and what bound a customer when."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.acknowledgements.binding import what_bound
from policies.acknowledgements.coverage import Series, coverage, missing, over_time
from policies.acknowledgements.exports import csv_response
from policies.acknowledgements.instants import asked_instant, for_input
from policies.acknowledgements.rules import instant_text
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, standing_versions, the_policy
from tenants.customers.models import Capacity, Customer, Membership
from tenants.customers.queries import customers_matching
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused

#: How many versions the table of figures goes back.
_VERSIONS = 10
_ROWS = 50


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def acknowledgements(request: SignedInRequest) -> HttpResponse:
    """Figures per version, the chosen one (`?version=`) over time, and the customers that still owe it."""
    now = clock.now()
    policy = the_policy()
    current = in_force(policy=policy, at=now) if policy else None
    posted = list(standing_versions(policy).order_by("-number")[:_VERSIONS]) if policy else []
    version = _chosen(request, current or (posted[0] if posted else None))
    if version is None:
        return render(request, "acknowledgements/desk_nothing.html")
    instants, (customers, people) = over_time(version=version, until=now)
    words = request.GET.get("q", "").strip()
    late = missing(version=version, at=now)
    if words:
        late = late.filter(pk__in=customers_matching(words).values("pk"))
    context: dict[str, Any] = {
        "version": version,
        "current": current,
        "figures": coverage(version=version, at=now),
        "table": [coverage(version=one, at=now) for one in posted],
        "labels": [date_format(instant, "j M") for instant in instants],
        "series": [Series(_("Customers"), tuple(customers)), Series(_("People"), tuple(people))],
        "page_obj": Paginator(late, _ROWS).get_page(request.GET.get("page")),
        "words": words,
    }
    return render(request, "acknowledgements/desk.html", context)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def missing_csv(request: SignedInRequest) -> HttpResponse:
    """Who has not acknowledged yet, as a file: one row for each customer, with whom to ask; instants in UTC."""
    now = clock.now()
    policy = the_policy()
    version = _chosen(request, in_force(policy=policy, at=now) if policy else None)
    if version is None:
        raise Http404
    late = list(missing(version=version, at=now))
    asked: dict[object, list[str]] = {}
    people = Membership.objects.filter(customer__in=late, until=None, capacity=Capacity.REPRESENTATIVE)
    for one in people.select_related("user").order_by("user__email"):
        asked.setdefault(one.customer_id, []).append(f"{one.user.name} <{one.user.email}>")
    head = [_("Customer"), _("Name"), _("Representatives"), _("First shown (UTC)"), _("Last acknowledged version")]
    rows = [
        [
            customer.reference,
            customer.name,
            "; ".join(asked.get(customer.pk, [])),
            instant_text(customer.shown_at) if customer.shown_at else "",
            customer.last_number or "",
        ]
        for customer in late
    ]
    return csv_response(f"not-yet-acknowledged-{version.policy.slug}-{version.number}.csv", head, rows)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def binding(request: SignedInRequest, customer_id: str) -> HttpResponse:
    """What bound a customer at the instant of `?at=` (default: now), and on what evidence."""
    customer = get_object_or_404(Customer, pk=customer_id)
    now = clock.now()
    refused = None
    try:
        at = asked_instant(request.GET.get("at", ""), now)
    except Refused as error:
        at, refused = now, error
    context = {
        "customer": customer,
        "binding": what_bound(customer=customer, at=at),
        "ahead": at > now,
        "asked": for_input(at, request.tenant.timezone),
        "zone": request.tenant.timezone,
        "refused": refused,
    }
    return render(request, "acknowledgements/desk_binding.html", context, status=refused.status if refused else 200)


def _chosen(request: SignedInRequest, otherwise: PolicyVersion | None) -> PolicyVersion | None:
    asked = request.GET.get("version", "")
    if not asked:
        return otherwise
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):  # noqa: PLR2004 - fits the database's integer
        raise Http404
    return get_object_or_404(PolicyVersion.objects.select_related("policy"), policy__slug="aup", number=int(asked))
