"""The desk's pages on what a customer's agreements say otherwise than the policy."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.deviations.forms import DeviationForm
from policies.versions.effective_terms import with_deviations
from policies.versions.queries import in_force, the_policy
from tenants.customers.actions import end_deviation
from tenants.customers.actions.deviations import document_of
from tenants.customers.forms import EndForm
from tenants.customers.models import Customer, Deviation
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def deviations(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Everything agreed otherwise, with what has to be looked at since the general text went on."""
    customer = get_object_or_404(Customer, pk=customer_id)
    found = list(customer.deviations.select_related("agreement").order_by("-starts_at", "key"))
    policy = the_policy()
    version = in_force(policy=policy, at=clock.now()) if policy else None
    marks = (
        [with_deviations(version, [one]).deviated.marks[0] for one in found]
        if version is not None
        else [None] * len(found)
    )
    manages = may(request.user, record_deviation)
    context = {"customer": customer, "rows": list(zip(found, marks, strict=True)), "manages": manages}
    return render(request, "acknowledgements/desk_deviations.html", context)


@desk(record_deviation)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Chooses the provision of the version in force, the words and the signed document."""
    customer = get_object_or_404(Customer, pk=customer_id)
    policy = the_policy()
    version = in_force(policy=policy, at=clock.now()) if policy else None
    posted = request.method == "POST"

    def keep(said: dict[str, Any]) -> Deviation:
        file = said["document"]
        given = {name: value for name, value in said.items() if name != "document"}
        return record_deviation(by=request.user, filename=file.name, data=file.read(), **given)

    return answer(
        request,
        DeviationForm(
            request.POST if posted else None, request.FILES if posted else None, customer=customer, version=version
        ),
        keep,
        template="acknowledgements/deviation_change.html",
        then=lambda _made: redirect("desk-deviations", customer_id=customer.pk),
        done=_("The deviation is recorded."),
        context={
            "customer": customer,
            "multipart": True,
            "title": _("Record a deviation"),
            "submit": _("Record deviation"),
        },
    )


@desk(end_deviation)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, deviation_id: uuid.UUID) -> HttpResponse:
    """After which the general words bind again."""
    deviation = get_object_or_404(Deviation.objects.select_related("customer", "agreement"), pk=deviation_id)
    context = {
        "customer": deviation.customer,
        "title": _("End what %s says otherwise?") % deviation.agreement.number,
        "consequences": [
            _("From then on the general text binds %s again.") % deviation.customer.name,
            _("An end that is set is not moved again."),
        ],
        "submit": _("End deviation"),
    }
    return answer(
        request,
        EndForm(request.POST if request.method == "POST" else None),
        lambda said: end_deviation(by=request.user, deviation=deviation, ends_at=said["at"]),
        template="acknowledgements/deviation_change.html",
        then=lambda _made: redirect("desk-deviations", customer_id=deviation.customer_id),
        done=_("The deviation has its end."),
        context=context,
    )


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def document(request: SignedInRequest, deviation_id: uuid.UUID) -> HttpResponse:
    """The signed document as a download that no browser runs."""
    del request
    deviation = get_object_or_404(Deviation, pk=deviation_id)
    response = HttpResponse(document_of(deviation), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=deviation.filename) or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
