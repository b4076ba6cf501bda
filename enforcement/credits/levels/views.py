"""The desk's pages about service levels."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.level_terms import terms_of
from enforcement.credits.levels.actions import assign_level, change_level, create_level
from enforcement.credits.levels.forms import REFUSALS, AssignForm, ChangeForm, LevelForm
from enforcement.credits.levels.words import sentences
from enforcement.credits.models import ServiceLevelTerm
from enforcement.credits.queries import levels
from tenants.ledger import clock
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
    at = clock.now()
    shown = [(level, [one for one in level.versions.all() if one.effective_at <= at][-1]) for level in levels()]
    context = {"levels": shown, "page_obj": page, "may_manage": may(request.user, create_level)}
    return render(request, "credits/levels.html", context)


@desk(Permission.SEE_CREDITS)
@require_safe
def level_page(request: SignedInRequest, servicelevel_id: UUID) -> HttpResponse:
    """A service level with its versions, the newest first."""
    level = get_object_or_404(levels(), pk=servicelevel_id)
    versions = [(one, sentences(terms_of(one))) for one in reversed(list(level.versions.all()))]
    context = {"level": level, "versions": versions, "may_manage": may(request.user, change_level)}
    return render(request, "credits/level.html", context)


@desk(create_level)
@require_http_methods(["GET", "POST"])
def add_level(request: SignedInRequest) -> HttpResponse:
    """A new service level."""
    form = LevelForm(request.POST if request.method == "POST" else None)
    return answer(
        request,
        form,
        lambda said: create_level(by=request.user, name=said["name"], terms=form.terms()),
        template="credits/form.html",
        then=lambda level: redirect("desk-level", servicelevel_id=level.pk),
        done=_("The service level is made; assign it to services."),
        fields=REFUSALS,
        context={"title": _("Add a service level")},
    )


@desk(change_level)
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, servicelevel_id: UUID) -> HttpResponse:
    """The next version of a service level."""
    level = get_object_or_404(levels(), pk=servicelevel_id)
    last = list(level.versions.all())[-1]
    form = ChangeForm(request.POST if request.method == "POST" else None, version=last)
    lead = _(
        "What was agreed until then stays, and months are computed with what held in them. It applies to all services "
        "that have this level."
    )
    return answer(
        request,
        form,
        lambda said: change_level(by=request.user, level=level, terms=form.terms(), effective_at=said["effective_at"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-level", servicelevel_id=level.pk),
        done=_("The next version is recorded."),
        fields=REFUSALS,
        context={"title": _("Change %s") % level.name, "lead": lead},
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
