"""The desk's pages about planned maintenance."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.maintenance.actions import announce_maintenance, withdraw_maintenance
from enforcement.credits.maintenance.forms import MaintenanceForm, WithdrawForm
from enforcement.credits.maintenance.queries import all_maintenance
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CREDITS)
@require_safe
def maintenance_list(request: SignedInRequest) -> HttpResponse:
    """All that was announced, the latest first."""
    page = Paginator(all_maintenance(), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "at": clock.now(), "may_manage": may(request.user, announce_maintenance)}
    return render(request, "credits/maintenance.html", context)


@desk(announce_maintenance)
@require_http_methods(["GET", "POST"])
def announce(request: SignedInRequest) -> HttpResponse:
    """Records maintenance that is planned."""
    context = {
        "title": _("Announce maintenance"),
        "lead": _(
            "From now it counts as planned, for every service level that excludes planned maintenance by a clause. "
            "Customers are told by you: nothing is sent."
        ),
    }
    return answer(
        request,
        MaintenanceForm(request.POST if request.method == "POST" else None),
        lambda said: announce_maintenance(by=request.user, **said),
        template="credits/form.html",
        then=lambda _made: redirect("desk-maintenance"),
        done=_("The maintenance is recorded."),
        fields={"title": "title", "starts_at": "starts_at", "ends_at": "ends_at"},
        context=context,
    )


@desk(withdraw_maintenance)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, maintenance_id: UUID) -> HttpResponse:
    """Says what withdrawing does, asks why, and does it."""
    maintenance = get_object_or_404(all_maintenance(), pk=maintenance_id)
    context = {
        "title": _("Withdraw “%s”") % maintenance.title,
        "lead": _(
            "From now on it is not planned: an interruption in its time counts. What passed of it stays planned."
        ),
    }
    return answer(
        request,
        WithdrawForm(request.POST if request.method == "POST" else None),
        lambda said: withdraw_maintenance(by=request.user, maintenance=maintenance, reason=said["reason"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-maintenance"),
        done=_("The maintenance is withdrawn."),
        fields={"reason": "reason"},
        context=context,
    )
