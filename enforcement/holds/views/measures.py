"""The desk's pages about measures: proposing, approving, cancelling and ending them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.cases.models import Determination
from enforcement.holds.actions import approve_measure, cancel_measure, end_measure, propose_measure
from enforcement.holds.filters import MeasureFilter
from enforcement.holds.forms import MeasureForm, ReasonForm
from enforcement.holds.kinds import Effect, kind_of
from enforcement.holds.models import Hold, Measure, MeasureKind, MeasureStatus
from enforcement.holds.queries import has_effect, measures
from enforcement.reports.persons import names_of
from policies.versions.effective_terms import remedy_for
from policies.versions.queries import the_policy
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CASES)
@require_safe
def measure_list(request: SignedInRequest) -> HttpResponse:
    """All measures, newest first."""
    found = MeasureFilter(request.GET, queryset=measures())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "holds/measures.html", {"filter": found, "page_obj": page})


@desk(Permission.SEE_CASES)
@require_safe
def measure_page(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """One measure: what it rests on, its hold, its statement, and what can be done now."""
    measure = get_object_or_404(measures(), pk=measure_id)
    approval = getattr(measure, "approval", None)
    names = names_of([measure.proposed_by, approval.approved_by if approval else None])
    pending = measure.status == MeasureStatus.PENDING_APPROVAL
    context = {
        "measure": measure,
        "determination": measure.determination,
        "approval": approval,
        "holds": Hold.objects.filter(measure=measure).select_related("service").order_by("service__reference"),
        "statements": measure.statements.order_by("number"),
        "proposer": names.get(measure.proposed_by, ""),
        "approver": names.get(approval.approved_by, "") if approval else "",
        "may_approve": pending and may(request.user, approve_measure),
        "may_cancel": (pending or measure.status == MeasureStatus.PROPOSED) and may(request.user, cancel_measure),
        "may_end": measure.status == MeasureStatus.ACTIVE and may(request.user, end_measure),
    }
    return render(request, "holds/measure.html", context)


@desk(propose_measure)
@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, determination_id: UUID) -> HttpResponse:
    """Says what a measure does to whom, and takes or proposes it."""
    determination = get_object_or_404(Determination.objects.select_related("case", "customer"), pk=determination_id)
    policy = the_policy()
    customer = determination.customer
    remedy = remedy_for(customer=customer, policy=policy, at=clock.now(), about="measure") if policy else None
    return answer(
        request,
        MeasureForm(request.POST if request.method == "POST" else None, determination=determination),
        lambda said: propose_measure(
            by=request.user, determination=determination, **{**said, "kind": MeasureKind(said["kind"])}
        ),
        template="holds/propose.html",
        then=lambda measure: redirect("desk-measure", measure_id=measure.pk),
        done=_done,
        context={"determination": determination, "has_effect": has_effect(determination), "remedy": remedy},
    )


@desk(approve_measure)
@require_POST
def approve(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Another person agrees."""
    measure = get_object_or_404(Measure, pk=measure_id)
    approve_measure(by=request.user, measure=measure)
    messages.success(request, _("The measure is approved and in effect; the customer gets the statement of reasons."))
    return redirect("desk-measure", measure_id=measure.pk)


@desk(cancel_measure)
@require_POST
def cancel(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Takes back a measure that has not taken effect."""
    measure = get_object_or_404(Measure, pk=measure_id)
    cancel_measure(by=request.user, measure=measure)
    messages.success(request, _("The measure is cancelled; nothing was done to the service."))
    return redirect("desk-measure", measure_id=measure.pk)


@desk(end_measure)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Says what ending does, asks why, and ends the measure."""
    measure = get_object_or_404(measures(), pk=measure_id)
    consequences = [_("The customer %s gets a notice that the measure has ended.") % measure.customer.name]
    if kind_of(measure.kind).effect != Effect.NOTHING:
        consequences.insert(0, _("The hold on %s is lifted; other holds on it stay.") % measure.service.reference)
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: end_measure(by=request.user, measure=measure, reason=said["reason"]),
        template="holds/end.html",
        then=lambda made: redirect("desk-measure", measure_id=made.pk),
        done=_("The measure has ended; the customer is told."),
        context={"measure": measure, "consequences": consequences},
    )


def _done(measure: Measure) -> str:
    if measure.status == MeasureStatus.PENDING_APPROVAL:
        return _("The measure is proposed; it takes effect once somebody else approves it.")
    return _("The measure is in effect; the customer gets the statement of reasons.")
