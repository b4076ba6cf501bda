"""Determining a violation in two steps (when, then what), reading a determination, and approving another's."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.cases.actions import approve_determination, determine
from enforcement.cases.authorizations.panel import authorized_panel
from enforcement.cases.authorizations.queries import covering_case
from enforcement.cases.citations import added_for, citable_for, words_for
from enforcement.cases.directed import directed_at
from enforcement.cases.forms import DETERMINE_FIELDS, ActForm, ApproveForm, DetermineForm, likely
from enforcement.cases.models import Case, Determination
from enforcement.cases.queries import evidence_of, measurable, with_texts
from enforcement.cases.work.page import reports_of
from enforcement.reports.persons import names_of
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused


@desk(determine)
@require_http_methods(["GET", "POST"])
def determine_violation(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """First when the act happened (`?start=…&end=…`), since that decides which provisions can be cited."""
    case = get_object_or_404(Case.objects.select_related("customer", "service"), pk=case_id)
    report = case.reports.order_by("started_at").first()
    initial = {"start": report.started_at, "end": report.ended_at} if report else {}
    act = ActForm(request.GET if "start" in request.GET else None, initial=initial)
    if not act.is_valid():
        context = {"case": case, "form": act}
        return render(request, "cases/when.html", context, status=422 if act.is_bound else 200)
    start, end = act.span()
    authorized = covering_case(case_id=case.pk, start=start, end=end)
    try:
        citable = citable_for(customer=case.customer, start=start, end=end)
        form = DetermineForm(
            request.POST if request.method == "POST" else None,
            authorized=bool(authorized),
            evidence=evidence_of(case),
            initial={"citations": likely(citable, case.category), "against": directed_at(case.reports.all())},
            citable=citable,
            instead=words_for(citable, customer=case.customer, start=start, end=end),
            added=added_for(customer=case.customer, start=start, end=end),
        )
    except Refused as refusal:
        act.add_error(None, refusal.sentence)
        return render(request, "cases/when.html", {"case": case, "form": act}, status=refusal.status)
    waits, has_effect = (
        _("The determination waits until another person approves it."),
        _("The violation is determined."),
    )
    return answer(
        request,
        form,
        lambda _said: determine(by=request.user, case=case, **form.said(start, end)),
        template="cases/determine.html",
        then=lambda _made: redirect("desk-case", case_id=case.pk),
        done=lambda made: waits if made.needs_approval else has_effect,
        fields=DETERMINE_FIELDS,
        context={
            "case": case,
            "start": start,
            "end": end,
            "panel": authorized_panel(authorized, request.user, clock.now()),
            "sees_reports": may(request.user, Permission.SEE_REPORTS),
            **reports_of(case),
        },
    )


def _found(determination_id: uuid.UUID) -> Determination:
    case = get_object_or_404(Determination, pk=determination_id).case
    return with_texts(case).get(pk=determination_id)


def _deciders(found: Determination) -> set[uuid.UUID]:
    """The pseudonyms of whoever decided and, once there is one, approved it."""
    return {found.decided_by} | ({found.approval.approved_by} if hasattr(found, "approval") else set())


@desk(Permission.SEE_CASES)
@require_safe
def determination(request: SignedInRequest, determination_id: uuid.UUID) -> HttpResponse:
    """What was determined, with the words cited and their digests."""
    found = _found(determination_id)
    context = {
        "determination": found,
        "measurable": measurable([found]),
        "names": names_of(_deciders(found)),
        "may_approve": may(request.user, approve_determination),
        "may_work": may(request.user, determine),
    }
    return render(request, "cases/determination.html", context)


@desk(approve_determination)
@require_http_methods(["GET", "POST"])
def approve(request: SignedInRequest, determination_id: uuid.UUID) -> HttpResponse:
    """Shows everything, says what approving does to whom, and asks."""
    found = _found(determination_id)
    return answer(
        request,
        ApproveForm(request.POST if request.method == "POST" else None),
        lambda _said: approve_determination(by=request.user, determination=found),
        template="cases/approve.html",
        then=lambda _made: redirect("desk-case", case_id=found.case_id),
        done=_("The determination has effect."),
        context={
            "determination": found,
            "names": names_of(_deciders(found)),
            "approved": hasattr(found, "approval"),
            "own": found.decided_by == request.user.pseudonym,
        },
    )
