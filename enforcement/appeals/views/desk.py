"""The reviewers' list of appeals, one appeal, and deciding it."""

import uuid

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.appeals.actions import decide_appeal, dismiss_appeal, take_appeal
from enforcement.appeals.conversation.views import desk_conversation
from enforcement.appeals.filters import AppealFilter
from enforcement.appeals.forms import DECIDE_FIELDS, DecideForm, DismissForm
from enforcement.appeals.models import Appeal, Outcome
from enforcement.appeals.queries import appeals as all_appeals
from enforcement.appeals.queries import can_review, took_part, undone
from enforcement.appeals.rules import OPEN
from enforcement.appeals.third_persons import not_third
from enforcement.cases.models import Determination
from enforcement.cases.queries import with_texts
from enforcement.holds.models import Measure, MeasureStatus
from enforcement.reports.persons import names_of
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_APPEALS)
@require_safe
def appeals(request: SignedInRequest) -> HttpResponse:
    """Every appeal, with filters."""
    filtered = AppealFilter(request.GET, queryset=all_appeals())
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "appeals/list.html", {"filter": filtered, "page_obj": page})


@desk(Permission.SEE_APPEALS)
@require_safe
def appeal(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """One appeal beside the determination it is about, and the measures that rest on that."""
    found = get_object_or_404(all_appeals(), pk=appeal_id)
    reviewer = may(request.user, decide_appeal)
    context = (
        _context(request, found)
        | desk_conversation(found, request.user)
        | {
            "may_review": reviewer and found.status in OPEN,
            "nobody": found.status in OPEN and not can_review(found),
        }
    )
    return render(request, "appeals/detail.html", context)


def _context(request: SignedInRequest, found: Appeal) -> dict[str, object]:
    at_issue = found.at_issue
    determination: Determination | None = with_texts(at_issue.case).get(pk=at_issue.pk) if at_issue else None
    people = took_part(found)
    reviewers = {found.decision.reviewed_by} if hasattr(found, "decision") else set()
    return {
        "appeal": found,
        "determination": determination,
        "measures": Measure.objects.filter(determination=determination).select_related("service")
        if determination
        else [],
        "ending": ending(found),
        "undone": undone(found),
        "names": names_of(people | reviewers | {found.filed_by}),
        "own": request.user.pseudonym in not_third(found),
    }


def ending(found: Appeal) -> QuerySet[Measure]:
    """Returns the measures that end if the appeal is won."""
    rows = Measure.objects.filter(status=MeasureStatus.ACTIVE).select_related("service")
    return rows.filter(pk=found.measure_id) if found.measure_id else rows.filter(determination=found.determination_id)


@desk(take_appeal)
@require_POST
def take(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """A third person takes it into review."""
    take_appeal(by=request.user, appeal=get_object_or_404(all_appeals(), pk=appeal_id))
    return redirect("desk-appeal", appeal_id=appeal_id)


@desk(decide_appeal)
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Says what each outcome does to whom, and takes the decision with its reasons."""
    found = get_object_or_404(all_appeals(), pk=appeal_id)
    return answer(
        request,
        DecideForm(request.POST if request.method == "POST" else None),
        lambda said: decide_appeal(by=request.user, appeal=found, **{**said, "outcome": Outcome(said["outcome"])}),
        template="appeals/decide.html",
        then=lambda _made: redirect("desk-appeal", appeal_id=found.pk),
        done=_("The appeal %s is decided; the customer is told.") % found,
        fields=DECIDE_FIELDS,
        context=_context(request, found),
    )


@desk(dismiss_appeal)
@require_http_methods(["GET", "POST"])
def dismiss(request: SignedInRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Finds it inadmissible, with reasons."""
    found = get_object_or_404(all_appeals(), pk=appeal_id)
    context = {
        "title": _("Find the appeal %s inadmissible?") % found,
        "submit": _("Find it inadmissible"),
        "consequences": [
            _("The determination and its measures stand as they are."),
            _("%s is told, with your reasons, and may file another appeal while the time for it runs.")
            % found.customer,
        ],
        "cancel_url": reverse("desk-appeal", args=[found.pk]),
    }
    return answer(
        request,
        DismissForm(request.POST if request.method == "POST" else None),
        lambda said: dismiss_appeal(by=request.user, appeal=found, reasons=said["reasons"]),
        template="appeals/dismiss.html",
        then=lambda _made: redirect("desk-appeal", appeal_id=found.pk),
        fields=DECIDE_FIELDS,
        context=context,
    )
