"""The desk's queue of reports, one report, and opening its sealed evidence."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.reports.actions import complete_report, enter_report, take_report
from enforcement.reports.evidence import open_evidence
from enforcement.reports.filters import ReportFilter
from enforcement.reports.forms import FIELD_OF, CompleteForm, ReportForm
from enforcement.reports.forms import intake as intake_of
from enforcement.reports.models import Evidence, Reason, Report, ReportStatus, Source
from enforcement.reports.queries import candidates, queue
from policies.documents.model.categories import CATEGORIES
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_REPORTS)
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The queue: what waits first."""
    filtered = ReportFilter(request.GET, queryset=queue())
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    may_enter = may(request.user, enter_report)
    context = {"filter": filtered, "page_obj": page, "may_enter": may_enter, "categories": CATEGORIES}
    return render(request, "reports/queue.html", context)


@desk(enter_report)
@require_http_methods(["GET", "POST"])
def new_report(request: SignedInRequest) -> HttpResponse:
    """What staff saw themselves, or were told on the phone."""
    posted = request.method == "POST"
    return answer(
        request,
        ReportForm(request.POST if posted else None, request.FILES if posted else None),
        lambda said: enter_report(source=Source.STAFF, by=request.user, **intake_of(said))[0],
        template="reports/new.html",
        then=lambda made: redirect("desk-report", report_id=made.pk),
        done=lambda made: _("The report %s is in the queue.") % made,
        fields=FIELD_OF,
    )


@desk(Permission.SEE_REPORTS, post=complete_report)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report, who held the target then, its evidence; POST completes it with a reason."""
    found = get_object_or_404(Report.objects.select_related("service", "customer"), pk=report_id)
    context = {
        "report": found,
        "category": CATEGORIES.get(found.category),
        "candidates": candidates(found),
        "evidence": found.evidence.order_by("received_at", "filename"),
        "cases": found.cases.order_by("number"),
        "open": found.status != ReportStatus.COMPLETED,
        "may_handle": may(request.user, complete_report),
        "may_work": may(request.user, Permission.WORK_CASES),
        "may_open": may(request.user, open_evidence),
    }
    return answer(
        request,
        CompleteForm(request.POST if request.method == "POST" else None),
        lambda said: complete_report(by=request.user, report=found, reason=Reason(said["reason"])),
        template="reports/detail.html",
        then=lambda made: redirect("desk-report", report_id=made.pk),
        done=_("The report %s is completed.") % found,
        context=context,
    )


@desk(take_report)
@require_POST
def take(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """Somebody looks into it now."""
    take_report(by=request.user, report=get_object_or_404(Report, pk=report_id))
    return redirect("desk-report", report_id=report_id)


@desk(open_evidence)
@require_POST
def evidence(request: SignedInRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """The file as a download that no browser shows; opening it is recorded."""
    found = get_object_or_404(Evidence, pk=evidence_id)
    return download(found, open_evidence(by=request.user, evidence=found))


def download(evidence: Evidence, data: bytes) -> HttpResponse:
    """Bytes that nothing runs: no type that a browser would open, in a sandbox if it does."""
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=evidence.filename)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
