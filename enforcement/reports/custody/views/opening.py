"""Opening what came with a report: a file by a signed address, and the words of a sealed report."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.reports.custody.actions import open_evidence, open_words, read_evidence
from enforcement.reports.custody.addresses import key_for, require_key
from enforcement.reports.custody.queries import StoredFile, content_of
from enforcement.reports.custody.views.acting import CONFIRM, posted_reason
from enforcement.reports.models import Evidence, RawReport, Report
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@never_cache
@desk(read_evidence)
@require_safe
def read(request: SignedInRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """An ordinary file as text; each time it is read is recorded."""
    found = get_object_or_404(Evidence.objects.select_related("report"), pk=evidence_id)
    shown = read_evidence(by=request.user, evidence=found)
    context = {"title": found, "report": found.report, "shown": shown}
    return render(request, "reports/custody/text.html", context)


@desk(open_evidence)
@require_http_methods(["GET", "POST"])
def open_file(request: SignedInRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Records that a file is opened, and why, and leads to the address it is fetched from."""
    found = get_object_or_404(Evidence.objects.select_related("report"), pk=evidence_id)
    return opened(
        request,
        found,
        lambda reason: open_evidence(by=request.user, evidence=found, reason=reason),
        report=found.report,
        sealed=found.report.sealed,
        title=_("Open the file %s?") % found,
        at=reverse("desk-evidence-file", kwargs={"evidence_id": found.pk}),
    )


def opened(
    request: SignedInRequest,
    kept: Evidence | RawReport,
    act: Callable[[str], Any],
    *,
    report: Report,
    sealed: bool,
    title: str,
    at: str,
) -> HttpResponse:
    """Acts, asking why where it is sealed, and leads to the address `at` with a key."""

    def keyed(reason: str) -> str:
        act(reason)
        key, _until = key_for(kept, person=request.user, at=clock.now())
        return f"{at}?{urlencode({'key': key})}"

    if request.method == "POST" and not sealed:
        return redirect(keyed(request.POST.get("reason", "")[:1000]))
    context = {
        "report": report,
        "title": title,
        "submit": _("Open the file"),
        "consequences": [
            _("The file is fetched as it came, and nothing of it is shown here."),
            _("That you opened it, and why, is recorded in the ledger."),
        ],
    }
    return answer(
        request,
        posted_reason(request),
        lambda said: keyed(said["reason"]),
        template=CONFIRM,
        then=redirect,
        fields={"reason": "reason"},
        context=context,
    )


@desk(open_evidence)
@require_safe
def fetch(request: SignedInRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """The file, for whom the address was signed, as long as it is good."""
    found = get_object_or_404(Evidence, pk=evidence_id)
    require_key(request.GET.get("key", ""), found, person=request.user, at=clock.now())
    return download(found, content_of(found))


@never_cache
@desk(open_words)
@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """What a sealed report said, once its custodian has said why; shown this once."""
    report = get_object_or_404(Report, pk=report_id)
    context = {
        "report": report,
        "title": _("Read what %s said?") % report,
        "submit": _("Read the words"),
        "consequences": [
            _("What the report says may describe what nobody should have to read. No picture is shown."),
            _("That you read it, and why, is recorded in the ledger."),
        ],
    }
    return answer(
        request,
        posted_reason(request),
        lambda said: open_words(by=request.user, report=report, reason=said["reason"]),
        template=CONFIRM,
        then=lambda found: render(request, "reports/custody/words.html", {"report": report, "words": found}),
        fields={"reason": "reason"},
        context=context,
    )


def download(kept: StoredFile, data: bytes) -> HttpResponse:
    """Bytes that nothing runs: no type that a browser would open, in a sandbox if it does."""
    response = HttpResponse(data, content_type="application/octet-stream")
    filename = kept.filename or f"{kept.digest[:12]}.bin"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    return response
