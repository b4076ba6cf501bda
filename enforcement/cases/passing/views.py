"""The desk's pages of passing: what will be sent to whom before it is, what was, and to whom cases can be passed."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.cases.models import Case
from enforcement.cases.passing import queries
from enforcement.cases.passing.actions import (
    end_recipient,
    note_passing,
    pass_case,
    register_recipient,
    withdraw_passing,
)
from enforcement.cases.passing.filters import PassingFilter
from enforcement.cases.passing.forms import PASS_FIELDS, RECIPIENT_FIELDS, PassForm, RecipientForm, first_answers
from enforcement.cases.passing.models import Passing, Recipient, RecipientKind, Way
from enforcement.cases.passing.sending import mail_with
from enforcement.reports.persons import names_of
from enforcement.reports.reasons import ReasonForm
from tenants.csv_files.writing import csv_file
from tenants.ledger import clock
from tenants.outbox.models import OutboxStatus
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import add_refusal, answer
from tenants.people.keyset import page_asked
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused

CSV_ROWS = 10_000
FORM = "cases/passing/pass.html"


@desk(pass_case)
@require_http_methods(["GET", "POST"])
def pass_on(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Asks to whom and what, shows the very report and mail, then passes it on."""
    case = get_object_or_404(Case.objects.select_related("customer", "service"), pk=case_id)
    posted = request.POST if request.method == "POST" else None
    form = PassForm(posted, case=case, initial=first_answers(case))
    context = {
        "case": case,
        "reachable": queries.destinations(),
        "cancel_url": reverse("desk-case", args=[case.pk]),
        "may_register": may(request.user, register_recipient),
    }
    if posted is not None and "change" in posted:
        return render(request, FORM, {**context, "form": form})
    if posted is not None and "confirmed" not in posted and form.is_valid():
        return _preview(request, case, form, context)
    return answer(
        request,
        form,
        lambda said: pass_case(by=request.user, case=case, asked=form.asked(case), seen=said["seen"]),
        template=FORM,
        then=lambda made: redirect("desk-passing", passing_id=made.pk),
        done=lambda made: _("%(passing)s is on its way to %(name)s.") % {"passing": made, "name": made.name},
        fields=PASS_FIELDS,
        context=context,
    )


def _preview(request: SignedInRequest, case: Case, form: PassForm, context: dict[str, Any]) -> HttpResponse:
    asked = form.asked(case)
    try:
        ready = queries.prepared(case, asked, at=clock.now())
        unseen = ready.unseen
    except Refused as refused:
        add_refusal(form, refused, PASS_FIELDS)
        return render(request, FORM, {**context, "form": form, "refused": refused}, status=refused.status)
    to = ready.destination
    mail = None
    if to.way == Way.MAIL:
        mail = mail_with(_("P-…"), ready.report, b"", to=to.address, category=case.category)
    form.auto_id = False
    shown = {
        "form": form,
        "to": to,
        "mail": mail,
        "report": as_json(ready.report),
        "files": ready.files,
        "unseen": unseen,
        "digest": ready.digest,
        "size": ready.size,
        "asked": asked,
    }
    return render(request, "cases/passing/preview.html", {**context, **shown})


def as_json(report: dict[str, Any]) -> str:
    """Returns a report as people read JSON; in place of each file's bytes stands how many they are."""
    evidence = [{**item, "payload": _("… %d bytes in Base64 …") % item["size"]} for item in report["evidence"]]
    return json.dumps({**report, "evidence": evidence}, indent=2, ensure_ascii=False, sort_keys=True)


@desk(Permission.SEE_CASES)
@require_safe
def passings(request: SignedInRequest) -> HttpResponse:
    """Everything that was passed on."""
    filtered = PassingFilter(request.GET, queryset=queries.passings())
    context = {"filter": filtered, "page": page_asked(filtered.qs, queries.ORDERS, request.GET)}
    return render(request, "cases/passing/list.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def passings_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered, 10,000 rows at most, as a file."""
    found = PassingFilter(request.GET, queryset=queries.passings()).qs[:CSV_ROWS]
    head = [_("Number"), _("Passed on (UTC)"), _("Case"), _("To"), _("Kind"), _("How"), _("Sending"), _("There")]
    head += [_("Reason there"), _("Outcome there"), _("Names the customer"), _("Digest")]
    rows = (
        [
            str(one),
            one.queued_at.isoformat(),
            str(one.case),
            one.name,
            one.get_kind_display(),
            one.get_way_display(),
            one.get_status_display(),
            one.get_remote_status_display(),
            one.remote_reason,
            one.remote_outcome,
            _("yes") if one.names_customer else _("no"),
            one.digest,
        ]
        for one in found
    )
    return csv_file("passed-on.csv", head, rows)


@desk(Permission.SEE_CASES)
@require_safe
def passing(request: SignedInRequest, passing_id: uuid.UUID) -> HttpResponse:
    """One: what was sent to whom, how far it has come, and what was answered."""
    found = get_object_or_404(queries.passings(), pk=passing_id)
    context = {
        "passing": found,
        "report": as_json(found.report),
        "files": queries.files_of(found),
        "replies": queries.replies_to(found),
        "names": names_of([found.passed_by, found.withdrawn_by, found.noted_by]),
        "may_withdraw": found.status == OutboxStatus.QUEUED and may(request.user, withdraw_passing),
        "may_note": queries.to_note().filter(pk=found.pk).exists() and may(request.user, note_passing),
    }
    return render(request, "cases/passing/detail.html", context)


@desk(withdraw_passing)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, passing_id: uuid.UUID) -> HttpResponse:
    """Says what withdrawing does, asks for the reason."""
    found = get_object_or_404(queries.passings(), pk=passing_id)
    named = {"passing": found, "name": found.name}
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: withdraw_passing(by=request.user, passing=found, reason=said["reason"]),
        template="cases/confirm.html",
        then=lambda kept: redirect("desk-passing", passing_id=kept.pk),
        done=_("%(passing)s is not sent to %(name)s.") % named,
        context={
            "title": _("Withdraw %s?") % found,
            "submit": _("Withdraw %s") % found,
            "consequences": [
                _("Nothing more is sent to %s about it.") % found.name,
                _("What was to be sent stays on record. You can pass the case on again."),
            ],
            "cancel_url": reverse("desk-passing", args=[found.pk]),
        },
    )


@desk(note_passing)
@require_POST
def note(request: SignedInRequest, passing_id: uuid.UUID) -> HttpResponse:
    """Somebody read what came of it."""
    found = get_object_or_404(Passing, pk=passing_id)
    note_passing(by=request.user, passing=found)
    messages.success(request, _("It is noted."))
    return redirect("desk-case", case_id=found.case_id)


@desk(Permission.SEE_CASES)
@require_safe
def recipients(request: SignedInRequest) -> HttpResponse:
    """To whom cases can be passed."""
    context = {
        "recipients": queries.recipients(),
        "upstream": queries.upstream(),
        "may_register": may(request.user, register_recipient),
    }
    return render(request, "cases/passing/recipients.html", context)


@desk(register_recipient)
@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    """One more."""
    return answer(
        request,
        RecipientForm(request.POST if request.method == "POST" else None),
        lambda said: register_recipient(
            by=request.user, **said | {"kind": RecipientKind(said["kind"]), "way": Way(said["way"])}
        ),
        template="cases/work/form.html",
        then=lambda _made: redirect("desk-recipients"),
        done=lambda made: _("Cases can be passed to %s now.") % made,
        fields=RECIPIENT_FIELDS,
        context={
            "title": _("Register a recipient"),
            "submit": _("Register"),
            "cancel_url": reverse("desk-recipients"),
        },
    )


@desk(end_recipient)
@require_POST
def end(request: SignedInRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """Offers somebody no more."""
    ended = end_recipient(by=request.user, recipient=get_object_or_404(Recipient, pk=recipient_id))
    messages.success(request, _("%s is offered no more, and the token is forgotten.") % ended)
    return redirect("desk-recipients")
