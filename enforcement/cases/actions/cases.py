"""Opening, investigating, closing and reopening cases."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.actions.desk import follow_joined, follow_reports
from enforcement.cases.joining import claim, closed_about, joinable_cases, widen
from enforcement.cases.models import Case, CaseStatus, Priority
from enforcement.cases.rules import before, default_priority
from enforcement.reports.actions import complete_at_arrival, complete_if_waiting
from enforcement.reports.following.outbox import queue_outcome
from enforcement.reports.models import Reason, Report, ReportStatus
from enforcement.reports.numbering import next_number
from enforcement.reports.queries import candidates
from policies.documents.model.categories import CATEGORIES
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

MOST_NAMED = 5
#: What closing or reopening a case may make wait, or wait no longer.
OF_CASES = (Kind.ASSIGNED, Kind.OVERDUE, Kind.UNTAKEN, Kind.TO_APPROVE)


@verb(Permission.WORK_CASES)
@transaction.atomic
def open_case(*, by: User, reports: Collection[Report], service: Service, category: str, summary: str) -> Case:
    """Opens a case about a service, from reports or from an observation (R7); its reports are completed by it.

    Raises Refused: `category`, `summary` (422), `held_by_another` (422: the target was somebody else's then).
    """
    if category not in CATEGORIES:
        raise Refused("category", _("Choose one of the kinds of conduct."), status=422)
    if not summary.strip():
        raise Refused("summary", _("Say in a sentence what the case is about."), status=422)
    for report in reports:
        _check_held(report, service)
    number = next_number(Case)
    at = clock.now()
    case = Case.objects.create(
        number=number,
        customer=service.customer,
        service=service,
        category=category,
        summary=summary,
        opened_at=at,
        opened_by=by.pseudonym,
        priority=default_priority(category, len(reports)),
    )
    record(
        verb="case.opened",
        at=at,
        by=by.pseudonym,
        subject=case,
        facts={
            "number": number,
            "category": category,
            "service": service.reference,
            "customer": service.customer.reference,
            "reports": sorted(report.number for report in reports),
        },
    )
    for report in reports:
        _take_in(by=by, case=case, report=report, at=at)
    claim(case, reports, at=at)
    if case.priority == Priority.URGENT:
        tell(Kind.UNTAKEN)
    return case


@verb(Permission.WORK_CASES)
@transaction.atomic
def attach_report(*, by: User, case: Case, report: Report) -> Case:
    """Adds one more report about the same thing; raises Refused (`case_closed`, `held_by_another`)."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.status == CaseStatus.CLOSED:
        raise Refused("case_closed", _("The case %s is closed. Reopen it first.") % locked)
    _check_held(report, locked.service)
    at = clock.now()
    facts = {"number": locked.number, "report": report.number}
    record(verb="case.report_attached", at=at, by=by.pseudonym, subject=locked, facts=facts)
    _take_in(by=by, case=locked, report=report, at=at)
    widen(locked, report)
    follow_reports(locked, at=at)
    return locked


def forget_summary(report: Report) -> None:
    """Names a case by its report's number where its summary repeats the words of a report that is being sealed."""
    said = report.description.strip()
    for case in Case.objects.filter(reports=report).exclude(summary=""):
        if said and (case.summary.strip() in said or said in case.summary):
            Case.objects.filter(pk=case.pk).update(summary=str(report))


@transaction.atomic(savepoint=False)
def join_cases(reports: Sequence[Report]) -> None:
    """Lets reports that came in join the open cases about the same acts, in their order; the portal does it itself.

    Where no case is open a report waits for a person, linked to the case about the same act that was closed. One in
    triage, or about nobody's service, joins nothing.
    """
    about = [one for one in reports if one.service and not one.triage and one.status != ReportStatus.COMPLETED]
    if not about:
        return
    joinable = joinable_cases(about)
    joined: list[tuple[Case, Report]] = []
    lone = []
    for report in about:
        if case := joinable.take(report):
            joined.append((case, report))
            facts = {"number": case.number, "report": report.number}
            record(verb="case.report_attached", at=report.received_at, by=None, subject=case, facts=facts)
        else:
            lone.append(report)
    if joined:
        joinable.keep_widened()
        follow_joined(joined)
        of_case = Case.reports.through
        rows = [of_case(case_id=case.pk, report_id=report.pk) for case, report in joined]
        of_case._default_manager.bulk_create(rows)  # noqa: SLF001 - Django's own name
        complete_at_arrival([report for _case, report in joined], reason=Reason.CASE_OPENED)
    if lone:
        _link_to_closed(lone)


def _link_to_closed(reports: Sequence[Report]) -> None:
    links = closed_about(reports)
    of_case = Case.later_reports.through
    rows = [of_case(case_id=case.pk, report_id=report.pk) for case, report in links]
    of_case._default_manager.bulk_create(rows)  # noqa: SLF001 - Django's own name
    for case, report in links:
        facts = {"number": case.number, "report": report.number}
        record(verb="case.report_linked", at=report.received_at, by=None, subject=case, facts=facts)


def _check_held(report: Report, service: Service) -> None:
    """Where somebody else held the target at that hour, the case would be about the wrong customer (R11)."""
    holding = candidates(report)
    if holding.exists() and not holding.filter(pk=service.pk).exists():
        held = ", ".join(one.reference for one in holding[:MOST_NAMED])
        sentence = _("%(target)s was held by another service then: %(services)s.")
        named = {"target": report.target, "services": held + (" …" if holding.count() > MOST_NAMED else "")}
        raise Refused("held_by_another", sentence % named, status=422)


def _take_in(*, by: User | None, case: Case, report: Report, at: dt.datetime) -> None:
    case.reports.add(report)
    about = {"service": case.service, "customer": case.customer}
    complete_if_waiting(by=by, report=report, reason=Reason.CASE_OPENED, at=at, **about)


@verb(Permission.WORK_CASES)
@transaction.atomic
def investigate_case(*, by: User, case: Case) -> Case:
    """Somebody looks into it; raises Refused (`case_state`)."""
    at = clock.now()
    rows = Case.objects.filter(pk=case.pk, status=CaseStatus.OPEN)
    if not rows.update(status=CaseStatus.INVESTIGATING):
        raise _cannot(case)
    record(verb="case.investigating", at=at, by=by.pseudonym, subject=case, facts={"number": case.number})
    case.refresh_from_db()
    return case


@verb(Permission.WORK_CASES)
@transaction.atomic
def close_case(*, by: User, case: Case, reason: str) -> Case:
    """Ends the work on it; a determination that waits for approval then never takes effect.

    Raises Refused: `reason` (422), `case_state`.
    """
    said = _said(reason)
    at = clock.now()
    rows = Case.objects.filter(pk=case.pk, status__in=before(CaseStatus.CLOSED))
    if not rows.update(status=CaseStatus.CLOSED, closed_at=at):
        raise _cannot(case)
    facts, personal = {"number": case.number}, {"reason": said}
    record(verb="case.closed", at=at, by=by.pseudonym, subject=case, facts=facts, personal=personal)
    if not case.determinations.exists():
        queue_outcome(case.reports.select_related("reporter"), at=at)
    tell(*OF_CASES)
    case.refresh_from_db()
    return case


@verb(Permission.WORK_CASES)
@transaction.atomic
def reopen_case(*, by: User, case: Case, reason: str) -> Case:
    """Takes up a closed case again, unless it was merged; raises Refused (`reason` 422, `case_state`).

    How old it may become is counted from now.
    """
    said = _said(reason)
    at = clock.now()
    rows = Case.objects.filter(pk=case.pk, status=CaseStatus.CLOSED, merged_into=None)
    if not rows.update(status=CaseStatus.INVESTIGATING, closed_at=None, reopened_at=at):
        raise _cannot(case)
    facts, personal = {"number": case.number}, {"reason": said}
    record(verb="case.reopened", at=at, by=by.pseudonym, subject=case, facts=facts, personal=personal)
    tell(*OF_CASES)
    case.refresh_from_db()
    claim(case, case.reports.all(), at=at)
    return case


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason", _("Give the reason."), status=422)
    return reason.strip()


def _cannot(case: Case) -> Refused:
    case.refresh_from_db()
    if case.merged_into is not None:
        sentence = _("The case %(case)s was merged into %(other)s, where the work goes on.")
        return Refused("case_state", sentence % {"case": case, "other": case.merged_into})
    named = {"case": case, "status": case.get_status_display()}
    return Refused("case_state", _("The case %(case)s is %(status)s: this cannot be done with it now.") % named)
