"""Pages of objections: the customer contests a statement, the desk lists and answers."""

import datetime as dt
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.objections.actions import answer_objection, file_objection
from enforcement.credits.objections.filters import ObjectionFilter
from enforcement.credits.objections.forms import AnswerForm, ObjectionForm
from enforcement.credits.objections.queries import objections
from enforcement.credits.queries import statements_for
from tenants.customers.access import CustomerRequest, my
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@my
@require_http_methods(["GET", "POST"])
def contest(request: CustomerRequest, creditstatement_id: UUID) -> HttpResponse:
    """Says what contesting does, and files it; `?service=…&starts_at=…` name the interruption that it is about."""
    statement = get_object_or_404(statements_for(request.customer), pk=creditstatement_id)
    starts_at = _instant(request.GET.get("starts_at", ""))
    form = ObjectionForm(
        request.POST if request.method == "POST" else None,
        statement=statement,
        initial={"service": request.GET.get("service", "")},
    )
    return answer(
        request,
        form,
        lambda said: file_objection(by=request.user, statement=statement, starts_at=starts_at, **said),
        template="credits/my_contest.html",
        then=lambda _made: redirect("my-credit", creditstatement_id=statement.pk),
        done=lambda made: _("Your objection %s is filed. You get a mail when it is answered.") % made,
        fields={"words": "words", "service": "service"},
        context={"statement": statement, "starts_at": starts_at},
    )


def _instant(written: str) -> dt.datetime | None:
    """Returns the instant that an address names, None for anything else."""
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


@desk(Permission.SEE_CREDITS)
@require_safe
def objection_list(request: SignedInRequest) -> HttpResponse:
    """All objections, those that wait first."""
    found = ObjectionFilter(request.GET, queryset=objections())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page_obj": page, "may_answer": may(request.user, answer_objection)}
    return render(request, "credits/objections.html", context)


@desk(Permission.SEE_CREDITS, post=answer_objection)
@require_http_methods(["GET", "POST"])
def objection(request: SignedInRequest, objection_id: UUID) -> HttpResponse:
    """One objection, and its answer."""
    found = get_object_or_404(objections(), pk=objection_id)
    return answer(
        request,
        AnswerForm(request.POST if request.method == "POST" else None),
        lambda said: answer_objection(by=request.user, objection=found, words=said["words"]),
        template="credits/objection.html",
        then=lambda _made: redirect("desk-objections"),
        done=_("The answer is sent."),
        fields={"words": "words"},
        context={"objection": found, "may_answer": may(request.user, answer_objection)},
    )
