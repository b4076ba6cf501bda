"""The desk's pages about runs: asking for a month, how far it is, and what it made or would change."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.models import CreditRun
from enforcement.credits.runs.actions import run_credits
from enforcement.credits.runs.forms import RunForm
from enforcement.credits.runs.queries import changes, failures, progress_of, runs
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(run_credits)
@require_http_methods(["GET", "POST"])
def run(request: SignedInRequest) -> HttpResponse:
    """Has a month computed, or looks at what that would change."""

    def shown(made: CreditRun) -> HttpResponse:
        return redirect("desk-credit-run", creditrun_id=made.pk)

    return answer(
        request,
        RunForm(request.POST if request.method == "POST" else None, initial={"month": request.GET.get("month", "")}),
        lambda said: run_credits(by=request.user, month=said["month"], preview=bool(said["preview"])),
        template="credits/run.html",
        then=shown,
        fields={"month": "month", "month_not_over": "month"},
        context={"runs": runs()[:10]},
    )


@desk(Permission.SEE_CREDITS)
@require_safe
def run_page(request: SignedInRequest, creditrun_id: UUID) -> HttpResponse:
    """How far a run is, whom it could not compute, and what a preview found."""
    found = get_object_or_404(runs(), pk=creditrun_id)
    page = Paginator(changes().filter(run=found), PAGE).get_page(request.GET.get("page"))
    context = progress_of(found) | {"page_obj": page, "failures": failures().filter(run=found)[:PAGE]}
    return render(request, "credits/credit_run.html", context | {"may_run": may(request.user, run_credits)})


@desk(Permission.SEE_CREDITS)
@require_safe
def run_progress(request: SignedInRequest, creditrun_id: UUID) -> HttpResponse:
    """The part of the page that says how far it is, which the page asks for anew while it goes on."""
    if not request.htmx:  # type: ignore[attr-defined]  # by django-htmx
        return redirect("desk-credit-run", creditrun_id=creditrun_id)
    return render(request, "credits/_run_progress.html", progress_of(get_object_or_404(runs(), pk=creditrun_id)))
