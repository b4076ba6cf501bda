"""The desk's pages about what monitoring reported."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.interruptions.actions import match_alert, set_aside_alert
from enforcement.credits.interruptions.filters import MonitoringAlertFilter
from enforcement.credits.interruptions.forms import MatchForm, SetAsideForm
from enforcement.credits.interruptions.queries import alerts
from enforcement.credits.models import MonitoringAlert
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CREDITS)
@require_safe
def alert_list(request: SignedInRequest) -> HttpResponse:
    """What monitoring reported: those whose service is not known unless the filter asks for others."""
    found = MonitoringAlertFilter({"state": "waits", **request.GET.dict()}, queryset=alerts())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page_obj": page, "may_manage": may(request.user, match_alert)}
    return render(request, "credits/alerts.html", context)


@desk(match_alert)
@require_http_methods(["GET", "POST"])
def match(request: SignedInRequest, monitoringalert_id: UUID) -> HttpResponse:
    """Says which service an alert is about."""
    alert = get_object_or_404(MonitoringAlert, pk=monitoringalert_id)
    return answer(
        request,
        MatchForm(request.POST if request.method == "POST" else None),
        lambda said: match_alert(by=request.user, alert=alert, **said),
        template="credits/alert.html",
        then=lambda _made: redirect("desk-monitoring-alerts"),
        done=lambda made: (
            ngettext("%d interruption is recorded.", "%d interruptions are recorded.", len(made)) % len(made)
        ),
        fields={"alert_unnamed": "remember"},
        context={
            "title": _("Which service is %s about?") % alert,
            "submit": _("Match it to the service"),
            "alert": alert,
        },
    )


@desk(set_aside_alert)
@require_http_methods(["GET", "POST"])
def set_aside(request: SignedInRequest, monitoringalert_id: UUID) -> HttpResponse:
    """Says that an alert is about no service of a customer."""
    alert = get_object_or_404(MonitoringAlert, pk=monitoringalert_id)
    return answer(
        request,
        SetAsideForm(request.POST if request.method == "POST" else None),
        lambda said: set_aside_alert(by=request.user, alert=alert, **said),
        template="credits/alert.html",
        then=lambda _made: redirect("desk-monitoring-alerts"),
        done=_("The alert is set aside."),
        fields={"alert_unnamed": "remember"},
        context={
            "title": _("Set %s aside") % alert,
            "submit": _("Set it aside"),
            "lead": _(
                "It is about no service of a customer and interrupts none. It stays to be read and may be matched."
            ),
            "alert": alert,
        },
    )
