"""The desk's pages of allowances: what is proposed, what runs, setting one, importing usage."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.cases.allowances import queries
from enforcement.cases.allowances.actions import dismiss_proposal, import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.forms import FIELDS, AllowanceForm
from enforcement.cases.allowances.importing import COLUMNS
from enforcement.cases.allowances.models import CaseProposal, Period
from enforcement.reports.reasons import ReasonForm
from tenants.csv_files.mistakes import Mistaken
from tenants.csv_files.uploads import CsvForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CASES)
@require_safe
def allowances(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, and every allowance."""
    context = {
        "proposals": queries.waiting(),
        "page_obj": Paginator(queries.allowances(), PAGE).get_page(request.GET.get("page")),
        "may_open": may(request.user, open_proposed),
        "may_set": may(request.user, set_allowance),
    }
    return render(request, "cases/allowances/list.html", context)


@desk(set_allowance)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Sets an allowance from now on."""
    return answer(
        request,
        AllowanceForm(request.POST if request.method == "POST" else None, initial={"period": Period.MONTH}),
        lambda said: set_allowance(by=request.user, **said),
        template="cases/allowances/new.html",
        then=lambda _made: redirect("desk-allowances"),
        done=_("The allowance runs from now on."),
        fields=FIELDS,
    )


@desk(import_usage)
@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """Takes a CSV over, or names every mistake."""
    form = CsvForm(request.POST, request.FILES) if request.method == "POST" else CsvForm()
    context: dict[str, Any] = {"form": form, "columns": COLUMNS.values()}
    if form.is_bound and form.is_valid():
        try:
            done = import_usage(by=request.user, data=form.cleaned_data["file"])
        except Mistaken as mistaken:
            context |= {"form": CsvForm(), **mistaken.shown}
        else:
            counts = {"added": done.added, "proposed": done.proposed}
            messages.success(request, _("%(added)d readings added, %(proposed)d cases proposed.") % counts)
            return redirect("desk-allowances")
    return render(request, "cases/allowances/import.html", context, status=422 if form.is_bound else 200)


@desk(open_proposed)
@require_POST
def open_case(request: SignedInRequest, caseproposal_id: uuid.UUID) -> HttpResponse:
    """Opens the case that is proposed."""
    made = open_proposed(by=request.user, proposal=get_object_or_404(CaseProposal, pk=caseproposal_id))
    return redirect("desk-case", case_id=made.pk)


@desk(dismiss_proposal)
@require_http_methods(["GET", "POST"])
def dismiss(request: SignedInRequest, caseproposal_id: uuid.UUID) -> HttpResponse:
    """Says what dismissing means, asks for the reason."""
    found = get_object_or_404(queries.proposals(), pk=caseproposal_id)
    context = {
        "title": _("Dismiss the proposal about %s?") % found.allowance.service.reference,
        "consequences": [_("No case is opened for this period. More usage in it proposes none again.")],
        "submit": _("Dismiss it"),
        "cancel_url": reverse("desk-allowances"),
    }
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: dismiss_proposal(by=request.user, proposal=found, reason=said["reason"]),
        template="cases/confirm.html",
        then=lambda _made: redirect("desk-allowances"),
        fields=FIELDS,
        context=context,
    )
