"""The desk's pages about service levels."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.actions import (
    assign_level,
    create_level,
)
from enforcement.credits.forms import AssignForm, LevelForm
from enforcement.credits.models import ServiceLevelTerm
from enforcement.credits.queries import levels
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CREDITS)
@require_safe
def level_list(request: SignedInRequest) -> HttpResponse:
    """What is promised, and which service has which level."""
    terms = ServiceLevelTerm.objects.select_related("service__customer", "level").order_by(
        "service__reference", "-starts_at"
    )
    page = Paginator(terms, PAGE).get_page(request.GET.get("page"))
    context = {"levels": levels(), "page_obj": page, "may_manage": may(request.user, create_level)}
    return render(request, "credits/levels.html", context)


@desk(create_level)
@require_http_methods(["GET", "POST"])
def add_level(request: SignedInRequest) -> HttpResponse:
    """A new service level."""
    return answer(
        request,
        LevelForm(request.POST if request.method == "POST" else None),
        lambda said: create_level(by=request.user, name=said["name"], terms={"tiers": said["tiers"]}),
        template="credits/form.html",
        then=lambda _made: redirect("desk-levels"),
        done=_("The service level is made; assign it to services."),
        fields={"tiers": "tiers", "level_name_taken": "name"},
        context={"title": _("Add a service level")},
    )


@desk(assign_level)
@require_http_methods(["GET", "POST"])
def assign(request: SignedInRequest) -> HttpResponse:
    """Gives a service a level."""
    return answer(
        request,
        AssignForm(request.POST if request.method == "POST" else None),
        lambda said: assign_level(by=request.user, **said),
        template="credits/form.html",
        then=lambda _made: redirect("desk-levels"),
        done=_("The service level is assigned."),
        fields={"level_overlaps": "starts_at"},
        context={"title": _("Assign a service level")},
    )
