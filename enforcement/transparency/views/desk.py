"""The desk's pages: a period computed, and what was published."""

import uuid
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.transparency.actions import publish_report
from enforcement.transparency.answers import context_of, csv_answer, json_answer, svg_answer
from enforcement.transparency.forms import PeriodForm, PublishForm
from enforcement.transparency.periods import period_named
from enforcement.transparency.queries import computed, publications, standing, zone_of
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may, permissions_of


def _asked(request: SignedInRequest) -> PeriodForm:
    today = clock.now().astimezone(ZoneInfo(request.tenant.timezone)).date()
    return PeriodForm(request.GET or None, today=today)


@desk(Permission.SEE_CASES)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """The numbers of a period, each leading to the list that it counts, and what was published of it."""
    form = _asked(request)
    period = form.chosen
    _start, end = period.window(zone_of(period, request.tenant))
    context = context_of(computed(period), seen=permissions_of(request.user))
    context |= {
        "form": form,
        "going_on": end > clock.now(),
        "published": publications().filter(period=period.name),
        "others": standing().exclude(period=period.name),
        "may_publish": may(request.user, publish_report),
    }
    return render(request, "transparency/computed.html", context)


def _file(answered: Callable[[dict[str, Any]], HttpResponse]) -> Callable[..., HttpResponseBase]:
    @desk(Permission.SEE_CASES)
    @require_safe
    def view(request: SignedInRequest) -> HttpResponse:
        return answered(computed(_asked(request).chosen))

    return view


as_json = _file(json_answer)
as_csv = _file(csv_answer)
as_svg = _file(svg_answer)


@desk(publish_report)
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest) -> HttpResponse:
    """Says what publishing does, and does it for the period in the address."""
    period = _asked(request).chosen
    before = standing().filter(period=period.name).first()
    return answer(
        request,
        PublishForm(request.POST if request.method == "POST" else None, corrects=before is not None),
        lambda said: publish_report(by=request.user, period=period.name, **said),
        template="transparency/publish.html",
        then=lambda made: redirect("transparency-report", period=made.period),
        done=_("The report is published."),
        fields={"correction_missing": "correction"},
        context={
            "period": period,
            "before": before,
            "back": f"{reverse('desk-transparency')}?period={period.name}",
            "public_path": reverse("transparency-report", args=[period.name]),
        },
    )


@desk(Permission.SEE_CASES)
@require_safe
def publication(request: SignedInRequest, publication_id: uuid.UUID) -> HttpResponse:
    """One publication as it was, also one that was superseded."""
    found = get_object_or_404(publications(), pk=publication_id)
    context = {
        **context_of(found.content),
        "publication": found,
        "superseded_by": getattr(found, "superseded_by", None),
        "back": f"{reverse('desk-transparency')}?period={found.period}",
        "title": _("%(period)s, publication %(number)d")
        % {"period": period_named(found.period).title, "number": found.sequence},
    }
    return render(request, "transparency/publication.html", context)
