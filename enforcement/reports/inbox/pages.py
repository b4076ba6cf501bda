"""What the two panes of the inbox show, and where an act leads next."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from enforcement.reports.actions import complete_report, enter_report
from enforcement.reports.custody.actions import open_evidence, remove_evidence
from enforcement.reports.custody.queries import files
from enforcement.reports.custody.raw import raw_reports_of
from enforcement.reports.filters import ReportFilter
from enforcement.reports.forms import CompleteForm
from enforcement.reports.inbox import panels, queries
from enforcement.reports.inbox.actions import assign_reports
from enforcement.reports.inbox.queries import View
from enforcement.reports.inbox.rules import BY_HAND, Group, following, grouped
from enforcement.reports.models import Complaint, Report, ReportStatus
from enforcement.reports.queries import MOST_SHOWN, candidates
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.people.access import SignedInRequest
from tenants.people.keyset import KeysetPage, page_asked
from tenants.people.permissions import Permission, may

#: Everything there ever was begins with what came last.
_NEWEST: Final = dict(reversed(queries.ORDERS.items()))
#: What an address says beside how the list is filtered.
_NOT_THE_LIST: Final = ("report", "name")


@dataclass(frozen=True, slots=True)
class Inbox:
    """The list as one address asks for it; `where` is that address's query, and `order` the reports as they stand."""

    filter: ReportFilter
    view: View
    page: KeysetPage[Report]
    groups: list[Group]
    where: str
    at: dt.datetime

    @property
    def order(self) -> list[uuid.UUID]:
        """The ids of the page's reports from top to bottom."""
        return [report.pk for group in self.groups for report in group.reports]


def inbox_of(request: SignedInRequest) -> Inbox:
    """Returns the list that the address asks for: what waits, unless it names another view or a status."""
    said = request.GET.copy()
    for name in _NOT_THE_LIST:
        said.pop(name, None)
    where = f"?{said.urlencode()}" if said else ""
    if said.get("view") not in View.values:
        said["view"] = View.ALL if said.get("status") else View.WAITING
    view = View(str(said["view"]))
    filtered = ReportFilter(said, queryset=queries.rows(), request=request)
    page = page_asked(filtered.qs, _NEWEST if view == View.ALL else queries.ORDERS, said)
    groups = grouped(page.rows)
    queries.with_counts(groups)
    return Inbox(filtered, view, page, groups, where, clock.now())


def list_context(request: SignedInRequest, inbox: Inbox, *, ticked: Collection[int] = ()) -> dict[str, Any]:
    """What the left pane shows."""
    counts = queries.counts(person=request.user.pseudonym, at=inbox.at)
    return {
        "inbox": inbox,
        "views": [{"view": view, "count": counts.get(view), "current": view == inbox.view} for view in View],
        "names": queries.assignees(inbox.page.rows),
        "categories": CATEGORIES,
        "saved": queries.saved_filters(request.user.pseudonym),
        "ticked": ticked,
        "may_enter": may(request.user, enter_report),
        "filtered": any(value for name, value in inbox.filter.data.items() if name not in {"view", "cursor", "sort"}),
    }


def report_context(request: SignedInRequest, report: Report) -> dict[str, Any]:
    """What the right pane shows of one report."""
    waits = report.status != ReportStatus.COMPLETED
    held = candidates(report)
    shown = list(held[:MOST_SHOWN])
    return {
        "report": report,
        "category": CATEGORIES.get(report.category),
        "additions": report.additions.order_by("added_at"),
        "complaint": Complaint.objects.filter(report=report).first(),
        "candidates": shown,
        "more_candidates": held.count() - MOST_SHOWN if len(shown) == MOST_SHOWN else 0,
        "evidence": files().filter(report=report).order_by("received_at", "pk"),
        "raw_reports": raw_reports_of(report),
        "cases": report.cases.order_by("number"),
        "assignee": queries.assignees([report]).get(report.assigned_to) if report.assigned_to else None,
        "open": waits,
        "may_handle": may(request.user, complete_report),
        "may_work": may(request.user, Permission.WORK_CASES),
        "may_open": may(request.user, open_evidence),
        "first": [panel for told in panels.first if (panel := told(request, report))],
        "may_keep": may(request.user, remove_evidence),
        "beside": [panel for told in panels.beside if (panel := told(request, report))],
        **(acts_context(request, [report]) if waits else {}),
    }


def acts_context(request: SignedInRequest, reports: Sequence[Report]) -> dict[str, Any]:
    """What may be done about the reports, all of which wait."""
    handles = may(request.user, assign_reports)
    return {
        "acted": reports,
        "acts": [panel for offered in panels.acts if (panel := offered(request, reports))],
        "reasons": BY_HAND if handles else [],
        "handlers": queries.handlers() if handles else [],
        "unassigned": [report for report in reports if report.assigned_to != request.user.pseudonym],
        "complete_url": reverse("desk-report", args=[reports[0].pk])
        if len(reports) == 1
        else reverse("desk-reports-complete"),
    }


def ticked_context(request: SignedInRequest, inbox: Inbox, reports: Sequence[Report]) -> dict[str, Any]:
    """What both panes show of the reports that are ticked."""
    waiting = [report for report in reports if report.status != ReportStatus.COMPLETED]
    numbers = {report.number for report in reports}
    return {
        **list_context(request, inbox, ticked=numbers),
        "chosen": grouped(reports),
        "done_already": len(reports) - len(waiting),
        **(acts_context(request, waiting) if waiting else {}),
    }


def shown(request: SignedInRequest, inbox: Inbox) -> dict[str, Any]:
    """What the page shows before a report is chosen: the list, and beside it its first report."""
    context = list_context(request, inbox)
    if inbox.order:
        first = Report.objects.select_related("service__customer", "customer", "reporter").get(pk=inbox.order[0])
        context |= report_context(request, first) | {"form": CompleteForm()}
    return context


def onward(inbox: Inbox, acted: Collection[uuid.UUID]) -> HttpResponse:
    """Leads to the report that comes after those just acted on; back to the list where none is left."""
    after = following(inbox.order, acted)
    address = reverse("desk-report", args=[after]) if after else reverse("desk-reports")
    return redirect(address + inbox.where)
