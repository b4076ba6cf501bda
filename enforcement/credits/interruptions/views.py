"""The desk's pages about interruptions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.appeals.queries import overturned_among
from enforcement.credits.interruptions.actions import (
    import_interruptions,
    link_cause,
    withdraw_interruption,
)
from enforcement.credits.interruptions.filters import InterruptionFilter
from enforcement.credits.interruptions.forms import CauseForm, WithdrawForm
from enforcement.credits.interruptions.importing import COLUMNS
from enforcement.credits.interruptions.queries import interruptions
from tenants.csv_files.mistakes import Mistaken
from tenants.csv_files.uploads import CsvForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CREDITS)
@require_safe
def interruption_list(request: SignedInRequest) -> HttpResponse:
    """All interruptions, newest first."""
    found = InterruptionFilter(request.GET, queryset=interruptions())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    causes = [one.cause_found for one in page]
    context = {
        "filter": found,
        "page_obj": page,
        "overturned": overturned_among(one.determination for one in causes if one),
        "may_manage": may(request.user, import_interruptions),
    }
    return render(request, "credits/interruptions.html", context)


@desk(import_interruptions)
@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """Takes a CSV over, or names every mistake."""
    form = CsvForm(request.POST, request.FILES) if request.method == "POST" else CsvForm()
    context: dict[str, Any] = {"form": form, "columns": COLUMNS.values()}
    if form.is_bound and form.is_valid():
        try:
            done = import_interruptions(by=request.user, data=form.cleaned_data["file"])
        except Mistaken as mistaken:
            context |= {"form": CsvForm(), **mistaken.shown}
        else:
            counts = {"added": done.added, "ended": done.ended}
            messages.success(request, _("%(added)d interruptions added, %(ended)d ended.") % counts)
            return redirect("desk-interruptions")
    return render(request, "credits/import.html", context, status=422 if form.is_bound else 200)


@desk(link_cause)
@require_http_methods(["GET", "POST"])
def cause(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Links an interruption to the violation that caused it."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    named = {"reference": interruption.reference, "service": interruption.service.reference}
    context = {
        "title": _("What caused %(reference)s on %(service)s?") % named,
        "lead": _(
            "An interruption that a violation caused earns its violator no credit; other customers keep theirs, "
            "unless the settings widen the exclusion. The link cannot be taken back."
        ),
    }
    return answer(
        request,
        CauseForm(request.POST if request.method == "POST" else None, interruption=interruption),
        lambda said: link_cause(by=request.user, interruption=interruption, determination=said["determination"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-interruptions"),
        done=_("The violation is linked; run the month again to see what it changes."),
        context=context,
    )


@desk(withdraw_interruption)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Says what withdrawing does, asks why, and does it."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    named = {"reference": interruption.reference, "service": interruption.service.reference}
    context = {
        "title": _("Withdraw %(reference)s on %(service)s") % named,
        "lead": _(
            "For a false alarm. It stays in the list with your reason and counts in no month that is computed from now "
            "on. To correct its times, withdraw it and import it anew under another reference."
        ),
    }
    return answer(
        request,
        WithdrawForm(request.POST if request.method == "POST" else None),
        lambda said: withdraw_interruption(by=request.user, interruption=interruption, reason=said["reason"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-interruptions"),
        done=_("The interruption is withdrawn; run the month again to see what it changes."),
        fields={"reason": "reason"},
        context=context,
    )
