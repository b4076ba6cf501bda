"""The desk's page of what somebody has to look at, and what can be done about the provider's own list of states."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.holds.actions import accept_difference, send_again
from enforcement.holds.attention import (
    holds_on_ended_services,
    last_pull,
    on_ended_services,
    open_differences,
    unconfirmed,
    unreached,
)
from enforcement.holds.models import ProviderState, StateDifference
from enforcement.holds.queries import SETTLING
from enforcement.holds.rehearsal import why_not
from enforcement.holds.views.acts import answer_act
from enforcement.reports.reasons import ReasonForm
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may

MOST_SHOWN = 100


@desk(Permission.SEE_CASES)
@require_safe
def attention_page(request: SignedInRequest) -> HttpResponse:
    """Measures that reached nobody, holds nobody confirmed, acts on ended services, services on or off without us."""
    at, person = clock.now(), request.user
    found = list(open_differences()[:MOST_SHOWN])
    differences = [
        {
            "difference": one,
            "may_accept": may(person, accept_difference),
            "may_send": may(person, send_again)
            and not why_not(lambda one=one: send_again(by=person, difference=one), person=person),  # type: ignore[misc]  # the loop's own
        }
        for one in found
    ]
    context = {
        "unreached": unreached(at=at)[:MOST_SHOWN],
        "unconfirmed": unconfirmed(at=at)[:MOST_SHOWN],
        "on_ended": on_ended_services(at=at)[:MOST_SHOWN],
        "holds_on_ended": holds_on_ended_services(at=at)[:MOST_SHOWN],
        "differences": differences,
        "pull": last_pull(),
        "minutes": SETTLING.total_seconds() // 60,
        "at": at,
    }
    return render(request, "holds/attention.html", context)


@desk(accept_difference)
@require_http_methods(["GET", "POST"])
def accept(request: SignedInRequest, statedifference_id: UUID) -> HttpResponse:
    """Says what accepting means, asks why, and takes the difference off the desk."""
    found = get_object_or_404(_ALL, pk=statedifference_id)
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: accept_difference(by=request.user, difference=found, reason=said["reason"]),
        page={
            "title": _("Accept that %s is as the provider says?") % found.service.reference,
            "submit": _("Accept it"),
            "mild": True,
            "customer": found.service.customer,
            "cancel_url": reverse("desk-attention"),
            "sentences": [
                _said(found),
                _("Nothing changes at the provider or here: it leaves this page until the provider says otherwise."),
            ],
        },
        then=lambda _found: redirect("desk-attention"),
        done=_("It is accepted."),
    )


@desk(send_again)
@require_http_methods(["GET", "POST"])
def send(request: SignedInRequest, statedifference_id: UUID) -> HttpResponse:
    """Says what is sent, asks why, and calls the provisioning endpoint once more."""
    found = get_object_or_404(_ALL, pk=statedifference_id)
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: send_again(by=request.user, difference=found, reason=said["reason"]),
        page={
            "title": _("Call the endpoint again about %s?") % found.service.reference,
            "submit": _("Call it again"),
            "mild": found.state == ProviderState.OFF,
            "customer": found.service.customer,
            "cancel_url": reverse("desk-attention"),
            "sentences": [_said(found), _asked(found)],
        },
        then=lambda _count: redirect("desk-attention"),
        done=lambda count: ngettext("%d call is queued again.", "%d calls are queued again.", count) % count,
    )


_ALL = StateDifference.objects.select_related("service__customer")


def _said(found: StateDifference) -> str:
    named = {"service": found.service.reference, "state": found.get_state_display()}
    return _("The provider says of %(service)s: %(state)s.") % named


def _asked(found: StateDifference) -> str:
    if found.state == ProviderState.ON:
        return _("The endpoint is told again of every open hold on it: the service has to be off.")
    return _("The endpoint is told again that its last hold was lifted: the service may run.")
