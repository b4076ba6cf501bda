"""Approving, cancelling, extending and ending measures (R9)."""

import datetime as dt
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.findings.models import Finding, FindingOutcome
from enforcement.cases.models import Case
from enforcement.holds.actions.effects import close, take_effect
from enforcement.holds.actions.holds import require_running
from enforcement.holds.actions.steps import fresh, lock_measure, move, refusal_of, remedy_now
from enforcement.holds.kinds import Undoing, kind_of
from enforcement.holds.models import Extension, Measure, MeasureApproval, MeasureStatus
from enforcement.holds.queries import due_to_end, interims
from enforcement.holds.rules import sources_of
from enforcement.holds.statements import issue_statement_of_extension
from policies.versions.models import PostedProvision
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@verb(Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def approve_measure(*, by: User, measure: Measure, reason: str = "") -> Measure:
    """Another person agrees, and the measure takes effect, if all that it was proposed on still holds (R9).

    The notice runs from now; what the statement and the hold name is when it begins. Raises Refused: `same_person`,
    `not_pending`, `no_remedy`, `remedy_changed`, `notice_passed`, `end_passed`, `service_ended`,
    `determination_overturned`.
    """
    lock_measure(measure)
    at = clock.now()
    measure = fresh(measure)
    if measure.status != MeasureStatus.PENDING_APPROVAL:
        raise Refused("not_pending", _("This measure does not wait for approval."))
    remedy = _still_holds(measure, at)
    try:
        with transaction.atomic():
            MeasureApproval.objects.create(
                measure=measure, proposed_by=measure.proposed_by, approved_by=by.pseudonym, approved_at=at
            )
    except IntegrityError as error:
        raise refusal_of(error) from error
    record(verb="measure.approved", at=at, by=by.pseudonym, subject=measure, personal=_reason(reason))
    tell(Kind.TO_APPROVE)
    take_effect(measure, by=by, at=at, remedy=remedy)
    return measure


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def cancel_measure(*, by: User, measure: Measure, reason: str = "") -> Measure:
    """Takes a measure back that has not taken effect. Raises Refused: `measure_moved`."""
    lock_measure(measure)
    at = clock.now()
    measure = fresh(measure)
    move(measure, MeasureStatus.CANCELLED, at)
    record(verb="measure.cancelled", at=at, by=by.pseudonym, subject=measure, personal=_reason(reason))
    tell(Kind.TO_APPROVE, Kind.RETURNED)
    return measure


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def end_measure(*, by: User, measure: Measure, reason: str = "") -> Measure:
    """Ends a measure and lifts its holds, never another one; the customer is told.

    Raises Refused: `measure_moved` if it is over already, `reinstate_instead` for a termination in effect.
    """
    lock_measure(measure)
    at = clock.now()
    measure = fresh(measure)
    if measure.status == MeasureStatus.ACTIVE and kind_of(measure.kind).undone_by == Undoing.REINSTATED:
        sentence = _("A termination took two persons: propose a reinstatement, which another person approves.")
        raise Refused("reinstate_instead", sentence)
    close(measure, ends_at=at, at=at, by=by, actor=by.pseudonym, reason=reason)
    return measure


@verb(Permission.WORK_CASES)
@transaction.atomic
def extend_measure(*, by: User, measure: Measure, ends_at: dt.datetime, reason: str) -> Extension:
    """Moves the end of an open measure later; its holds stay, and the customer gets a statement of the extension.

    `ends_at` is aware. Raises Refused: `not_extendable`, `measure_moved`, `ends_before_start`, `reason`, `no_remedy`,
    `service_ended`, `instant`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why it has to last longer: the customer reads it."), status=422)
    until = in_calendar_or_refused(ends_at)
    lock_measure(measure)
    at = clock.now()
    measure = fresh(measure)
    was = measure.ends_at
    if not kind_of(measure.kind).extendable or was is None:
        raise Refused("not_extendable", _("This measure has no end that could move later."))
    if measure.status != MeasureStatus.ACTIVE or was <= at:
        raise Refused("measure_moved", _("This measure is over: propose another."))
    if until <= was:
        raise Refused("ends_before_start", _("An extension ends later than the measure did."), status=422)
    for service in measure.services.all():
        require_running(service, was)
    remedy = remedy_now(measure.customer, at)
    extension = Extension.objects.create(
        measure=measure, was=was, ends_at=until, reason=reason.strip(), extended_by=by.pseudonym, extended_at=at
    )
    Measure.objects.filter(pk=measure.pk).update(ends_at=until)
    measure.ends_at = until
    facts = {"was": was.isoformat(), "ends_at": until.isoformat()}
    record(verb="measure.extended", at=at, by=by.pseudonym, subject=measure, facts=facts, personal=_reason(reason))
    issue_statement_of_extension(extension=extension, remedy=remedy.provision, by=by, at=at)
    return extension


@transaction.atomic
def end_overturned(*, by: User, measure: Measure) -> Measure:
    """Ends a measure that an appeal took away, with its determination or alone; the decision asked who may.

    One that never took effect is cancelled; one that is over stays as it is. The decision's notice tells the customer.
    """
    lock_measure(measure)
    at = clock.now()
    measure = fresh(measure)
    if measure.status in sources_of(MeasureStatus.CANCELLED):
        move(measure, MeasureStatus.CANCELLED, at)
        record(verb="measure.cancelled", at=at, by=by.pseudonym, subject=measure, facts={"by_appeal": True})
    elif measure.status == MeasureStatus.ACTIVE:
        over = min(at, measure.ends_at or at)  # one that has lapsed, and that nobody has ended yet, ended then
        close(measure, ends_at=over, at=at, by=by, actor=by.pseudonym, appealed=True, followed=True)
    return measure


@transaction.atomic
def end_cleared(finding: Finding, by: User) -> None:
    """Ends what was suspended for now in a case in which no violation was found; the customer is told so."""
    open_ones = interims(finding.case).filter(status=MeasureStatus.ACTIVE)
    because = _("No violation was found.")
    if finding.outcome == FindingOutcome.INSUFFICIENT_EVIDENCE:
        because = _("The evidence does not suffice for a violation.")
    for found in open_ones.order_by("proposed_at"):
        lock_measure(found)
        at = clock.now()
        measure = fresh(found)
        if measure.status == MeasureStatus.ACTIVE:
            over = min(at, measure.ends_at or at)  # one that has lapsed, and that nobody has ended yet, ended then
            close(measure, ends_at=over, at=at, by=by, actor=by.pseudonym, because=because)


def cleared(case: Case) -> Iterator[str]:
    """Yields which services a finding of no violation switches on again, for who is about to record it."""
    at = clock.now()
    for measure in interims(case).filter(status=MeasureStatus.ACTIVE, ends_at__gt=at).prefetch_related("services"):
        named = ", ".join(one.reference for one in measure.services.all())
        yield _("The interim suspension of %s ends at once, and the customer is told.") % named


def end_due() -> int:
    """Ends every measure whose time is over, as of the instant it was given; returns how many."""
    ended = 0
    for found in due_to_end(at=clock.now()):
        with transaction.atomic():
            lock_measure(found)
            at = clock.now()
            measure = fresh(found)
            if measure.status == MeasureStatus.ACTIVE and measure.ends_at is not None and measure.ends_at <= at:
                # Whoever proposed the measure set its end, and so answers for the lifting.
                close(measure, ends_at=measure.ends_at, at=at, by=None, actor=measure.proposed_by)
                ended += 1
    return ended


def _reason(reason: str) -> dict[str, str] | None:
    return {"reason": reason.strip()} if reason.strip() else None


def _still_holds(measure: Measure, at: dt.datetime) -> PostedProvision:
    """Returns the remedy in force now, where a proposed measure may still take effect as its customer will be told."""
    kind = kind_of(measure.kind)
    if not kind.needs_remedy:
        return measure.remedy
    remedy = remedy_now(measure.customer, at)
    if remedy.digest != measure.remedy_digest:
        sentence = _("The remedy provision has changed since this was proposed: cancel it and propose it anew.")
        raise Refused("remedy_changed", sentence)
    if not measure.without_notice and kind.owes_notice and measure.starts_at <= at:
        sentence = _(
            "It was to begin on %s, which has passed without notice to the customer: cancel it and propose it anew with"
            " a later beginning."
        )
        raise Refused("notice_passed", sentence % measure.starts_at.isoformat(timespec="minutes"))
    if measure.ends_at is not None and measure.ends_at <= at:
        sentence = _("It was to end on %s, which has passed: cancel it.")
        raise Refused("end_passed", sentence % measure.ends_at.isoformat(timespec="minutes"))
    for service in measure.services.all():
        require_running(service, max(measure.starts_at, at))
    return remedy.provision
