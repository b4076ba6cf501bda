"""The desk's pages on which interruptions are recorded, ended, corrected, withdrawn and linked."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.credits.interruptions.actions import (
    Told,
    correct_interruption,
    end_interruption,
    import_interruptions,
    link_cause,
    record_interruption,
    withdraw_interruption,
)
from enforcement.credits.interruptions.forms import CauseForm, CorrectForm, EndForm, RecordForm, WithdrawForm
from enforcement.credits.interruptions.importing import COLUMNS
from enforcement.credits.interruptions.queries import interruptions
from enforcement.credits.models import Interruption
from tenants.csv_files.mistakes import Mistaken
from tenants.csv_files.uploads import CsvForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer

TIMES = {"instant": "starts_at", "in_the_future": "starts_at", "ends_before": "ends_at"}


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


@desk(record_interruption)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Records one interruption by hand."""

    def act(said: dict[str, Any]) -> Interruption:
        service = said.pop("service")
        return record_interruption(by=request.user, service=service, told=Told(**said))[0]

    return answer(
        request,
        RecordForm(request.POST if request.method == "POST" else None),
        act,
        template="credits/form.html",
        then=_to_page,
        done=_("The interruption is recorded."),
        fields={**TIMES, "reference": "reference", "interruption_differs": "reference"},
        context={"title": _("Record an interruption"), "cancel": "desk-interruptions"},
    )


@desk(end_interruption)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Says when an interruption ended."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    context = {
        "title": _("When did %(reference)s on %(service)s end?") % _named(interruption),
        "lead": _("It counts until then. The end is said once: what is wrong of it is corrected afterwards."),
    }
    return answer(
        request,
        EndForm(request.POST if request.method == "POST" else None),
        lambda said: end_interruption(by=request.user, interruption=interruption, ends_at=said["ends_at"]),
        template="credits/form.html",
        then=_to_page,
        done=_("The interruption has ended."),
        fields="ends_at",
        context=context,
    )


@desk(correct_interruption)
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Says how an interruption was instead, and why."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    recorded = {name: getattr(interruption, name) for name in ("starts_at", "ends_at", "cause")}
    context = {
        "title": _("Correct %(reference)s on %(service)s") % _named(interruption),
        "lead": _(
            "The correction is recorded beside it and counts in its place; what was recorded stays to be read with your"
            " reason. A violation that is linked is linked anew. Months that were computed are computed again."
        ),
    }

    def act(said: dict[str, Any]) -> Interruption:
        times = {name: _as_recorded(said[name], recorded[name]) for name in ("starts_at", "ends_at")}
        return correct_interruption(by=request.user, interruption=interruption, **said | times)

    return answer(
        request,
        CorrectForm(request.POST if request.method == "POST" else None, initial=recorded),
        act,
        template="credits/form.html",
        then=_to_page,
        done=_("The correction is recorded."),
        fields={**TIMES, "reason": "reason"},
        context=context,
    )


@desk(withdraw_interruption)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Says what withdrawing does, asks why, and does it."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    context = {
        "title": _("Withdraw %(reference)s on %(service)s") % _named(interruption),
        "lead": _(
            "For a false alarm. It stays to be read with your reason and counts no more: months that were computed are"
            " computed again. Where only its times are wrong, correct it instead."
        ),
    }
    return answer(
        request,
        WithdrawForm(request.POST if request.method == "POST" else None),
        lambda said: withdraw_interruption(by=request.user, interruption=interruption, reason=said["reason"]),
        template="credits/form.html",
        then=lambda made: redirect("desk-interruption", interruption_id=made.pk),
        done=_("The interruption is withdrawn."),
        fields={"reason": "reason"},
        context=context,
    )


@desk(link_cause)
@require_http_methods(["GET", "POST"])
def cause(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Links an interruption to the violation that caused it."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    context = {
        "title": _("What caused %(reference)s on %(service)s?") % _named(interruption),
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
        then=lambda _made: redirect("desk-interruption", interruption_id=interruption.pk),
        done=_("The violation is linked; months that were computed are computed again."),
        context=context,
    )


def _named(interruption: Interruption) -> dict[str, str]:
    return {"reference": interruption.reference, "service": interruption.service.reference}


def _to_page(interruption: Interruption) -> HttpResponse:
    return redirect("desk-interruption", interruption_id=interruption.pk)


def _as_recorded(said: dt.datetime | None, recorded: dt.datetime | None) -> dt.datetime | None:
    """Returns what is recorded where the form said the same: a browser's control shows no fractions of a second."""
    return recorded if said and recorded and said == recorded.replace(microsecond=0) else said
