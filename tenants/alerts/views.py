"""Taking what waits, one's own preferences, and the rota."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenants.alerts.actions import choose_alerts, remove_shift, save_shift, set_wait, take_alert
from tenants.alerts.forms import PreferenceForm, ShiftForm, WaitForm, by_day
from tenants.alerts.models import Alert, RotaShift, Weekday
from tenants.alerts.queries import on_duty, preferences_of, shifts, state, zone
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.models import User
from tenants.people.permissions import Permission, may

#: Beside which field a refusal is shown, by its code.
SHIFT_FIELDS = {"not_staff": "user", "shift_taken": "starts"}


@desk(take_alert)
@require_POST
def take(request: SignedInRequest, alert_id: uuid.UUID) -> HttpResponse:
    """Says that one sees to it."""
    taken = take_alert(by=request.user, alert=get_object_or_404(Alert, pk=alert_id))
    messages.success(request, _("You see to it; nobody else is mailed about it any more."))
    return redirect(taken.path)


@desk(take_alert)
@require_http_methods(["GET", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    """How this person is told of what waits for them."""
    posted = request.POST if request.method == "POST" else None
    form = PreferenceForm(posted, kept=preferences_of(request.user))
    return answer(
        request,
        form,
        lambda _said: choose_alerts(by=request.user, chosen=form.chosen()),
        template="alerts/preferences.html",
        then=lambda _none: redirect("account-alerts"),
        done=_("From now on you are told this way."),
    )


@desk(Permission.SEE_CASES, post=set_wait)
@require_http_methods(["GET", "POST"])
def rota(request: SignedInRequest) -> HttpResponse:
    """The weekly table, who is on it now, and how long only they are told; POST sets that."""
    at = clock.now()
    changes = may(request.user, save_shift)
    return answer(
        request,
        WaitForm(request.POST if request.method == "POST" else None, initial={"minutes": state().wait_minutes}),
        lambda said: set_wait(by=request.user, minutes=said["minutes"]),
        template="alerts/rota.html",
        then=lambda _none: redirect("desk-rota"),
        done=_("The time is set."),
        fields="minutes",
        context={
            "days": by_day(shifts()),
            "now": User.objects.filter(pk__in=on_duty(at)).order_by("name"),
            "wait": state().wait_minutes,
            "zone": zone().key,
            "changes": changes,
        },
    )


@desk(save_shift)
@require_http_methods(["GET", "POST"])
def new_shift(request: SignedInRequest) -> HttpResponse:
    """One more shift."""
    return _shift_page(request, None)


@desk(save_shift)
@require_http_methods(["GET", "POST"])
def shift(request: SignedInRequest, rotashift_id: uuid.UUID) -> HttpResponse:
    """Changes a shift."""
    return _shift_page(request, get_object_or_404(RotaShift, pk=rotashift_id))


def _shift_page(request: SignedInRequest, found: RotaShift | None) -> HttpResponse:
    def keep(said: dict[str, Any]) -> RotaShift:
        return save_shift(by=request.user, shift=found, **said | {"weekday": Weekday(said["weekday"])})

    return answer(
        request,
        ShiftForm(request.POST if request.method == "POST" else None, shift=found),
        keep,
        template="alerts/shift.html",
        then=lambda _made: redirect("desk-rota"),
        done=_("The shift is kept."),
        fields=SHIFT_FIELDS,
        context={"shift": found, "zone": zone().key, "cancel_url": reverse("desk-rota")},
    )


@desk(remove_shift)
@require_POST
def end_shift(request: SignedInRequest, rotashift_id: uuid.UUID) -> HttpResponse:
    """Takes a shift out of the table."""
    remove_shift(by=request.user, shift=get_object_or_404(RotaShift, pk=rotashift_id))
    messages.success(request, _("The shift is gone."))
    return redirect("desk-rota")
