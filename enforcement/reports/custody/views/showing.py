"""What is kept, and what became of it: the list of all evidence, and one report's."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.reports.custody import actions
from enforcement.reports.custody.filters import EvidenceFilter
from enforcement.reports.custody.queries import files, storage_use, why_kept
from enforcement.reports.custody.raw import raw_reports_of
from enforcement.reports.models import Report
from enforcement.reports.persons import names_of
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_REPORTS)
@require_safe
def evidence_list(request: SignedInRequest) -> HttpResponse:
    """Every file that came with a report, and how full the storage is."""
    filtered = EvidenceFilter(request.GET, queryset=files())
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/custody/list.html", {"filter": filtered, "page_obj": page, "use": storage_use()})


@desk(Permission.SEE_REPORTS)
@require_safe
def custody(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report's evidence: whether it is sealed, what keeps it, which authority knows of it, what was removed."""
    report = get_object_or_404(Report.objects.select_related("sealing"), pk=report_id)
    holds = list(report.legal_holds.order_by("placed_at"))
    told = list(report.authority_reports.order_by("reported_at"))
    evidence = list(files().filter(report=report).order_by("received_at", "pk"))
    sealing = getattr(report, "sealing", None)
    people = [sealing and sealing.sealed_by, *(one.recorded_by for one in told)]
    for hold in holds:
        people += [hold.placed_by, hold.ended_by]
    people += [one.removal.removed_by for one in evidence if hasattr(one, "removal")]
    context = {
        "report": report,
        "sealing": sealing,
        "holds": holds,
        "told": told,
        "evidence": evidence,
        "raw_reports": raw_reports_of(report),
        "kept": why_kept(report, clock.now()),
        "names": names_of(people),
        "may_seal": not report.sealed and may(request.user, actions.seal_report),
        "may_keep": may(request.user, actions.place_legal_hold),
        "may_open": may(request.user, actions.open_evidence),
    }
    return render(request, "reports/custody/report.html", context)
