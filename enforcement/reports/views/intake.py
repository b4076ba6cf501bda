"""The public form, the customer's form, and the page behind the follow link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.reports import throttle
from enforcement.reports.actions import receive_report
from enforcement.reports.forms import FIELD_OF, PublicReportForm, ReportForm, add_refusal
from enforcement.reports.forms import intake as intake_of
from enforcement.reports.models import Source
from enforcement.reports.queries import followed
from tenants.customers.access import CustomerRequest, my_always
from tenants.resellers.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Anyone may report (R11); a filled honeypot is refused in words, since people's browsers fill fields in too."""
    form = PublicReportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            form.add_error("website", _("Leave this field empty and send the report again."))
        else:
            try:
                throttle.count(request)
                _report, secret = receive_report(
                    source=Source.FORM,
                    reporter_name=form.cleaned_data["reporter_name"],
                    reporter_email=form.cleaned_data["reporter_email"],
                    **intake_of(form.cleaned_data),
                )
                return redirect("report-follow", secret=secret)
            except Refused as refusal:
                add_refusal(form, refusal, FIELD_OF)
                if refusal.status == 429:  # noqa: PLR2004 - too many requests
                    return render(request, "reports/report.html", {"form": form}, status=429)
    return render(request, "reports/report.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the report stands and the code of its outcome; nothing about any customer."""
    found = followed(secret)
    if found is None:
        raise Http404
    return render(request, "reports/follow.html", {"report": found})


@my_always
@require_http_methods(["GET", "POST"])
def my_report(request: CustomerRequest) -> HttpResponse:
    """The same intake for a signed-in customer, whose name and address are known."""
    form = ReportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _report, secret = receive_report(
                source=Source.CUSTOMER,
                reporter_name=request.user.name,
                reporter_email=request.user.email,
                by=request.user,
                **intake_of(form.cleaned_data),
            )
            return redirect("report-follow", secret=secret)
        except Refused as refusal:
            add_refusal(form, refusal, FIELD_OF)
    return render(request, "reports/my_report.html", {"form": form}, status=422 if form.is_bound else 200)
