"""The desk's pages about credits received, beside what was passed on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.models import CreditStatement, ReceivedCredit
from enforcement.credits.queries import statements_for, statements_issued
from enforcement.credits.received.actions import import_received, record_received, withdraw_received
from enforcement.credits.received.documents import written
from enforcement.credits.received.exporting import document_of
from enforcement.credits.received.forms import ImportForm, MonthForm, ReceivedForm, WithdrawReceivedForm
from enforcement.credits.received.importing import COLUMNS
from enforcement.credits.received.queries import comparison, last_month, received
from tenants.csv_files.mistakes import Mistaken
from tenants.customers import files
from tenants.customers.access import CustomerRequest, my
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import add_refusal, answer
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused


@desk(Permission.SEE_CREDITS)
@require_safe
def comparison_page(request: SignedInRequest) -> HttpResponse:
    """A month's credits received, and side by side what was passed on and kept."""
    month = request.GET.get("month") or last_month()
    found, problem = None, ""
    if month:
        try:
            found = comparison(month)
        except Refused as refusal:
            problem = refusal.sentence
    context = {
        "filter": {"form": MonthForm({"month": month})},
        "month": month,
        "problem": problem,
        "comparison": found,
        "documents": received().filter(month=month),
        "may_manage": may(request.user, record_received),
    }
    return render(request, "credits/received.html", context, status=422 if problem else 200)


@desk(record_received)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Records one document by hand."""

    def act(said: dict[str, Any]) -> ReceivedCredit:
        file = said["file"]
        name, data = (file.name, file.read()) if file else ("", b"")
        return record_received(by=request.user, document=said["document"], filename=name, data=data)

    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return answer(
        request,
        ReceivedForm(*posted),
        act,
        template="credits/received_form.html",
        then=_to_page,
        done=_("The document is recorded."),
        fields={"received_differs": "reference", "file_empty": "file", "file_too_large": "file"},
        context={"title": _("Record a credit received")},
    )


@desk(import_received)
@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """Takes a vendor's JSON document or a CSV over, or names every mistake."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    context: dict[str, Any] = {"form": form, "columns": COLUMNS.values()}
    if form.is_bound and form.is_valid():
        name, data = form.cleaned_data["file"]
        try:
            done = import_received(by=request.user, filename=name, data=data)
        except Mistaken as mistaken:
            context |= {"form": ImportForm(), **mistaken.shown}
        except Refused as refusal:
            add_refusal(form, refusal, "file")
        else:
            counts = {"added": done.added, "unchanged": done.unchanged}
            messages.success(request, _("%(added)d documents added, %(unchanged)d unchanged.") % counts)
            month = done.made[0].month if done.made else ""
            return redirect(f"/desk/credits/received/?month={month}")
    return render(request, "credits/received_import.html", context, status=422 if form.is_bound else 200)


@desk(Permission.SEE_CREDITS)
@require_safe
def document_page(request: SignedInRequest, receivedcredit_id: UUID) -> HttpResponse:
    """One document with its lines."""
    credit = get_object_or_404(received(), pk=receivedcredit_id)
    manages = credit.withdrawn_at is None and may(request.user, withdraw_received)
    return render(request, "credits/received_document.html", {"credit": credit, "may_manage": manages})


@desk(Permission.SEE_CREDITS)
@require_safe
def file(request: SignedInRequest, receivedcredit_id: UUID) -> HttpResponse:  # noqa: ARG001 - the door has asked it
    """The file as the vendor sent it."""
    credit = get_object_or_404(ReceivedCredit, pk=receivedcredit_id)
    if not credit.path:
        raise Http404
    return files.download(path=credit.path, digest=credit.document_digest, filename=credit.filename)


@desk(withdraw_received)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, receivedcredit_id: UUID) -> HttpResponse:
    """Says what withdrawing does, asks why, and does it."""
    credit = get_object_or_404(received(), pk=receivedcredit_id)
    return answer(
        request,
        WithdrawReceivedForm(request.POST if request.method == "POST" else None),
        lambda said: withdraw_received(by=request.user, credit=credit, reason=said["reason"]),
        template="credits/received_form.html",
        then=_to_page,
        done=_("The document is withdrawn."),
        fields="reason",
        context={
            "title": _("Withdraw %s") % credit,
            "lead": _("It stays to be read with your reason and counts no more. The right one can then be recorded."),
        },
    )


@desk(Permission.SEE_CREDITS)
@require_safe
def statement_document(request: SignedInRequest, creditstatement_id: UUID) -> HttpResponse:  # noqa: ARG001 - likewise
    """A statement that was sent, as the document that its customer records as received."""
    return _download(get_object_or_404(statements_issued(), pk=creditstatement_id))


@my
@require_safe
def my_statement_document(request: CustomerRequest, creditstatement_id: UUID) -> HttpResponse:
    """The same for the customer itself, which may be a reseller."""
    return _download(get_object_or_404(statements_for(request.customer), pk=creditstatement_id))


def _download(statement: CreditStatement) -> HttpResponse:
    answered = JsonResponse(written(document_of(statement)), json_dumps_params={"indent": 2})
    answered["Content-Disposition"] = f'attachment; filename="{statement}.json"'
    return answered


def _to_page(credit: ReceivedCredit) -> HttpResponse:
    return redirect("desk-received-credit", receivedcredit_id=credit.pk)
