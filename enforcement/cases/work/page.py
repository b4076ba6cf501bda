"""What the case page shows beside reports and determinations: the rail, notes, links, who works on it and how soon."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases import rules
from enforcement.cases.actions import approve_determination, assign_case, close_case, determine
from enforcement.cases.forms import ActForm
from enforcement.cases.models import Case, CaseStatus, Determination, Note
from enforcement.cases.passing.queries import passings_about
from enforcement.cases.work import panels
from enforcement.cases.work.forms import AssignForm, PriorityForm
from enforcement.cases.work.rail import (
    APPEAL,
    APPROVED,
    DETERMINED,
    MEASURE,
    REPORTED,
    Act,
    Stage,
    as_seen,
    merged,
    next_act,
)
from enforcement.reports.models import Report
from tenants.people.models import User
from tenants.people.permissions import may, permissions_of

NOTES_SHOWN: Final = 100
CASES_SHOWN: Final = 5
REPORTS_SHOWN: Final = 50


def work_context(
    case: Case,
    *,
    determinations: Sequence[Determination],
    standing: Sequence[Determination],
    user: User,
    at: dt.datetime,
) -> dict[str, Any]:
    """Returns it for one reader at an instant (UTC); `standing` are the determinations with effect."""
    shown = reports_of(case)
    reports = shown["reports"]
    stages = rail(
        case, reports=len(reports) + shown["more_reports"], determinations=determinations, standing=standing, at=at
    )
    act = None if case.status == CaseStatus.CLOSED else next_act(stages, _closing(case))
    since = case.reopened_at or case.opened_at
    by_hand = case.priority if case.priority_by else ""
    works = may(user, assign_case) and case.status != CaseStatus.CLOSED
    others = Case.objects.filter(customer=case.customer_id).exclude(pk=case.pk).order_by("-opened_at", "-number")
    return {
        **shown,
        "rail": stages,
        "next": as_seen(act, person=user.pseudonym, held=permissions_of(user)),
        "works": works,
        "overdue": rules.overdue(CaseStatus(case.status), case.category, since, at),
        "limit": since + rules.age_limit(case.category),
        "assign_form": AssignForm(initial={"to": case.assignee_id}) if works else None,
        "priority_form": PriorityForm(initial={"priority": by_hand}) if works else None,
        "act_form": ActForm(initial=span_of(reports)) if works and not determinations else None,
        "notes": list(notes_of(case)),
        "passings": list(passings_about(case)),
        "merged": list(case.merged.order_by("number")),
        "split_off": list(case.split_off.order_by("number")),
        "others": list(others[: CASES_SHOWN + 1]),
        "others_shown": CASES_SHOWN,
        "links": [link for source in panels.links for link in source(case)],
    }


def rail(
    case: Case,
    *,
    reports: int,
    determinations: Sequence[Determination],
    standing: Sequence[Determination],
    at: dt.datetime,
) -> list[Stage]:
    """Returns the five stages of a case as they stand at `at` (UTC); rooms above say how far measure and appeal are."""
    taking = None
    if case.assignee_id is None and case.status == CaseStatus.OPEN and not determinations:
        taking = Act(_("Take the case"), reverse("desk-case-take", args=[case.pk]), assign_case, post=True)
    reported = _("By %d reports") % reports if reports > 1 else _("By a report") if reports else _("Observed by staff")
    found = [Stage(REPORTED, "now" if taking else "done", reported, "#reports", taking)]
    found += [_determined(case, determinations), _approved(case, determinations)]
    found += [Stage(MEASURE, "later", _("None yet")), Stage(APPEAL, "later", _("None"))]
    said = [stage for source in panels.stages for stage in source(case, standing, at)]
    named = {stage.code for stage in said}
    return merged([*(stage for stage in found if stage.code not in named), *said])


def _determined(case: Case, determinations: Sequence[Determination]) -> Stage:
    if determinations:
        return Stage(DETERMINED, "done", _("Violation determined"), "#determinations")
    findings = list(case.findings.all()) if case.status == CaseStatus.CLOSED else []
    if findings:
        return Stage(DETERMINED, "done", str(findings[-1]), "#determinations")
    if case.status in rules.UNDETERMINED:
        url = reverse("desk-case-determine", args=[case.pk])
        return Stage(DETERMINED, "now", _("Not yet"), "", Act(_("Determine a violation"), url, determine))
    return Stage(DETERMINED, "skipped", _("No violation determined"))


def _approved(case: Case, determinations: Sequence[Determination]) -> Stage:
    waiting = [one for one in determinations if one.needs_approval and not hasattr(one, "approval")]
    if waiting and case.status != CaseStatus.CLOSED:
        oldest = waiting[-1]
        url = reverse("desk-determination-approve", args=[oldest.pk])
        not_for = frozenset({oldest.decided_by})
        act = Act(_("Read and approve"), url, approve_determination, not_for=not_for)
        return Stage(APPROVED, "now", _("Waits for another person"), "", act)
    if any(hasattr(one, "approval") for one in determinations):
        return Stage(APPROVED, "done", _("By another person"), "#determinations")
    if determinations:
        return Stage(APPROVED, "skipped", _("None is needed"))
    return Stage(APPROVED, "later", _("Where one is needed"))


def _closing(case: Case) -> Act:
    return Act(_("Close the case"), reverse("desk-case-close", args=[case.pk]), close_case)


def reports_of(case: Case) -> dict[str, Any]:
    """Returns the first of the case's reports with what came with them, and how many more there are."""
    reports = list(case.reports.prefetch_related("evidence").order_by("number")[:REPORTS_SHOWN])
    return {"reports": reports, "more_reports": case.reports.count() - len(reports)}


def notes_of(case: Case) -> QuerySet[Note]:
    """Returns the newest notes of the case and of those merged into it, with whose reporters read each."""
    rows = Note.objects.filter(Q(case=case) | Q(case__merged_into=case)).select_related("case")
    return rows.prefetch_related("readers__report").order_by("-written_at", "pk")[:NOTES_SHOWN]


def span_of(reports: Sequence[Report]) -> dict[str, dt.datetime]:
    """Returns when the act started and ended as the reports say, for the form that asks; empty where none says."""
    starts = [one.started_at for one in reports if one.started_at is not None]
    ends = [one.ended_at for one in reports if one.ended_at is not None]
    return {"start": min(starts), "end": max(ends)} if starts and ends else {}
