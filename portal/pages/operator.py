"""The operator's pages: resellers, making one, and who has taken over which release."""

from dataclasses import asdict
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.forms import NewResellerForm
from portal.pages.uptake import Bar, drift_bars, lag_bars, taken_by, uptake_of
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission
from tenants.people.resellers import create_reseller
from tenants.resellers import storage
from tenants.resellers.models import Release, Reseller, Status, SweepFailure

PAGE = 50
#: How many of the newest releases are listed.
RELEASES = 12


@desk(Permission.MANAGE_RESELLERS)
def resellers(request: SignedInRequest) -> HttpResponse:
    """List every reseller with its hosts, whom it buys from and its status, and whose work fails."""
    rows = Reseller.objects.select_related("upstream").prefetch_related("domains").order_by("name")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    failures = (
        SweepFailure.objects.filter(reseller__status=Status.ACTIVE).select_related("reseller").order_by("first_at")
    )
    return render(request, "pages/resellers.html", {"page_obj": page, "failures": failures, "space": storage.space()})


@desk(create_reseller)
@require_http_methods(["GET", "POST"])
def new_reseller(request: SignedInRequest) -> HttpResponse:
    """Make a reseller ready to serve and invite its first administrator."""
    return answer(
        request,
        NewResellerForm(request.POST if request.method == "POST" else None),
        lambda said: create_reseller(by=request.user, **said),
        template="pages/new_reseller.html",
        then=lambda _made: redirect("home"),
        done=lambda made: _("%s is ready; its administrator was sent a link.") % made.name,
        fields={"host_taken": "host", "schema_name": "schema", "schema_taken": "schema"},
    )


@desk(Permission.SEE_UPTAKE)
@require_safe
def uptake(request: SignedInRequest) -> HttpResponse:
    """Show how each active reseller stands to what its upstream offers: who lags, and how far its copy has drifted."""
    page = _page(request, _active())
    rows = uptake_of(page.object_list, at=clock.now())
    releases = Release.objects.filter(policy="aup").order_by("-effective_at").defer("document")[:RELEASES]
    context = {
        "page_obj": page,
        "rows": rows,
        "lags": lag_bars(rows),
        "drifts": drift_bars(rows),
        "releases": releases,
    }
    return render(request, "pages/uptake.html", context)


@desk(Permission.SEE_UPTAKE)
@require_safe
def release(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    """Show who has taken one release over and when, who has not, and for how long."""
    found = get_object_or_404(Release.objects.defer("document"), pk=release_id, policy="aup")
    page = _page(request, _active().filter(upstream__schema_name=found.publisher))
    rows = taken_by(found, page.object_list, at=clock.now())
    context = {
        "release": found,
        "page_obj": page,
        "rows": rows,
        "bars": [Bar(row.reseller.name, row.days) for row in rows if row.readable],
        "drifts": drift_bars(rows),
    }
    return render(request, "pages/release.html", context)


@desk(Permission.SEE_UPTAKE)
@require_safe
def uptake_json(request: SignedInRequest) -> HttpResponse:
    """Give the same for machines, a page of resellers at a time; lags in seconds."""
    page = _page(request, _active())
    rows = uptake_of(page.object_list, at=clock.now())
    results = [
        {
            "reseller": row.reseller.schema_name,
            "readable": row.readable,
            "version": row.version.number if row.version else None,
            "follows": row.version.base_number if row.version else None,
            "offered": row.offered.number if row.offered else None,
            "publisher": row.offered.publisher if row.offered else None,
            "behind": row.behind,
            "lag_seconds": int(row.lag.total_seconds()) if row.lag else 0,
            "drift": asdict(row.drift) | {"percent": row.drift.percent} if row.drift else None,
        }
        for row in rows
    ]
    return JsonResponse({"count": page.paginator.count, "pages": page.paginator.num_pages, "results": results})


@desk(Permission.SEE_UPTAKE)
@require_safe
def release_json(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    """Give for machines who has taken one release over, a page of resellers at a time; times in seconds."""
    found = get_object_or_404(Release.objects.defer("document"), pk=release_id, policy="aup")
    page = _page(request, _active().filter(upstream__schema_name=found.publisher))
    results = [
        {
            "reseller": row.reseller.schema_name,
            "readable": row.readable,
            "version": row.version.number if row.version else None,
            "taken_at": row.version.effective_at if row.version else None,
            "took_seconds": int(row.took.total_seconds()) if row.took is not None else None,
            "waiting_seconds": int(row.waiting.total_seconds()) if row.waiting is not None else None,
            "drift": asdict(row.drift) | {"percent": row.drift.percent} if row.drift else None,
        }
        for row in taken_by(found, page.object_list, at=clock.now())
    ]
    head = {"publisher": found.publisher, "number": found.number, "effective_at": found.effective_at}
    return JsonResponse(
        {"release": head, "count": page.paginator.count, "pages": page.paginator.num_pages, "results": results}
    )


def _active() -> QuerySet[Reseller]:
    active: QuerySet[Reseller] = Reseller.objects.filter(status=Status.ACTIVE)
    return active.select_related("upstream").order_by("name")


def _page(request: SignedInRequest, resellers: QuerySet[Reseller]) -> Page[Reseller]:
    return Paginator(resellers, PAGE).get_page(request.GET.get("page"))
