"""The desk's pages before an act on a measure: what will happen to whom and when, and why."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from enforcement.cases.models import Case, Determination
from enforcement.holds.actions import (
    approve_measure,
    cancel_measure,
    end_measure,
    extend_measure,
    propose_measure,
    reinstate,
    suspend_for_now,
)
from enforcement.holds.forms import MEASURE_FIELDS, ExtendForm, InterimForm, MeasureForm
from enforcement.holds.kinds import KINDS, kind_of
from enforcement.holds.models import Extension, Ground, Measure, MeasureKind, MeasureStatus
from enforcement.holds.queries import has_effect, measures
from enforcement.holds.rehearsal import Cited, cited
from enforcement.holds.views.acts import Said, answer_act, answer_in_two
from enforcement.reports.reasons import ReasonForm
from policies.versions.effective_terms import remedy_for
from policies.versions.queries import the_policy
from tenants.customers.models import Customer, Service
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk

GET_AND_POST = require_http_methods(["GET", "POST"])


@desk(propose_measure)
@GET_AND_POST
def propose(request: SignedInRequest, determination_id: UUID) -> HttpResponse:
    """Asks which measure on a determination, says what it does to whom, and takes or proposes it."""
    rows = Determination.objects.select_related("case", "customer", "service")
    determination = get_object_or_404(rows, pk=determination_id)
    customer = determination.customer
    remedy = _remedy(customer)
    data = request.POST if request.method == "POST" else None
    return answer_in_two(
        request,
        MeasureForm(
            data,
            customer=customer,
            service=determination.service,
            initial={"kind": request.GET["kind"]} if "kind" in request.GET else {},  # what strikes suggest
        ),
        lambda said: propose_measure(
            by=request.user, determination=determination, **{**said, "kind": MeasureKind(said["kind"])}
        ),
        template="holds/propose.html",
        page=lambda said, _foreseen: {
            "title": _question(kind_of(said["kind"]).imperative, said["services"]),
            "submit": _named(kind_of(said["kind"]).imperative, said["services"]),
            "cancel_url": _case(determination.case),
            "said": [(_("Why"), said["reason"]), *_ground(said)],
        },
        then=lambda measure: redirect("desk-measure", measure_id=measure.pk),
        done=_done,
        context={
            "determination": determination,
            "customer": customer,
            "has_effect": has_effect(determination),
            "remedy": remedy,
        },
        fields=MEASURE_FIELDS,
    )


@desk(suspend_for_now)
@GET_AND_POST
def interim(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Asks what to stop for now, says what it does to whom, and suspends."""
    case = get_object_or_404(Case.objects.select_related("customer", "service"), pk=case_id)
    data = request.POST if request.method == "POST" else None
    verb = KINDS[MeasureKind.INTERIM].imperative
    return answer_in_two(
        request,
        InterimForm(data, customer=case.customer, service=case.service),
        lambda said: suspend_for_now(by=request.user, case=case, **said),
        template="holds/interim.html",
        page=lambda said, _foreseen: {
            "title": _question(verb, said["services"]),
            "submit": _named(verb, said["services"]),
            "cancel_url": _case(case),
            "said": [(_("What is going on"), said["finding"]), *_ground(said)],
        },
        then=lambda measure: redirect("desk-measure", measure_id=measure.pk),
        done=_("The services are suspended for now; the customer gets the statement of reasons."),
        context={"case": case, "customer": case.customer, "remedy": _remedy(case.customer)},
        fields=MEASURE_FIELDS,
    )


@desk(approve_measure)
@GET_AND_POST
def approve(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Says what approving does, and another person agrees."""
    measure = get_object_or_404(measures(), pk=measure_id)
    services = list(measure.services.all())
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: approve_measure(by=request.user, measure=measure, reason=said["reason"]),
        page=_page(
            measure,
            title=_("Approve: %s?") % _named(kind_of(measure.kind).imperative, services),
            submit=_("Approve the measure"),
            mild=measure.kind == MeasureKind.REINSTATEMENT,
        ),
        then=lambda made: redirect("desk-measure", measure_id=made.pk),
        done=_("The measure is approved and in effect; the customer gets the statement of reasons."),
        remedy=cited(measure.remedy),
    )


@desk(cancel_measure)
@GET_AND_POST
def cancel(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Says what taking a proposal back does, and takes it back."""
    measure = get_object_or_404(measures(), pk=measure_id)
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: cancel_measure(by=request.user, measure=measure, reason=said["reason"]),
        page=_page(measure, title=_("Cancel the measure?"), submit=_("Cancel the measure"), mild=True),
        then=lambda made: redirect("desk-measure", measure_id=made.pk),
        done=_("The measure is cancelled; nothing was done to the service."),
    )


@desk(end_measure)
@GET_AND_POST
def end(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Says what ending does, asks why, and ends the measure."""
    measure = get_object_or_404(measures(), pk=measure_id)
    named = {"kind": measure.get_kind_display(), "service": _services(list(measure.services.all()))}
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: end_measure(by=request.user, measure=measure, reason=said["reason"]),
        page=_page(
            measure,
            title=_("End the measure on %(service)s (%(kind)s)?") % named,
            submit=_("End the measure"),
            mild=True,
        ),
        then=lambda made: redirect("desk-measure", measure_id=made.pk),
        done=_("The measure has ended; the customer is told."),
    )


@desk(reinstate)
@GET_AND_POST
def bring_back(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Says what reinstating does, asks why, and proposes it."""
    measure = get_object_or_404(measures(), pk=measure_id)
    services = list(measure.services.all())
    verb = KINDS[MeasureKind.REINSTATEMENT].imperative
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: reinstate(by=request.user, measure=measure, reason=said["reason"]),
        page=_page(measure, title=_question(verb, services), submit=_("Propose to reinstate"), mild=True),
        then=lambda made: redirect("desk-measure", measure_id=made.pk),
        done=_("The reinstatement is proposed; it takes effect once somebody else approves it."),
    )


@desk(extend_measure)
@GET_AND_POST
def extend(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Asks until when and why, says what it does, and moves the end later."""
    measure = get_object_or_404(measures(), pk=measure_id)
    services = list(measure.services.all())

    def act(said: Said) -> Extension:
        return extend_measure(by=request.user, measure=measure, **said)

    return answer_in_two(
        request,
        ExtendForm(request.POST if request.method == "POST" else None),
        act,
        template="holds/extend.html",
        page=lambda said, _foreseen: {
            **_page(
                measure,
                title=_("Extend the measure on %s?") % _services(services),
                submit=_("Extend the measure"),
                mild=False,
            ),
            "was": measure.ends_at,
            "until": said["ends_at"],
            "said": [(_("Why"), said["reason"])],
        },
        then=lambda _extension: redirect("desk-measure", measure_id=measure.pk),
        done=_("The measure lasts longer; the customer gets a statement of reasons."),
        context={"measure": measure, "customer": measure.customer, "remedy": _remedy(measure.customer)},
        fields=MEASURE_FIELDS,
    )


def _page(measure: Measure, *, title: str, submit: str, mild: bool) -> dict[str, Any]:
    return {
        "title": title,
        "submit": submit,
        "mild": mild,
        "customer": measure.customer,
        "cancel_url": reverse("desk-measure", args=[measure.pk]),
    }


def _remedy(customer: Customer) -> Cited | None:
    policy = the_policy()
    remedy = remedy_for(customer=customer, policy=policy, at=clock.now(), about="measure") if policy else None
    return cited(remedy.provision, remedy.text) if remedy else None


def _services(services: list[Service]) -> str:
    """One by its reference, several by their number."""
    if len(services) == 1:
        return services[0].reference
    return ngettext("%d service", "%d services", len(services)) % len(services)


def _named(verb: object, services: list[Service]) -> str:
    return f"{verb} {_services(list(services))}"


def _question(verb: object, services: list[Service]) -> str:
    return f"{_named(verb, services)}?"


def _ground(said: Said) -> list[tuple[str, str]]:
    return [(_("Without notice"), str(Ground(said["ground"]).label))] if said.get("ground") else []


def _case(case: Case) -> str:
    return reverse("desk-case", args=[case.pk])


def _done(measure: Measure) -> str:
    if measure.status == MeasureStatus.PENDING_APPROVAL:
        return _("The measure is proposed; it takes effect once somebody else approves it.")
    return _("The measure is in effect; the customer gets the statement of reasons.")
