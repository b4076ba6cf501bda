"""The public form and the customer's form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from enforcement.reports import throttle
from enforcement.reports.actions import receive_report
from enforcement.reports.custody import room
from enforcement.reports.forms import FIELD_OF, PublicReportForm, ReportForm
from enforcement.reports.forms import intake as intake_of
from enforcement.reports.models import Source
from tenants.customers.access import CustomerRequest, my_always
from tenants.people.form_pages import answer


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Anyone may report (R11); a filled honeypot is refused in words, since people's browsers fill fields in too."""
    posted = request.method == "POST"

    def take_in(said: dict[str, Any]) -> str:
        throttle.count(request)
        sizes = sum(file.size or 0 for file in said["evidence"])
        room.require_room(sizes, stranger=True)
        room.count_from(throttle.network_of(throttle.client_address(request)), sizes)
        names = {name: said[name] for name in ("reporter_name", "reporter_email")}
        return receive_report(source=Source.FORM, **names, **intake_of(said))[1]

    return answer(
        request,
        PublicReportForm(request.POST if posted else None, request.FILES if posted else None),
        take_in,
        template="reports/report.html",
        then=lambda secret: redirect("report-follow", secret=secret),
        fields=FIELD_OF,
    )


@my_always
@require_http_methods(["GET", "POST"])
def my_report(request: CustomerRequest) -> HttpResponse:
    """The same intake for a signed-in customer, whose name and address are known."""
    posted = request.method == "POST"
    return answer(
        request,
        ReportForm(request.POST if posted else None, request.FILES if posted else None),
        lambda said: receive_report(
            source=Source.CUSTOMER,
            reporter_name=request.user.name,
            reporter_email=request.user.email,
            by=request.user,
            **intake_of(said),
        )[1],
        template="reports/my_report.html",
        then=lambda secret: redirect("report-follow", secret=secret),
        fields=FIELD_OF,
    )
