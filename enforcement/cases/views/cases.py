"""The list of cases, one case, opening, closing and reopening one."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.cases import events, queries
from enforcement.cases.actions import (
    approve_determination,
    close_case,
    determine,
    investigate_case,
    open_case,
    reopen_case,
)
from enforcement.cases.authorizations.panel import authorized_panel
from enforcement.cases.authorizations.queries import acts_of, covering_acts
from enforcement.cases.filters import CaseFilter
from enforcement.cases.forms import OPEN_FIELDS, OpenForm
from enforcement.cases.models import Case, CaseStatus
from enforcement.cases.pictures import by_age, by_category
from enforcement.cases.strikes.queries import tally
from enforcement.cases.triage.rules import summary_of
from enforcement.cases.work.page import work_context
from enforcement.reports.models import Report
from enforcement.reports.persons import names_of
from enforcement.reports.reasons import ReasonForm
from policies.documents.model.categories import CATEGORIES
from tenants.csv_files.writing import csv_file
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.keyset import page_asked
from tenants.people.permissions import Permission, may

WAITING_SHOWN = 20
CSV_ROWS = 10_000


@desk(Permission.SEE_CASES)
@require_safe
def cases(request: SignedInRequest) -> HttpResponse:
    """Every case with filters, and pictures of those that are not closed."""
    filtered = CaseFilter(request.GET, queryset=queries.cases())
    here, at = reverse("desk-cases"), clock.now()
    context = {
        "filter": filtered,
        "page": page_asked(filtered.qs, queries.ORDERS, request.GET),
        "at": at,
        "by_category": by_category(here),
        "by_age": by_age(here, at),
        "waiting": queries.waiting_for_approval()[:WAITING_SHOWN],
        "may_work": may(request.user, open_case),
        "sees_reports": may(request.user, Permission.SEE_REPORTS),
    }
    return render(request, "cases/list.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def cases_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered, 10,000 rows at most, as a file."""
    found = CaseFilter(request.GET, queryset=queries.cases()).qs[:CSV_ROWS]
    head = [_("Number"), _("Opened (UTC)"), _("Closed (UTC)"), _("Conduct"), _("Customer"), _("Service"), _("Reports")]
    head += [_("Priority"), _("Assigned to"), _("Status"), _("Summary")]
    rows = (
        [
            str(one),
            one.opened_at.isoformat(),
            one.closed_at.isoformat() if one.closed_at else "",
            _(CATEGORIES[one.category].title),
            one.customer.name,
            one.service.reference,
            one.report_count,
            one.get_priority_display(),
            one.assignee or "",
            one.get_status_display(),
            one.summary,
        ]
        for one in found
    )
    return csv_file("cases.csv", head, rows)


@desk(open_case)
@require_http_methods(["GET", "POST"])
def new_case(request: SignedInRequest) -> HttpResponse:
    """Opens a case from a report (`?report=…&service=…`) or from what staff observed."""
    report = _report(request.POST.get("report") or request.GET.get("report"))
    initial = {
        "service": request.GET.get("service") or (report.service_id if report else None),
        "category": report.category if report else None,
        "summary": summary_of(report) if report else "",
    }
    return answer(
        request,
        OpenForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda said: open_case(by=request.user, reports=[report] if report else [], **said),
        template="cases/new.html",
        then=lambda made: redirect("desk-case", case_id=made.pk),
        done=lambda made: _("The case %s is open.") % made,
        fields=OPEN_FIELDS,
        context={"report": report},
    )


def _report(wanted: str | None) -> Report | None:
    try:
        return Report.objects.filter(pk=uuid.UUID(wanted)).first() if wanted else None
    except ValueError:
        return None


@desk(Permission.SEE_CASES)
@require_safe
def case(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: its reports and evidence, what was determined, what waits, and everything in order."""
    rows = Case.objects.select_related("customer", "service", "assignee", "merged_into", "split_from")
    found = get_object_or_404(rows, pk=case_id)
    determinations = list(queries.with_texts(found))
    people = {one.decided_by for one in determinations} | {found.opened_by}
    people |= {one.found_by for one in found.findings.all()}
    people |= {one.approval.approved_by for one in determinations if hasattr(one, "approval")}
    at = clock.now()
    measurable = queries.measurable(determinations)
    work = work_context(
        found,
        determinations=determinations,
        standing=[one for one in determinations if one.pk in measurable],
        user=request.user,
        at=at,
    )
    people |= {one.written_by for one in work["notes"]}
    context = {
        "case": found,
        "authorized": authorized_panel(
            covering_acts(customer=found.customer, acts=acts_of(work["reports"])), request.user, at
        ),
        "tally": tally(found.customer, at),
        "category": CATEGORIES[found.category],
        "determinations": determinations,
        "measurable": measurable,
        "taken_away": {pk for asked in events.overturned for pk in asked(determinations)},
        "names": names_of(people),
        "timeline": queries.timeline(found),
        "may_work": may(request.user, determine),
        "may_approve": may(request.user, approve_determination),
        "sees_reports": may(request.user, Permission.SEE_REPORTS),
        "workable": found.status != CaseStatus.CLOSED,
        **work,
    }
    return render(request, "cases/detail.html", context)


@desk(investigate_case)
@require_POST
def investigate(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Somebody looks into it now."""
    investigate_case(by=request.user, case=get_object_or_404(Case, pk=case_id))
    return redirect("desk-case", case_id=case_id)


@desk(close_case)
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Says what closing does, asks for the reason."""
    found = get_object_or_404(Case, pk=case_id)
    consequences = [_("Nobody works on the case until it is reopened.")]
    if queries.waiting_for_approval().filter(case=found).exists():
        consequences.append(_("A determination waits for approval; it will not take effect."))
    consequences.append(_("Measures that are active stay active; end them first if they should not."))
    words = {"title": _("Close the case %s?") % found, "submit": _("Close %s") % found, "consequences": consequences}
    return _ask(request, found, close_case, words)


@desk(reopen_case)
@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Says what reopening does, asks for the reason."""
    found = get_object_or_404(Case, pk=case_id)
    consequences = [_("The case is investigated again; determinations can be decided and approved in it.")]
    words = {"title": _("Reopen the case %s?") % found, "submit": _("Reopen %s") % found, "consequences": consequences}
    return _ask(request, found, reopen_case, words)


def _ask(request: SignedInRequest, found: Case, act: Callable[..., Case], words: dict[str, Any]) -> HttpResponse:
    """Says what it does, asks for the reason, and does it."""
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: act(by=request.user, case=found, reason=said["reason"]),
        template="cases/confirm.html",
        then=lambda case: redirect("desk-case", case_id=case.pk),
        context={**words, "cancel_url": reverse("desk-case", args=[found.pk])},
    )
