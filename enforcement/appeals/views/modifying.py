"""Modifying what is appealed: a determination is made anew in two steps, a measure gives way to another in one."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.appeals.actions import Milder, decide_appeal
from enforcement.appeals.forms import MODIFY_FIELDS, MODIFY_MEASURE_FIELDS, ModifyForm, ModifyMeasureForm
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.appeals.queries import appeals
from enforcement.appeals.views.desk import ending
from enforcement.cases.authorizations.queries import covering_case
from enforcement.cases.citations import added_for, citable_for, words_for
from enforcement.cases.forms import ActForm
from enforcement.cases.models import Determination
from enforcement.cases.queries import evidence_of
from enforcement.holds.models import MeasureKind
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.resellers.refusals import Refused


@desk(decide_appeal)
@require_http_methods(["GET", "POST"])
def modify(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """A measure in one step; a determination in two: when the act happened (`?start=…&end=…`), then what it was."""
    found = get_object_or_404(appeals(), pk=appeal_id)
    return _modify_measure(request, found) if found.measure_id else _modify_determination(request, found)


def _modify_determination(request: SignedInRequest, found: Appeal) -> HttpResponse:
    before = found.at_issue
    assert before is not None  # a determination is appealed
    act = ActForm(
        request.GET if "start" in request.GET else None,
        initial={"start": before.act_started_at, "end": before.act_ended_at},
    )
    if not act.is_valid():
        context = {"appeal": found, "form": act}
        return render(request, "appeals/modify_when.html", context, status=422 if act.is_bound else 200)
    start, end = act.span()
    customer = found.customer
    try:
        citable = citable_for(customer=customer, start=start, end=end)
        form = ModifyForm(
            request.POST if request.method == "POST" else None,
            authorized=bool(covering_case(case_id=before.case_id, start=start, end=end)),
            evidence=evidence_of(before.case),
            citable=citable,
            instead=words_for(citable, customer=customer, start=start, end=end),
            added=added_for(customer=customer, start=start, end=end),
            initial=_said_before(before),
        )
    except Refused as refusal:
        act.add_error(None, refusal.sentence)
        return render(request, "appeals/modify_when.html", {"appeal": found, "form": act}, status=refusal.status)
    return answer(
        request,
        form,
        lambda said: decide_appeal(
            by=request.user,
            appeal=found,
            outcome=Outcome.MODIFIED,
            reasons=said["reasons"],
            anew=form.said(start, end),
        ),
        template="appeals/modify.html",
        then=lambda _made: redirect("desk-appeal", appeal_id=found.pk),
        done=_done,
        fields=MODIFY_FIELDS,
        context={"appeal": found, "measures": ending(found), "start": start, "end": end},
    )


def _modify_measure(request: SignedInRequest, found: Appeal) -> HttpResponse:
    return answer(
        request,
        ModifyMeasureForm(request.POST if request.method == "POST" else None),
        lambda said: decide_appeal(
            by=request.user,
            appeal=found,
            outcome=Outcome.MODIFIED,
            reasons=said["reasons"],
            milder=_milder(found, said) if said["kind"] else None,
        ),
        template="appeals/modify_measure.html",
        then=lambda _made: redirect("desk-appeal", appeal_id=found.pk),
        done=_("The appeal %s is decided; the customer is told.") % found,
        fields=MODIFY_MEASURE_FIELDS,
        context={"appeal": found, "measures": ending(found)},
    )


def _milder(found: Appeal, said: dict[str, Any]) -> Milder:
    return Milder(
        kind=MeasureKind(said["kind"]),
        services=list(found.measure.services.all()) if found.measure else [],
        starts_at=said["starts_at"],
        ends_at=said["ends_at"],
        without_notice=said["without_notice"],
        ground=said["ground"],
        restricts=said["restricts"],
        restricts_detail=said["restricts_detail"],
    )


def _said_before(determination: Determination) -> dict[str, object]:
    return {
        "actor": determination.actor,
        "actor_kind": determination.actor_kind,
        "against": determination.against,
        "ground": determination.ground,
        "evidence": [str(one.evidence_id) for one in determination.reliances.all()],
        "conduct": determination.conduct,
        "intent": determination.intent,
        "facts": determination.facts,
        "rationale": determination.rationale,
        "despite_authorization": determination.despite_authorization,
        "citations": [str(one.provision_id or one.deviation_id) for one in determination.citations.all()],
    }


def _done(decision: AppealDecision) -> str:
    assert decision.replacement is not None
    if decision.replacement.needs_approval:
        return _("The determination is overturned. The new one waits until another person approves it.")
    return _("The determination is overturned, and the new one has effect. The customer is told.")
