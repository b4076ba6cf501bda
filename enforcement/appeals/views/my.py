"""A customer's appeals: what can be appealed, filing, following, withdrawing."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.appeals.actions import file_appeal, withdraw_appeal
from enforcement.appeals.conversation.views import my_conversation
from enforcement.appeals.forms import FILE_FIELDS, FileForm, WithdrawForm
from enforcement.appeals.models import Appeal
from enforcement.appeals.queries import appealable, can_review, deadline, hold_open, of_customer, undone, why_not
from enforcement.appeals.rules import OPEN
from enforcement.cases.models import Determination
from enforcement.cases.queries import effective_ones
from enforcement.holds.models import Measure
from enforcement.reports.forms import received_files
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.people.form_pages import answer


def _binds(request: CustomerRequest) -> bool:
    return request.membership.capacity == Capacity.REPRESENTATIVE


@my_always
@require_safe
def appeals(request: CustomerRequest) -> HttpResponse:
    """The customer's appeals, and what it may still appeal."""
    context = {
        "appeals": of_customer(request.customer),
        "appealable": appealable(request.customer, clock.now()),
        "binds": _binds(request),
    }
    return render(request, "appeals/my_list.html", context)


@my_always
@require_http_methods(["GET", "POST"])
def new_appeal(request: CustomerRequest) -> HttpResponse:
    """Files an appeal against `?determination=…` or `?measure=…`; without, the list shows what can be appealed."""
    measure: Measure | None = None
    determination: Determination | None = None
    if "measure" in request.GET:
        measure = _measure(request, request.GET["measure"])
        if measure.determination_id:
            determination = _determination(request, str(measure.determination_id))
    elif "determination" in request.GET:
        determination = _determination(request, request.GET["determination"])
    else:
        return redirect("my-appeals")
    against = measure or determination
    assert against is not None
    at = clock.now()
    return answer(
        request,
        FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(),
        lambda said: file_appeal(
            by=request.user,
            customer=request.customer,
            determination=None if measure else determination,
            measure=measure,
            words=said["words"],
            files=received_files(said["evidence"]),
        ),
        template="appeals/my_new.html",
        then=lambda filed: redirect("my-appeal", appeal_id=filed.pk),
        done=lambda filed: _("Your appeal %s is filed. Somebody who took no part will review it.") % filed,
        fields=FILE_FIELDS,
        context={
            "against": against,
            "determination": determination,
            "measure": measure,
            "deadline": deadline(against),
            "held": hold_open(against, at),
            "refusal": why_not(against, at),
            "binds": _binds(request),
        },
    )


def _measure(request: CustomerRequest, wanted: str) -> Measure:
    rows = Measure.objects.filter(customer=request.customer, statements__isnull=False).distinct()
    return get_object_or_404(rows.select_related("service", "case", "determination"), pk=_id(wanted))


def _determination(request: CustomerRequest, wanted: str) -> Determination:
    rows = effective_ones().filter(customer=request.customer).select_related("case", "service")
    rows = rows.prefetch_related("citations__provision", "citations__deviation__agreement", "citations__version")
    return get_object_or_404(rows, pk=_id(wanted))


def _id(wanted: str) -> uuid.UUID:
    try:
        return uuid.UUID(wanted)
    except ValueError as error:
        raise Http404 from error


@my_always
@require_safe
def appeal(request: CustomerRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """One appeal and how it was decided."""
    found = get_object_or_404(of_customer(request.customer), pk=appeal_id)
    context = my_conversation(found) | {
        "appeal": found,
        "undone": undone(found),
        "may_withdraw": _binds(request) and found.status in OPEN,
        "nobody": found.status in OPEN and not can_review(found),
    }
    return render(request, "appeals/my_detail.html", context)


@my_always
@require_http_methods(["GET", "POST"])
def withdraw(request: CustomerRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Says what withdrawing means and asks."""
    found: Appeal = get_object_or_404(of_customer(request.customer), pk=appeal_id)
    context = {
        "title": _("Withdraw the appeal %s?") % found,
        "submit": _("Withdraw the appeal"),
        "consequences": [
            _("The determination stands, and so does what rests on it."),
            _("You may file another appeal only as long as the time to appeal runs."),
        ],
        "cancel_url": reverse("my-appeal", args=[found.pk]),
    }
    return answer(
        request,
        WithdrawForm(request.POST if request.method == "POST" else None),
        lambda _said: withdraw_appeal(by=request.user, appeal=found),
        template="appeals/my_withdraw.html",
        then=lambda _made: redirect("my-appeal", appeal_id=found.pk),
        done=_("Your appeal %s is withdrawn.") % found,
        context=context,
    )
