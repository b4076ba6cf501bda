"""Who works on a case, and how soon."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.joining import reports_of_each
from enforcement.cases.models import Case, CaseStatus, Priority
from enforcement.cases.rules import RAISING, default_priority
from enforcement.reports.models import Report
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission, may
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def assign_case(*, by: User, case: Case, to: User | None) -> Case:
    """Gives the case to somebody who may work on it, or to nobody; an open one that is taken is investigated.

    Raises Refused: `case_closed`, `cannot_work` (422).
    """
    if to is not None and not may(to, Permission.WORK_CASES):
        raise Refused("cannot_work", _("%s may not work on cases: choose somebody else.") % to, status=422)
    locked = open_for_update(case)
    at = clock.now()
    if locked.assignee_id == (to.pk if to else None):
        return locked
    taken_up = to is not None and locked.status == CaseStatus.OPEN
    Case.objects.filter(pk=locked.pk).update(
        assignee=to,
        assigned_at=at if to else None,
        assigned_by=by.pseudonym if to else None,
        status=CaseStatus.INVESTIGATING if taken_up else locked.status,
    )
    facts = {"number": locked.number, "to": str(to.pseudonym) if to else None}
    record(verb="case.assigned", at=at, by=by.pseudonym, subject=locked, facts=facts)
    tell(Kind.ASSIGNED, Kind.UNTAKEN, Kind.OVERDUE)
    locked.refresh_from_db()
    return locked


@verb(Permission.WORK_CASES)
@transaction.atomic
def prioritise_case(*, by: User, case: Case, priority: Priority | None) -> Case:
    """Sets how soon the case wants work; None lets it follow kind of conduct and reports again.

    Raises Refused: `case_closed`.
    """
    locked = open_for_update(case)
    at = clock.now()
    wanted = priority or default_priority(locked.category, locked.reports.count())
    by_hand = by.pseudonym if priority else None
    Case.objects.filter(pk=locked.pk).update(priority=wanted, priority_by=by_hand)
    facts = {"number": locked.number, "priority": wanted, "by_hand": priority is not None}
    record(verb="case.prioritised", at=at, by=by.pseudonym, subject=locked, facts=facts)
    tell(Kind.UNTAKEN)
    locked.refresh_from_db()
    return locked


def follow_reports(case: Case, *, at: dt.datetime) -> None:
    """Computes the priority anew once reports came or went, unless somebody set it by hand; the case is locked."""
    if case.priority_by is not None:
        return
    counted = case.reports.order_by()[: RAISING[-1]].count()  # more of them raise it no further
    if _followed(case, counted, at):
        Case.objects.filter(pk=case.pk).update(priority=case.priority)


def follow_joined(joined: Sequence[tuple[Case, Report]]) -> None:
    """Does what `follow_reports` does for each report that is about to join a case, at the instant in which it came."""
    follows = [(case, report) for case, report in joined if case.priority_by is None]
    counted = reports_of_each({case.pk for case, _report in follows}, most=RAISING[-1])
    changed: dict[uuid.UUID, Case] = {}
    for case, report in follows:
        counted[case.pk] += 1
        if _followed(case, counted[case.pk], report.received_at):
            changed[case.pk] = case
    for priority in sorted({case.priority for case in changed.values()}):
        rows = Case.objects.filter(pk__in=[pk for pk, case in changed.items() if case.priority == priority])
        rows.update(priority=priority)


def _followed(case: Case, reports: int, at: dt.datetime) -> bool:
    """Whether so many reports change the priority, which is set and recorded then; its row is left to the caller."""
    priority = default_priority(case.category, reports)
    if priority == case.priority:
        return False
    case.priority = priority
    facts = {"number": case.number, "priority": priority, "by_hand": False}
    record(verb="case.prioritised", at=at, by=None, subject=case, facts=facts)
    if priority == Priority.URGENT:
        tell(Kind.UNTAKEN)
    return True


def open_for_update(case: Case) -> Case:
    """Returns the case with its row locked; raises Refused (`case_closed`) for a closed one."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("customer", "service").get(pk=case.pk)
    if locked.status == CaseStatus.CLOSED:
        raise Refused("case_closed", _("The case %s is closed. Reopen it first.") % locked)
    return locked
