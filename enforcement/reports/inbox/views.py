"""The pages of the inbox: the list with a report beside it, several ticked reports, and filters that people keep."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.reports.actions import complete_report
from enforcement.reports.forms import CompleteForm
from enforcement.reports.inbox import queries
from enforcement.reports.inbox.actions import assign_reports, complete_reports, forget_filter, save_filter
from enforcement.reports.inbox.forms import AssignForm, CompleteTickedForm, SaveFilterForm, TickedForm
from enforcement.reports.inbox.pages import inbox_of, list_context, onward, report_context, shown, ticked_context
from enforcement.reports.models import Reason, Report
from policies.documents.model.categories import CATEGORIES
from tenants.csv_files.writing import csv_file
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission

CSV_ROWS = 10_000
PAGE = "reports/inbox/inbox.html"


@desk(Permission.SEE_REPORTS)
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The inbox, with its first report beside the list."""
    return render(request, PAGE, shown(request, inbox_of(request)))


@desk(Permission.SEE_REPORTS, post=complete_report)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report beside the list, who held the target then, its evidence; POST completes it and leads to the next."""
    related = Report.objects.select_related("service__customer", "customer", "reporter")
    found = get_object_or_404(related, pk=report_id)
    inbox = inbox_of(request)
    return answer(
        request,
        CompleteForm(request.POST if request.method == "POST" else None),
        lambda said: complete_report(by=request.user, report=found, reason=Reason(said["reason"])),
        template=PAGE,
        then=lambda made: onward(inbox, [made.pk]),
        done=_("The report %s is completed.") % found,
        context={"chosen_one": True, **list_context(request, inbox), **report_context(request, found)},
    )


@desk(Permission.SEE_REPORTS)
@require_safe
def ticked(request: SignedInRequest) -> HttpResponse:
    """What may be done about the reports that are ticked, and what will happen then."""
    form = TickedForm(request.GET)
    if not form.is_valid():
        messages.warning(request, " ".join(map(str, form.errors["report"])))
        return redirect(reverse("desk-reports") + inbox_of(request).where)
    inbox = inbox_of(request)
    context = ticked_context(request, inbox, form.cleaned_data["report"])
    return render(request, PAGE, {"chosen_one": True, **context})


def ticked_now(request: SignedInRequest) -> list[Report]:
    """Returns the reports that a form about several was sent with; none where it names none."""
    form = TickedForm(request.POST)
    return form.cleaned_data["report"] if form.is_valid() else []


@desk(complete_reports)
@require_POST
def complete_ticked(request: SignedInRequest) -> HttpResponse:
    """Completes those of the ticked reports that still wait."""
    inbox, several = inbox_of(request), ticked_now(request)
    return answer(
        request,
        CompleteTickedForm(request.POST),
        lambda said: complete_reports(by=request.user, reports=said["report"], reason=Reason(said["reason"])),
        template=PAGE,
        then=lambda _made: onward(inbox, [one.pk for one in several]),
        done=lambda made: ngettext("%d report is completed.", "%d reports are completed.", len(made)) % len(made),
        context={"chosen_one": True, **ticked_context(request, inbox, several)},
    )


@desk(assign_reports)
@require_POST
def assign_ticked(request: SignedInRequest) -> HttpResponse:
    """Gives the ticked reports to somebody, or to nobody."""
    inbox, several = inbox_of(request), ticked_now(request)

    def assign(said: dict[str, Any]) -> list[Report]:
        return assign_reports(by=request.user, reports=said["report"], to=said["to"])

    def then(_made: list[Report]) -> HttpResponse:
        if len(several) == 1 and several[0].pk in inbox.order:
            return redirect(reverse("desk-report", args=[several[0].pk]) + inbox.where)
        return onward(inbox, [one.pk for one in several])

    return answer(
        request,
        AssignForm(request.POST),
        assign,
        template=PAGE,
        then=then,
        done=lambda made: (
            ngettext("%d report is assigned anew.", "%d reports are assigned anew.", len(made)) % len(made)
        ),
        context={"chosen_one": True, **ticked_context(request, inbox, several)},
    )


@desk(save_filter)
@require_POST
def keep_filter(request: SignedInRequest) -> HttpResponse:
    """Keeps the list as it is filtered now, under a name."""
    inbox = inbox_of(request)
    query = inbox.filter.data.copy()
    query.pop("cursor", None)
    return answer(
        request,
        SaveFilterForm(request.POST),
        lambda said: save_filter(by=request.user, name=said["name"], query=query.urlencode()),
        template=PAGE,
        then=lambda made: redirect(f"{reverse('desk-reports')}?{made.query}"),
        done=lambda made: _("The view “%s” is kept.") % made,
        fields="name",
        context=list_context(request, inbox),
    )


@desk(forget_filter)
@require_POST
def drop_filter(request: SignedInRequest, savedfilter_id: uuid.UUID) -> HttpResponse:
    """Forgets a view that the person kept."""
    found = get_object_or_404(queries.saved_filters(request.user.pseudonym), pk=savedfilter_id)
    forget_filter(by=request.user, saved=found)
    messages.success(request, _("The view “%s” is forgotten.") % found)
    return redirect("desk-reports")


@desk(Permission.SEE_REPORTS)
@require_safe
def as_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered, 10,000 rows at most, as a file; without the reports' own words."""
    inbox = inbox_of(request)
    found = inbox.filter.qs.order_by("received_at", "pk")[:CSV_ROWS]
    names = queries.assignees(found)
    head = [_("Number"), _("Received (UTC)"), _("Conduct"), _("Target"), _("Service"), _("Customer"), _("Came through")]
    head += [_("Status"), _("Reason"), _("Assigned to")]
    rows = (
        [
            str(one),
            one.received_at.isoformat(),
            _(CATEGORIES[one.category].title) if one.category in CATEGORIES else "",
            one.target,
            one.service.reference if one.service else "",
            one.service.customer.name if one.service else "",
            one.get_source_display(),
            one.get_status_display(),
            one.get_reason_display() if one.reason else "",
            names.get(one.assigned_to, "") if one.assigned_to else "",
        ]
        for one in found
    )
    return csv_file("reports.csv", head, rows)
