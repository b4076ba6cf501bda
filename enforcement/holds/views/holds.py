"""The desk's pages about holds and the provisioning endpoint."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.holds.actions import confirm_hold, lift_hold, lift_holds, place_hold, resend_calls
from enforcement.holds.attention import last_pull
from enforcement.holds.filters import HoldableFilter, HoldFilter
from enforcement.holds.forms import HOLD_FIELDS, HoldForm
from enforcement.holds.models import Hold, HoldReason
from enforcement.holds.numbers import by_column, number_of, with_numbers
from enforcement.holds.provisioning import signing_secret
from enforcement.holds.queries import HOLD_ORDERS, service_enabled, time_of, timed_holds
from enforcement.holds.views.acts import answer_act, answer_in_two
from enforcement.reports.persons import names_of
from enforcement.reports.reasons import ReasonForm
from policies.versions.company import this_reseller
from tenants.csv_files.writing import csv_file
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.outbox.models import OutboxStatus
from tenants.people.access import SignedInRequest, desk
from tenants.people.keyset import order_asked, page_asked, sorted_by
from tenants.people.permissions import Permission, may
from tenants.resellers.addresses import absolute

PAGE = 50
CSV_ROWS = 10_000
NUMBERED = {
    "reason": by_column("reason", HoldReason.values),
    "lifted": {"no": Q(lifted_at=None), "yes": Q(lifted_at__isnull=False)},
}


@desk(Permission.SEE_CASES)
@require_safe
def hold_list(request: SignedInRequest) -> HttpResponse:
    """All holds, newest first, or by the column asked for; those that rest on no measure can be ticked and lifted."""
    holds = timed_holds().select_related("service__customer", "measure").order_by("-placed_at")
    found = with_numbers(HoldFilter(request.GET, queryset=holds), NUMBERED)
    page = page_asked(found.qs, HOLD_ORDERS, request.GET)
    lifts = may(request.user, lift_holds)
    context = {
        "filter": found,
        "page": page,
        "count": number_of(found.qs),
        "may_configure": may(request.user, Permission.MANAGE_SETTINGS),
        "liftable": {one.pk for one in page.rows if lifts and one.measure_id is None and one.lifted_at is None},
    }
    return render(request, "holds/holds.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def holds_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered and sorted, 10,000 rows at most, as a file."""
    rows = sorted_by(
        order_asked(HOLD_ORDERS, request.GET), timed_holds().select_related("service__customer", "measure")
    )
    found = HoldFilter(request.GET, queryset=rows).qs[:CSV_ROWS]
    head = [_("Service"), _("Customer"), _("Reason"), _("Placed (UTC)"), _("From (UTC)"), _("Lifted (UTC)")]
    head += [_("Confirmed (UTC)"), _("Lifting confirmed (UTC)"), _("Restricts"), _("Measure")]
    lines = (
        [
            one.service.reference,
            one.service.customer.name,
            one.get_reason_display(),
            *(
                at.isoformat() if at else ""
                for at in (one.placed_at, one.starts_at, one.lifted_at, one.confirmed_at, one.lift_confirmed_at)
            ),
            one.get_restricts_display(),
            one.measure.get_kind_display() if one.measure else "",
        ]
        for one in found
    )
    return csv_file("holds.csv", head, lines)


@desk(Permission.SEE_CASES)
@require_safe
def hold_page(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    """One hold: since when, why, what the endpoint was told and what it confirmed."""
    hold = get_object_or_404(timed_holds().select_related("service__customer", "measure"), pk=hold_id)
    at = clock.now()
    calls = list(hold.calls.order_by("next_attempt_at"))
    names = names_of([hold.placed_by, hold.lifted_by])
    context = {
        "hold": hold,
        "open": time_of(hold).covers(at),
        "ahead": hold.lifted_at is None and hold.starts_at > at,
        "enabled": service_enabled(hold.service, at),
        "calls": calls,
        "placer": names.get(hold.placed_by, ""),
        "lifter": names.get(hold.lifted_by, "") if hold.lifted_by else "",
        "may_lift": hold.measure_id is None and hold.lifted_at is None and may(request.user, lift_hold),
        "may_confirm": (hold.lift_confirmed_at if hold.lifted_at else hold.confirmed_at) is None
        and may(request.user, confirm_hold),
        "may_resend": any(call.status == OutboxStatus.FAILED and call.attempts for call in calls)
        and may(request.user, resend_calls),
    }
    return render(request, "holds/hold.html", context)


@desk(place_hold)
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Which service to put on hold: those that run, found by words."""
    running = Service.objects.exclude(ends_at__lte=clock.now()).select_related("customer").order_by("reference")
    found = HoldableFilter(request.GET, queryset=running)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "holds/choose.html", {"filter": found, "page_obj": page})


@desk(place_hold)
@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Asks why, says what will happen, and stops a service without a measure."""
    service = get_object_or_404(Service.objects.select_related("customer"), pk=service_id)
    title = _("Put %s on hold?") % service.reference
    return answer_in_two(
        request,
        HoldForm(request.POST if request.method == "POST" else None),
        lambda said: place_hold(
            by=request.user,
            service=service,
            reason=HoldReason(said["reason"]),
            note=said["note"],
            starts_at=said["starts_at"],
        ),
        template="holds/place.html",
        page=lambda said, _foreseen: {
            "title": title,
            "submit": _("Put %s on hold") % service.reference,
            "cancel_url": reverse("desk-customer", args=[service.customer_id]),
            "said": [(_("Reason"), HoldReason(said["reason"]).label), (_("Why"), said["note"])],
        },
        then=lambda hold: redirect("desk-hold", hold_id=hold.pk),
        done=_("%s is on hold.") % service.reference,
        context={"service": service, "customer": service.customer, "title": title},
        fields=HOLD_FIELDS,
    )


@desk(lift_hold)
@require_http_methods(["GET", "POST"])
def lift(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    """Says what lifting does, asks why, and lifts this hold and no other."""
    hold = get_object_or_404(Hold.objects.select_related("service__customer"), pk=hold_id)
    return answer_act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: lift_hold(by=request.user, hold=hold, reason=said["reason"]),
        page={
            "title": _("Lift the hold on %s?") % hold.service.reference,
            "submit": _("Lift this hold"),
            "mild": True,
            "customer": hold.service.customer,
            "cancel_url": reverse("desk-hold", args=[hold.pk]),
        },
        then=lambda lifted: redirect("desk-hold", hold_id=lifted.pk),
        done=_("The hold is lifted. The service runs once no other hold on it is open."),
    )


@desk(confirm_hold)
@require_POST
def confirm(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    """Records by hand that a hold was carried out or undone, where no endpoint does."""
    hold = get_object_or_404(Hold, pk=hold_id)
    confirm_hold(by=request.user, hold=hold)
    messages.success(request, _("Confirmed."))
    return redirect("desk-hold", hold_id=hold.pk)


@desk(resend_calls)
@require_POST
def resend(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    """Queues failed calls about this hold once more."""
    hold = get_object_or_404(Hold, pk=hold_id)
    count = resend_calls(by=request.user, hold=hold)
    messages.success(request, ngettext("%d call is queued again.", "%d calls are queued again.", count) % count)
    return redirect("desk-hold", hold_id=hold.pk)


@desk(Permission.MANAGE_SETTINGS)
@never_cache
@require_safe
def endpoint(request: SignedInRequest) -> HttpResponse:
    """Where calls go, the secret they are signed with, and how to confirm them."""
    context = {
        "url": this_reseller().provisioning_url,
        "states_url": this_reseller().provisioning_states_url,
        "pull": last_pull(),
        "secret": signing_secret(),
        "confirm_url": absolute("/api/v1/holds/HOLD/confirm/"),
    }
    return render(request, "holds/endpoint.html", context)
