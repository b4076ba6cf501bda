"""The desk's pages before an act on all that was ticked in a list: what will happen to whom and when, and why."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from enforcement.holds.actions import cancel_measures, end_measures, lift_holds
from enforcement.holds.models import Hold, Measure
from enforcement.holds.queries import measures, timed_holds
from enforcement.holds.views.acts import answer_act
from enforcement.reports.reasons import ReasonForm
from tenants.people.access import SignedInRequest, desk

GET_AND_POST = require_http_methods(["GET", "POST"])


@desk(lift_holds)
@GET_AND_POST
def lift(request: SignedInRequest) -> HttpResponse:
    """Says what lifting the ticked holds does, asks why, and lifts these and no others."""
    rows = timed_holds().select_related("service__customer").order_by("service__reference", "pk")
    holds = list(rows.filter(pk__in=_ticked(request, "hold")))
    count = len(holds)
    return answer_act(
        request,
        _form(request),
        lambda said: lift_holds(by=request.user, holds=holds, reason=said["reason"]),
        page={
            "title": ngettext("Lift %d hold?", "Lift %d holds?", count) % count,
            "submit": ngettext("Lift %d hold", "Lift %d holds", count) % count,
            "mild": True,
            "cancel_url": reverse("desk-holds"),
            "sentences": [_("Customers: %s.") % ", ".join(_customers(holds))] if holds else [],
        },
        then=lambda _lifted: redirect("desk-holds"),
        done=ngettext(
            "%d hold is lifted. A service runs once no other hold on it is open.",
            "%d holds are lifted. A service runs once no other hold on it is open.",
            count,
        )
        % count,
    )


@desk(cancel_measures)
@GET_AND_POST
def cancel(request: SignedInRequest) -> HttpResponse:
    """Says what taking the ticked proposals back does, and takes them back."""
    chosen = _chosen(request)
    count = len(chosen)
    return answer_act(
        request,
        _form(request),
        lambda said: cancel_measures(by=request.user, measures=chosen, reason=said["reason"]),
        page=_page(
            chosen,
            title=ngettext("Cancel %d measure?", "Cancel %d measures?", count) % count,
            submit=ngettext("Cancel %d measure", "Cancel %d measures", count) % count,
        ),
        then=lambda _made: redirect("desk-measures"),
        done=ngettext("%d measure is cancelled.", "%d measures are cancelled.", count) % count,
    )


@desk(end_measures)
@GET_AND_POST
def end(request: SignedInRequest) -> HttpResponse:
    """Says what ending the ticked measures does, asks why, and ends them."""
    chosen = _chosen(request)
    count = len(chosen)
    return answer_act(
        request,
        _form(request),
        lambda said: end_measures(by=request.user, measures=chosen, reason=said["reason"]),
        page=_page(
            chosen,
            title=ngettext("End %d measure?", "End %d measures?", count) % count,
            submit=ngettext("End %d measure", "End %d measures", count) % count,
        ),
        then=lambda _made: redirect("desk-measures"),
        done=ngettext(
            "%d measure has ended; the customer is told.", "%d measures have ended; the customers are told.", count
        )
        % count,
    )


def _form(request: SignedInRequest) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None)


def _chosen(request: SignedInRequest) -> list[Measure]:
    return list(measures().filter(pk__in=_ticked(request, "measure")).order_by("proposed_at", "pk"))


def _page(chosen: list[Measure], *, title: str, submit: str) -> dict[str, Any]:
    sentences = [
        _("%(kind)s of %(services)s, %(customer)s")
        % {
            "kind": one.get_kind_display(),
            "services": ", ".join(service.reference for service in one.services.all()),
            "customer": one.customer.name,
        }
        for one in chosen
    ]
    cancel_url = reverse("desk-measures")
    return {"title": title, "submit": submit, "mild": True, "cancel_url": cancel_url, "sentences": sentences}


def _ticked(request: SignedInRequest, name: str) -> Iterator[UUID]:
    """Yields the ids that the address names; what is none names nothing."""
    for text in request.GET.getlist(name):
        try:
            yield UUID(text)
        except ValueError:
            continue


def _customers(holds: list[Hold]) -> list[str]:
    return sorted({hold.service.customer.name for hold in holds})
