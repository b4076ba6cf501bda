"""Pages of this room: checking what somebody brings, and exporting evidence."""

import contextlib
import tempfile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enforcement.cases.models import Case
from enforcement.reports.custody.actions import open_evidence
from policies.acknowledgements.receipts.verification import Verdict
from policies.versions.models import PolicyVersion
from portal.evidence.actions import export_evidence
from portal.evidence.checking import NotReadable, check
from portal.evidence.forms import ExportForm, VerifyForm
from portal.evidence.subjects import Subject, of_row
from tenants.customers.models import Basis, Customer
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.models import User
from tenants.people.permissions import may
from tenants.resellers import storage


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Says what a receipt or file proves and what it does not; 422 for what is not ours. Nothing is kept."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        try:
            verdict = check(form.brought)
        except NotReadable as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
    wrong = form.errors if verdict is None else not verdict.valid
    context = {"form": form, "verdict": verdict, "basis": _basis(verdict)}
    return render(request, "evidence/verify.html", context, status=422 if form.is_bound and wrong else 200)


def _basis(verdict: Verdict | None) -> str:
    """What the authority named by a receipt rests on, in words."""
    said = (verdict.claims.get("authority") or {}).get("basis", "") if verdict else ""
    return str(Basis(said).label) if said in Basis.values else said


@desk(export_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def of_customer(request: SignedInRequest, customer_id: str) -> HttpResponseBase:
    """Exports everything about a customer and the policy."""
    customer = get_object_or_404(Customer, pk=customer_id)
    return _page(request, of_row(customer), reverse("desk-customer", kwargs={"customer_id": customer.pk}))


@desk(export_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: SignedInRequest, case_id: str) -> HttpResponseBase:
    """Exports a whole case."""
    case = get_object_or_404(Case, pk=case_id)
    return _page(request, of_row(case), reverse("desk-case", args=[case.pk]))


@desk(export_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def of_version(request: SignedInRequest, policyversion_id: str) -> HttpResponseBase:
    """Exports everything about a version, for all customers."""
    version = get_object_or_404(PolicyVersion.objects.select_related("policy"), pk=policyversion_id)
    return _page(request, of_row(version), reverse("desk-version", kwargs={"policyversion_id": version.pk}))


def _page(request: SignedInRequest, subject: Subject, back: str) -> HttpResponseBase:
    return answer(
        request,
        ExportForm(request.POST if request.method == "POST" else None),
        lambda said: exported(by=request.user, subject=subject, **said),
        template="evidence/export.html",
        then=lambda file: file,
        fields={"head_not_ours": "head"},
        context={"subject": subject, "back": back, "opens": may(request.user, open_evidence)},
    )


def exported(*, by: User, subject: Subject, names: bool, head: str) -> FileResponse:
    """The file as a download; raises what the verb raises, and Refused (507) where the server has no room for it."""
    with storage.room_or_refused(), contextlib.ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        export_evidence(by=by, subject=subject, out=file, names=names, kept_head=head)
        file.seek(0)
        stack.pop_all()  # from here on the response closes it
    name = f"evidence-{subject.kind}-{subject.label}".replace(" ", "-").lower()
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "-" for one in name)
    answer = FileResponse(file, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
