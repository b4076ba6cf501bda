"""What of cases waits for somebody: those assigned, overdue, urgent and taken by nobody, and what is to be approved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from enforcement.cases.actions import approve_determination, assign_case, determine
from enforcement.cases.models import Case, CaseStatus, Priority
from enforcement.cases.passing.actions import note_passing
from enforcement.cases.passing.queries import to_note
from enforcement.cases.queries import waiting_for_approval
from enforcement.cases.rules import UNDETERMINED, age_limit
from policies.documents.model.categories import CATEGORIES
from tenants.alerts.models import Kind
from tenants.alerts.sources import Source, Waiting


def _told(case: Case, since: dt.datetime) -> Waiting:
    title = f"{case}, {case.customer}"
    path = reverse("desk-case", args=[case.pk])
    return Waiting(case.pk, since, title, path, urgent=case.priority == Priority.URGENT)


def _assigned(_at: dt.datetime) -> Iterator[Waiting]:
    rows = Case.objects.exclude(status=CaseStatus.CLOSED).exclude(assignee=None)
    for case in rows.select_related("customer", "assignee").order_by("assigned_at", "number"):
        assert case.assigned_at is not None
        yield replace(_told(case, case.assigned_at), person=case.assignee, by=case.assigned_by)


def overdue_at(at: dt.datetime) -> Q:
    """Returns the condition on cases, annotated with `since`, that wait too long for a determination at `at` (UTC)."""
    late = Q(pk__in=[])
    for limit in {age_limit(name) for name in CATEGORIES}:
        late |= Q(category__in=[name for name in CATEGORIES if age_limit(name) == limit], since__lt=at - limit)
    return late & Q(status__in=UNDETERMINED)


def _overdue(at: dt.datetime) -> Iterator[Waiting]:
    rows = Case.objects.annotate(since=Coalesce("reopened_at", "opened_at")).filter(overdue_at(at))
    for case in rows.select_related("customer", "assignee").order_by("since", "number"):
        since = (case.reopened_at or case.opened_at) + age_limit(case.category)
        yield replace(_told(case, since), person=case.assignee)


def _untaken(_at: dt.datetime) -> Iterator[Waiting]:
    rows = Case.objects.filter(priority=Priority.URGENT, assignee=None, status__in=UNDETERMINED)
    for case in rows.select_related("customer").order_by("opened_at", "number"):
        yield replace(_told(case, case.reopened_at or case.opened_at), by=case.opened_by)


def _to_approve(_at: dt.datetime) -> Iterator[Waiting]:
    for one in waiting_for_approval():
        told = _told(one.case, one.decided_at)
        path = reverse("desk-determination-approve", args=[one.pk])
        yield replace(told, subject=one.pk, path=path, not_for=frozenset({one.decided_by}), by=one.decided_by)


def _passed(_at: dt.datetime) -> Iterator[Waiting]:
    for one in to_note().select_related("case__customer", "case__assignee").order_by("number"):
        since = one.answered_at or one.ended_at or one.queued_at
        title = f"{one}, {one.name}: {one.case}, {one.case.customer}"
        path = reverse("desk-passing", args=[one.pk])
        yield Waiting(one.pk, since, title, path, person=one.case.assignee)


SOURCES = (
    Source(Kind.ASSIGNED, "cases.case", determine, _assigned),
    Source(Kind.OVERDUE, "cases.case", determine, _overdue),
    Source(Kind.UNTAKEN, "cases.case", assign_case, _untaken),
    Source(Kind.PASSED, "cases.passing", note_passing, _passed),
    Source(Kind.TO_APPROVE, "cases.determination", approve_determination, _to_approve),
)
