"""The desk's pages: who has acknowledged, who has not yet, and what bound a customer when."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.acknowledgements.coverage.chart import coverage_chart
from policies.acknowledgements.coverage.figures import coverage_figures, customers_missing, declined_customers
from policies.acknowledgements.filters import AcknowledgementFilter, DeclineFilter
from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.parameters import version_asked
from policies.acknowledgements.queries import all_acknowledgements, all_declines, names_of
from policies.acknowledgements.rules import instant_text
from policies.versions.queries import in_force, standing_versions, the_policy
from tenants.csv_files.writing import csv_file, csv_response
from tenants.customers.models import Capacity, Membership
from tenants.customers.queries import customers_matching
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission

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
    version = version_asked(request.GET.get("version", ""), at=now)
    if version is None:
        return render(request, "acknowledgements/desk_nothing.html")
    labels, series = coverage_chart(version=version, until=now, zone=request.tenant.timezone)
    words = request.GET.get("q", "").strip()
    late = customers_missing(version=version, at=now)
    if words:
        late = late.filter(pk__in=customers_matching(words).values("pk"))
    context: dict[str, Any] = {
        "version": version,
        "current": current,
        "figures": coverage_figures(version=version, at=now),
        "table": [coverage_figures(version=one, at=now) for one in posted],
        "labels": labels,
        "series": series,
        "declined": declined_customers(version=version, at=now).count(),
        "page_obj": Paginator(late, _ROWS).get_page(request.GET.get("page")),
        "words": words,
    }
    return render(request, "acknowledgements/desk.html", context)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def missing_csv(request: SignedInRequest) -> HttpResponse:
    """Who has not acknowledged yet, as a file: one row for each customer, with whom to ask; instants in UTC."""
    now = clock.now()
    version = version_asked(request.GET.get("version", ""), at=now)
    if version is None:
        raise Http404
    late = list(customers_missing(version=version, at=now))
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
def all_csv(request: SignedInRequest) -> FileResponse:
    """Every acknowledgement as a file, filtered as the API's list is; people by pseudonym, instants in UTC."""
    found = AcknowledgementFilter(request.GET or None, queryset=all_acknowledgements()).qs
    head = [
        _("Id"), _("Acknowledged (UTC)"), _("Version"), _("Digest"), _("Digest with what the agreement says"),
        _("Edition"), _("Digest of the edition"), _("Customer"), _("Person"), _("Capacity"), _("Authority"),
        _("Method"), _("Signed on"), _("Digest of the paper"), _("Attested by"), _("Ticks"), _("Receipt"),
    ]  # fmt: skip
    rows = (
        [
            row.pk, instant_text(row.at), row.version.number, row.digest, row.binding_digest, row.edition_language,
            row.edition_digest, row.customer.reference, row.person, row.get_capacity_display(), row.authority or "",
            row.get_method_display(), *_of_paper(row), " ".join(row.ticks), row.receipt,
        ]
        for row in found.iterator(chunk_size=2000)
    )  # fmt: skip
    return csv_file("acknowledgements.csv", head, rows)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def declines(request: SignedInRequest) -> HttpResponse:
    """Who declined which words and why; each with what binds the customer all the same."""
    found = DeclineFilter(request.GET or None, queryset=all_declines())
    page = Paginator(found.qs, _ROWS).get_page(request.GET.get("page"))
    names = names_of({row.person for row in page.object_list})
    erased = _("Somebody whose name was erased")
    rows = [(row, names.get(row.person, erased)) for row in page.object_list]
    return render(request, "acknowledgements/declines.html", {"page_obj": page, "rows": rows})


def _of_paper(row: Acknowledgement) -> list[object]:
    return [row.paper.signed_on, row.paper.document_digest, row.paper.attested_by] if row.paper else ["", "", ""]
