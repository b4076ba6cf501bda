"""The mail or XARF report that a report came in: read as text, opened by a signed address, removed."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.reports.custody.actions import open_raw_report, read_raw_report, remove_raw_report
from enforcement.reports.custody.addresses import require_key
from enforcement.reports.custody.queries import content_of
from enforcement.reports.custody.raw import is_sealed, reports_in
from enforcement.reports.custody.views.acting import ask_why
from enforcement.reports.custody.views.opening import download, opened
from enforcement.reports.models import RawReport, Report
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk


@never_cache
@desk(read_raw_report)
@require_safe
def read(request: SignedInRequest, rawreport_id: uuid.UUID) -> HttpResponse:
    """What a report came in as text, where none of its reports is sealed; each time it is read is recorded."""
    raw, report = _found(rawreport_id)
    context = {"title": _("As it came"), "report": report, "shown": read_raw_report(by=request.user, raw=raw)}
    return render(request, "reports/custody/text.html", context)


@desk(open_raw_report)
@require_http_methods(["GET", "POST"])
def open_file(request: SignedInRequest, rawreport_id: uuid.UUID) -> HttpResponse:
    """Records that it is opened, and why, and leads to the address it is fetched from."""
    raw, report = _found(rawreport_id)
    return opened(
        request,
        raw,
        lambda reason: open_raw_report(by=request.user, raw=raw, reason=reason),
        report=report,
        sealed=is_sealed(raw),
        title=_("Open what %s came in?") % report,
        at=reverse("desk-raw-report-file", kwargs={"rawreport_id": raw.pk}),
    )


@desk(open_raw_report)
@require_safe
def fetch(request: SignedInRequest, rawreport_id: uuid.UUID) -> HttpResponse:
    """The bytes as they came, for whom the address was signed, as long as it is good."""
    raw, _report = _found(rawreport_id)
    require_key(request.GET.get("key", ""), raw, person=request.user, at=clock.now())
    return download(raw, content_of(raw))


@desk(remove_raw_report)
@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, rawreport_id: uuid.UUID) -> HttpResponse:
    """Removes it, if nothing keeps any of its reports."""
    raw, report = _found(rawreport_id)
    others = [str(one) for one in reports_in(raw) if one.pk != report.pk]
    context = {
        "report": report,
        "title": _("Remove what %s came in?") % report,
        "submit": _("Remove it"),
        "consequences": [
            _("It is deleted and cannot be brought back. Files that were taken out of it stay."),
            *([_("These came in it too: %s") % ", ".join(others)] if others else []),
            _("Its digest, its size, who removed it, when and why stay on record."),
        ],
    }
    return ask_why(
        request,
        context,
        lambda reason: remove_raw_report(by=request.user, raw=raw, reason=reason),
        done=_("It was removed."),
    )


def _found(pk: uuid.UUID) -> tuple[RawReport, Report]:
    """Returns it with the first of its reports, on whose page it stands."""
    raw = get_object_or_404(RawReport, pk=pk)
    report = reports_in(raw).first()
    if report is None:
        raise Http404
    return raw, report
