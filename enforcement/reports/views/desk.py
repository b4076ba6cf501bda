"""Entering and taking up a report, and opening its sealed evidence; the inbox has a package of its own."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from enforcement.reports.actions import enter_report, take_report
from enforcement.reports.forms import FIELD_OF, ReportForm
from enforcement.reports.forms import intake as intake_of
from enforcement.reports.models import Report, Source
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


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


@desk(take_report)
@require_POST
def take(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """Somebody looks into it now."""
    take_report(by=request.user, report=get_object_or_404(Report, pk=report_id))
    where = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("desk-report", args=[report_id]) + where)
