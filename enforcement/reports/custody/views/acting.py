"""Sealing, holding, reporting and removing: each a page that says what will happen, and asks why."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.reports.custody import actions
from enforcement.reports.custody.forms import AuthorityForm
from enforcement.reports.models import Evidence, LegalHold, Report
from enforcement.reports.reasons import ReasonForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer

CONFIRM = "reports/custody/confirm.html"


def posted_reason(request: SignedInRequest) -> ReasonForm:
    """The form that asks why, as it was sent."""
    told = _("It is kept in the ledger. Describe no content.")
    return ReasonForm(request.POST if request.method == "POST" else None, told=told)


def ask_why(
    request: SignedInRequest,
    context: dict[str, Any],
    act: Callable[[str], Any],
    *,
    done: str,
    fields: str | dict[str, str] = "reason",
) -> HttpResponse:
    """Says what the act does, asks why, acts, and comes back to what is kept of the report in `context`."""
    return answer(
        request,
        posted_reason(request),
        lambda said: act(said["reason"]),
        template=CONFIRM,
        then=lambda _made: redirect("desk-custody", report_id=context["report"].pk),
        done=done,
        fields=fields,
        context=context,
    )


@desk(actions.seal_report)
@require_http_methods(["GET", "POST"])
def seal(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """Takes a report with all that came with it out of sight."""
    report = get_object_or_404(Report, pk=report_id)
    context = {
        "report": report,
        "title": _("Seal the report %s?") % report,
        "submit": _("Seal the report"),
        "consequences": [
            _("Its words, the names of its files and their content are shown to nobody but an evidence custodian."),
            _("It cannot be undone."),
            _("A legal hold keeps everything until an evidence custodian ends it."),
        ],
    }
    return ask_why(
        request,
        context,
        lambda reason: actions.seal_report(by=request.user, report=report, reason=reason),
        done=_("The report %s is sealed.") % report,
    )


@desk(actions.place_legal_hold)
@require_http_methods(["GET", "POST"])
def hold(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """Keeps everything that came with a report."""
    report = get_object_or_404(Report, pk=report_id)
    context = {
        "report": report,
        "title": _("Put %s under legal hold?") % report,
        "submit": _("Put under legal hold"),
        "consequences": [_("Nothing that came with the report is removed until this hold ends.")],
    }
    return ask_why(
        request,
        context,
        lambda reason: actions.place_legal_hold(by=request.user, report=report, reason=reason),
        done=_("%s is under legal hold.") % report,
    )


@desk(actions.end_legal_hold)
@require_http_methods(["GET", "POST"])
def end_hold(request: SignedInRequest, legalhold_id: uuid.UUID) -> HttpResponse:
    """Ends one legal hold."""
    found = get_object_or_404(LegalHold.objects.select_related("report"), pk=legalhold_id)
    context = {
        "report": found.report,
        "title": _("End the legal hold on %s?") % found.report,
        "submit": _("End the legal hold"),
        "consequences": [
            _("It was placed because: %s") % found.reason,
            _("Other legal holds stay. Without one, evidence may be removed once nothing else keeps it."),
        ],
    }
    return ask_why(
        request,
        context,
        lambda reason: actions.end_legal_hold(by=request.user, hold=found, reason=reason),
        done=_("The legal hold has ended."),
    )


@desk(actions.report_to_authority)
@require_http_methods(["GET", "POST"])
def authority(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """Records that an authority was told."""
    report = get_object_or_404(Report, pk=report_id)
    context = {
        "report": report,
        "title": _("Record that an authority was told of %s") % report,
        "submit": _("Record it"),
        "consequences": [_("Nothing is sent from here: tell the authority in its own way, and record its answer.")],
    }
    return answer(
        request,
        AuthorityForm(request.POST if request.method == "POST" else None),
        lambda said: actions.report_to_authority(by=request.user, report=report, **said),
        template=CONFIRM,
        then=lambda _made: redirect("desk-custody", report_id=report.pk),
        done=_("It is on record that the authority was told."),
        fields={
            "authority": "authority",
            "reference": "reference",
            "instant": "reported_at",
            "in_the_future": "reported_at",
            "before_the_report": "reported_at",
        },
        context=context,
    )


@desk(actions.remove_evidence)
@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Removes one file, if nothing keeps it."""
    found = get_object_or_404(Evidence.objects.select_related("report"), pk=evidence_id)
    context = {
        "report": found.report,
        "title": _("Remove the file %s?") % found,
        "submit": _("Remove the file"),
        "consequences": [
            _("The file is deleted and cannot be brought back."),
            *(
                [_("So is the mail or XARF report that it came in, which holds it too.")]
                if found.report.raw_id and not found.addition_id
                else []
            ),
            _("Words of the report that quote it are emptied."),
            _("Its digest, its size, who removed it, when and why stay on record."),
        ],
    }
    return ask_why(
        request,
        context,
        lambda reason: actions.remove_evidence(by=request.user, evidence=found, reason=reason),
        done=_("The file was removed."),
        fields={"reason": "reason"},
    )
