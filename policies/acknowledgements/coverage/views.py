"""The desk's pages on how each customer and each person stands to a version, and the same as files."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.acknowledgements.coverage.chart import coverage_chart
from policies.acknowledgements.coverage.figures import coverage_figures
from policies.acknowledgements.coverage.filters import CustomerCoverageFilter, PersonCoverageFilter
from policies.acknowledgements.coverage.queries import (
    Coverage,
    coverage_of_customers,
    coverage_of_people,
    customers_with_state,
    people_with_state,
)
from policies.acknowledgements.parameters import version_asked
from policies.acknowledgements.rules import instant_text
from policies.versions.models import PolicyVersion
from policies.versions.queries import standing_versions
from tenants.csv_files.writing import csv_file
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission

_ROWS = 50
_AT_ONCE = 500


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def by_customer(request: SignedInRequest) -> HttpResponse:
    """Which customers were told, shown, have acknowledged, declined, or are missing."""
    return _page(request, "acknowledgements/coverage_customers.html", _customers, coverage_of_customers)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def by_person(request: SignedInRequest) -> HttpResponse:
    """The same of each person who acts for a customer."""
    return _page(request, "acknowledgements/coverage_people.html", _people, coverage_of_people)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def customers_csv(request: SignedInRequest) -> FileResponse:
    """Customers as a file, filtered as the page is; instants in UTC."""
    head = [
        _("Customer"), _("Name"), _("State"), _("Representatives"), _("Told (UTC)"), _("Notice opened (UTC)"),
        _("First shown (UTC)"), _("Acknowledged (UTC)"), _("By"), _("Version"), _("Edition"), _("Method"),
        _("People who read it"), _("Declined (UTC)"), _("Declined by"), _("Reason"),
    ]  # fmt: skip
    return _file(request, "customers", head, _customers, coverage_of_customers)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def people_csv(request: SignedInRequest) -> FileResponse:
    """People as a file, filtered as the page is; instants in UTC."""
    head = [
        _("Customer"), _("Name"), _("State"), _("Person"), _("Capacity"), _("Told (UTC)"), _("Notice opened (UTC)"),
        _("First shown (UTC)"), _("Acknowledged (UTC)"), _("Version"), _("Edition"), _("Method"),
        _("Declined (UTC)"), _("Reason"),
    ]  # fmt: skip
    return _file(request, "people", head, _people, coverage_of_people)


def _customers(request: SignedInRequest, version: PolicyVersion, at: dt.datetime) -> CustomerCoverageFilter:
    return CustomerCoverageFilter(request.GET or None, queryset=customers_with_state(version=version, at=at))


def _people(request: SignedInRequest, version: PolicyVersion, at: dt.datetime) -> PersonCoverageFilter:
    return PersonCoverageFilter(request.GET or None, queryset=people_with_state(version=version, at=at))


def _page(
    request: SignedInRequest, template: str, filtered: Callable[..., Any], rows_of: Callable[..., list[Coverage]]
) -> HttpResponse:
    at = clock.now()
    version = version_asked(request.GET.get("version", ""), at=at)
    if version is None:
        return render(request, "acknowledgements/desk_nothing.html")
    found = filtered(request, version, at)
    page = Paginator(found.qs, _ROWS).get_page(request.GET.get("page"))
    labels, series = coverage_chart(version=version, until=at, zone=request.tenant.timezone)
    asked = request.GET.copy()
    asked.pop("page", None)
    context: dict[str, Any] = {
        "version": version,
        "versions": standing_versions(version.policy).order_by("-number").values_list("number", flat=True)[:20],
        "filter": found,
        "page_obj": page,
        "rows": rows_of(list(page.object_list), version=version, at=at),
        "figures": coverage_figures(version=version, at=at),
        "labels": labels,
        "series": series,
        "asked": asked.urlencode(),
    }
    return render(request, template, context)


def _file(
    request: SignedInRequest,
    name: str,
    head: Sequence[str],
    filtered: Callable[..., Any],
    rows_of: Callable[..., list[Coverage]],
) -> FileResponse:
    at = clock.now()
    version = version_asked(request.GET.get("version", ""), at=at)
    if version is None:
        raise Http404
    everything = list(filtered(request, version, at).qs)

    def lines() -> Iterator[list[object]]:
        for start in range(0, len(everything), _AT_ONCE):
            for row in rows_of(everything[start : start + _AT_ONCE], version=version, at=at):
                yield _cells(row)

    return csv_file(f"coverage-{name}-{version.policy.slug}-{version.number}.csv", head, lines())


def _cells(row: Coverage) -> list[object]:
    """One row of either file."""
    done, declined = row.acknowledgement, row.decline
    told = [_said(one) for one in (row.told_at, row.opened_at, row.viewed_at)]
    first: list[object] = [row.customer.reference, row.customer.name, row.state.label]
    acknowledged: list[object] = [_said(done.at if done else None)]
    how: list[object] = (
        [done.version.number, done.edition_language, done.get_method_display()] if done else ["", "", ""]
    )
    last: list[object] = [_said(declined.at if declined else None)]
    reason: list[object] = [declined.reason if declined else ""]
    if row.membership is None:
        who: list[object] = ["; ".join(row.representatives)]
        return [
            *first,
            *who,
            *told,
            *acknowledged,
            row.acknowledged_by,
            *how,
            row.readers,
            *last,
            row.declined_by,
            *reason,
        ]
    user = row.membership.user
    who = [f"{user.name} <{user.email}>", row.membership.get_capacity_display()]
    return [*first, *who, *told, *acknowledged, *how, *last, *reason]


def _said(at: dt.datetime | None) -> str:
    return instant_text(at) if at else ""
