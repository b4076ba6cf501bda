"""Which open case a report joins by itself: one alone for each service, kind of conduct and stretch of time."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from enforcement.cases.models import Case, CaseStatus, Joining
from enforcement.cases.rules import LINKED_WITHIN, SAME_ACT_WITHIN
from enforcement.reports.models import Report
from tenants.resellers.constraints import violated

#: What stands around the time of an act on both sides: two times meet where no more than the whole lies between.
HALF = SAME_ACT_WITHIN / 2


def claim(case: Case, reports: Iterable[Report], *, at: dt.datetime) -> bool:
    """Lets later reports about the acts of these reports join the case; without any, about acts from `at` on.

    Returns False where another open case has that time already: reports then go on joining that one.
    """
    known = [report for report in reports if report.started_at and report.ended_at]
    since = min((report.started_at for report in known if report.started_at), default=at) - HALF
    until = max((report.ended_at for report in known if report.ended_at), default=at) + HALF
    _release_closed(case)
    said = {"service": case.service, "category": case.category, "acts_from": since, "acts_until": until}
    Joining.objects.update_or_create(case=case, defaults=said | {"joins": False})
    return _changed(Joining.objects.filter(case=case), joins=True)


def widen(case: Case, report: Report) -> None:
    """Takes the report's act into the time that the case is about, unless that is another open case's."""
    held = Joining.objects.filter(case=case).first()
    if held is None or report.started_at is None or report.ended_at is None:
        return
    since = min(held.acts_from, report.started_at - HALF)
    until = max(held.acts_until, report.ended_at + HALF)
    if (since, until) != (held.acts_from, held.acts_until):
        _changed(Joining.objects.filter(case=case), acts_from=since, acts_until=until)


def joined_by(report: Report) -> Case | None:
    """Returns the open case that the report joins, with its row locked, the latest where there are several."""
    found = _locked().filter(joining__in=_near(report).order_by().filter(joins=True)).exclude(status=CaseStatus.CLOSED)
    if first := found.order_by("-joining__acts_until").first():
        return first
    # Somebody may have closed that one while it was waited for, so each is asked by itself.
    for near in _near(report).filter(joins=True).exclude(case__status=CaseStatus.CLOSED):
        locked = _locked().get(pk=near.pk)
        if locked.status != CaseStatus.CLOSED:
            return locked
    return None


def _locked() -> QuerySet[Case]:
    return Case.objects.select_for_update(of=("self",)).select_related("customer", "service")


def closed_about(report: Report, *, at: dt.datetime) -> Case | None:
    """Returns the case about the same act that was closed last, not too long before `at`."""
    closed = _near(report).filter(case__status=CaseStatus.CLOSED, case__closed_at__gte=at - LINKED_WITHIN)
    found = closed.filter(case__merged_into=None).order_by("-case__closed_at").select_related("case").first()
    return found.case if found else None


def _near(report: Report) -> QuerySet[Joining]:
    """Returns what is about the same service and kind, no further from the report's act than one act may be."""
    if report.started_at is None or report.ended_at is None:
        return Joining.objects.none()
    same = Joining.objects.filter(service=report.service, category=report.category)
    same = same.filter(acts_from__lte=report.ended_at + HALF, acts_until__gte=report.started_at - HALF)
    return same.order_by("-acts_until")


def _release_closed(case: Case) -> None:
    closed = Joining.objects.filter(service=case.service, category=case.category, joins=True)
    closed.filter(case__status=CaseStatus.CLOSED).update(joins=False)


def _changed(rows: QuerySet[Joining], **values: object) -> bool:
    """Changes them; False where another open case is about that time, which the database knows for sure."""
    try:
        with transaction.atomic():
            return bool(rows.update(**values))
    except IntegrityError as error:
        if violated(error) != "joining_one_case":
            raise
        return False
