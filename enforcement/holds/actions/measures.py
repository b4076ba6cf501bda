"""Proposing, approving, cancelling and ending measures (R9)."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.cases.models import Determination
from enforcement.holds.actions.holds import close_hold, lock_service, open_hold
from enforcement.holds.models import Ground, Hold, HoldReason, Measure, MeasureApproval, MeasureKind, MeasureStatus
from enforcement.holds.queries import due_to_end, has_effect
from enforcement.holds.rules import MOMENTARY, holds_service, needs_second_person, sources_of
from enforcement.holds.statements import announce_lifting, issue_statement_of_reasons
from policies.versions.effective_terms import Remedy, remedy_for
from policies.versions.models import PostedProvision
from policies.versions.queries import the_policy
from tenants.customers.models import Customer, Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def propose_measure(
    *,
    by: User,
    determination: Determination,
    kind: MeasureKind,
    service: Service | None = None,
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    without_notice: bool = False,
    ground: str = "",
) -> Measure:
    """Takes a measure on a determination, or, where a second person must agree, leaves it to them (R9).

    `starts_at` None is now; instants are aware. Cites the remedy provision in force now. Raises Refused:
    `determination_not_approved`, `determination_overturned`, `other_customers_service`, `no_remedy`, `ground_missing`,
    `notice_missing`, `backdated`, `ends_before_start`, `service_ended`, `instant`.
    """
    service = service or determination.service
    if service.customer_id != determination.customer_id:
        sentence = _("This service is another customer's; the determination is not about them.")
        raise Refused("other_customers_service", sentence, status=422)
    service = lock_service(service)
    at = clock.now()
    _check_effect(determination)
    begins = in_calendar_or_refused(starts_at) if starts_at else at
    ends_at = in_calendar_or_refused(ends_at) if ends_at else None
    without_notice = without_notice and kind not in MOMENTARY
    _check_span(kind=kind, at=at, starts_at=begins, ends_at=ends_at, without_notice=without_notice, ground=ground)
    _check_service(service, begins)
    remedy = _remedy(determination.customer, at)
    needs_approval = needs_second_person(kind)
    try:
        with transaction.atomic():
            measure = Measure.objects.create(
                determination=determination,
                customer_id=determination.customer_id,
                service=service,
                kind=kind,
                without_notice=without_notice,
                ground=ground if without_notice else "",
                remedy=remedy.provision,
                remedy_digest=remedy.digest,
                starts_at=begins,
                ends_at=ends_at,
                needs_approval=needs_approval,
                proposed_by=by.pseudonym,
                proposed_at=at,
                status=MeasureStatus.PROPOSED,
                status_at=at,
            )
    except IntegrityError as error:
        raise _refusal_of(error) from error
    facts = {
        "kind": str(kind),
        "service": service.reference,
        "determination": str(determination.pk),
        "remedy": remedy.digest,
        "without_notice": without_notice,
        "ground": measure.ground,
        "starts_at": begins.isoformat(),
        "ends_at": ends_at.isoformat() if ends_at else None,
    }
    record(verb="measure.proposed", at=at, by=by.pseudonym, subject=measure, facts=facts)
    if needs_approval:
        _move(measure, MeasureStatus.PENDING_APPROVAL, at)
    else:
        _activate(measure, by=by, at=at, remedy=remedy.provision)
    return measure


@verb(Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def approve_measure(*, by: User, measure: Measure) -> Measure:
    """Another person agrees, and the measure takes effect, if all that it was proposed on still holds (R9).

    The notice runs from now; what the statement and the hold name is when it begins. Raises Refused: `same_person`,
    `not_pending`, `no_remedy`, `remedy_changed`, `notice_passed`, `end_passed`, `service_ended`,
    `determination_overturned`.
    """
    lock_service(measure.service)
    at = clock.now()
    measure = _fresh(measure)
    if measure.status != MeasureStatus.PENDING_APPROVAL:
        raise Refused("not_pending", _("This measure does not wait for approval."))
    remedy = _still_holds(measure, at)
    try:
        with transaction.atomic():
            MeasureApproval.objects.create(
                measure=measure, proposed_by=measure.proposed_by, approved_by=by.pseudonym, approved_at=at
            )
    except IntegrityError as error:
        raise _refusal_of(error) from error
    record(verb="measure.approved", at=at, by=by.pseudonym, subject=measure)
    _activate(measure, by=by, at=at, remedy=remedy.provision)
    return measure


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def cancel_measure(*, by: User, measure: Measure) -> Measure:
    """Takes a measure back that has not taken effect. Raises Refused: `measure_moved`."""
    lock_service(measure.service)
    at = clock.now()
    measure = _fresh(measure)
    _move(measure, MeasureStatus.CANCELLED, at)
    record(verb="measure.cancelled", at=at, by=by.pseudonym, subject=measure)
    return measure


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def end_measure(*, by: User, measure: Measure, reason: str = "") -> Measure:
    """Ends a measure and lifts its hold, never another one; the customer is told.

    Raises Refused: `measure_moved` if it is over already.
    """
    lock_service(measure.service)
    at = clock.now()
    measure = _fresh(measure)
    _end(measure, ends_at=at, at=at, by=by, actor=by.pseudonym, reason=reason)
    return measure


@transaction.atomic
def end_overturned(*, by: User, measure: Measure) -> Measure:
    """Ends a measure whose determination an appeal overturned; part of that decision, which asked who may.

    One that never took effect is cancelled; one that is over stays as it is.
    """
    lock_service(measure.service)
    at = clock.now()
    measure = _fresh(measure)
    if measure.status in sources_of(MeasureStatus.CANCELLED):
        _move(measure, MeasureStatus.CANCELLED, at)
        record(verb="measure.cancelled", at=at, by=by.pseudonym, subject=measure, facts={"by_appeal": True})
    elif measure.status == MeasureStatus.ACTIVE:
        _end(measure, ends_at=at, at=at, by=by, actor=by.pseudonym, appealed=True)
    return measure


def end_due() -> int:
    """Ends every measure whose time is over, as of the instant it was given; returns how many."""
    ended = 0
    for found in due_to_end(at=clock.now()):
        with transaction.atomic():
            lock_service(found.service)
            at = clock.now()
            measure = _fresh(found)
            if measure.status == MeasureStatus.ACTIVE and measure.ends_at is not None:
                # Whoever proposed the measure set its end, and so answers for the lifting.
                _end(measure, ends_at=measure.ends_at, at=at, by=None, actor=measure.proposed_by)
                ended += 1
    return ended


def _activate(measure: Measure, *, by: User, at: dt.datetime, remedy: PostedProvision) -> None:
    begins = max(measure.starts_at, at)
    _move(measure, MeasureStatus.ACTIVE, at)
    record(verb="measure.activated", at=at, by=by.pseudonym, subject=measure)
    if holds_service(MeasureKind(measure.kind)):
        open_hold(
            service=measure.service,
            measure=measure,
            reason=HoldReason.ABUSE,
            starts_at=begins,
            at=at,
            by=by.pseudonym,
        )
    issue_statement_of_reasons(measure=measure, remedy=remedy, begins=begins, by=by, at=at)
    if measure.kind in MOMENTARY:
        _move(measure, MeasureStatus.ENDED, at)


def _end(
    measure: Measure,
    *,
    ends_at: dt.datetime,
    at: dt.datetime,
    by: User | None,
    actor: uuid.UUID,
    appealed: bool = False,
    reason: str = "",
) -> None:
    _move(measure, MeasureStatus.ENDED, at)
    personal = {"reason": reason} if reason else None
    facts = {"ended_at": ends_at.isoformat(), "by_appeal": appealed}
    record(
        verb="measure.ended",
        at=at,
        by=by.pseudonym if by else None,
        subject=measure,
        facts=facts,
        personal=personal,
    )
    hold = Hold.objects.filter(measure=measure).select_related("service__customer").first()
    if hold is not None:
        close_hold(hold=hold, ends_at=ends_at, at=at, by=actor)
    announce_lifting(measure=measure, hold=hold, by=by, at=at, appealed=appealed)


def _move(measure: Measure, status: MeasureStatus, at: dt.datetime) -> None:
    """One step of the table in rules; Refused (`measure_moved`) if the measure stands elsewhere by now."""
    rows = Measure.objects.filter(pk=measure.pk, status__in=sources_of(status))
    try:
        with transaction.atomic():
            moved = rows.update(status=status, status_at=at)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    if not moved:
        raise Refused("measure_moved", _("This measure has moved on; look at it again."))
    measure.status, measure.status_at = status, at


def _fresh(measure: Measure) -> Measure:
    return Measure.objects.select_related("service", "customer", "determination__case", "remedy__version").get(
        pk=measure.pk
    )


def _remedy(customer: Customer, at: dt.datetime) -> Remedy:
    policy = the_policy()
    remedy = remedy_for(customer=customer, policy=policy, at=at, about="measure") if policy else None
    if remedy is None:
        sentence = _("No remedy provision applies to the customer now, so there is nothing that allows a measure.")
        raise Refused("no_remedy", sentence)
    return remedy


def _still_holds(measure: Measure, at: dt.datetime) -> Remedy:
    """Returns the remedy in force now, where a proposed measure may still take effect as its customer will be told."""
    remedy = _remedy(measure.customer, at)
    if remedy.digest != measure.remedy_digest:
        sentence = _("The remedy provision has changed since this was proposed: cancel it and propose it anew.")
        raise Refused("remedy_changed", sentence)
    if not measure.without_notice and measure.kind not in MOMENTARY and measure.starts_at <= at:
        sentence = _(
            "It was to begin on %s, which has passed without notice to the customer: cancel it and propose it anew with"
            " a later beginning."
        )
        raise Refused("notice_passed", sentence % measure.starts_at.isoformat(timespec="minutes"))
    if measure.ends_at is not None and measure.ends_at <= at:
        sentence = _("It was to end on %s, which has passed: cancel it.")
        raise Refused("end_passed", sentence % measure.ends_at.isoformat(timespec="minutes"))
    _check_service(measure.service, max(measure.starts_at, at))
    return remedy


def _check_service(service: Service, begins: dt.datetime) -> None:
    if service.ends_at is not None and service.ends_at <= begins:
        sentence = _("The service %(service)s ended on %(at)s: there is nothing left to measure.") % {
            "service": service.reference,
            "at": service.ends_at.isoformat(timespec="minutes"),
        }
        raise Refused("service_ended", sentence, status=422)


def _check_effect(determination: Determination) -> None:
    if not has_effect(determination):
        sentence = _("The determination waits for another person's approval; no measure rests on it before.")
        raise Refused("determination_not_approved", sentence)


def _check_span(
    *,
    kind: MeasureKind,
    at: dt.datetime,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    without_notice: bool,
    ground: str,
) -> None:
    if starts_at < at:
        raise Refused("backdated", _("A measure cannot begin before it was decided."), status=422)
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("ends_before_start", _("A measure ends after it begins."), status=422)
    if without_notice and ground not in Ground.values:
        raise Refused("ground_missing", _("Say on which ground you act without notice."), status=422)
    if not without_notice and kind not in MOMENTARY and starts_at <= at:
        sentence = _("With notice, a measure begins later than now; or act without notice and say on which ground.")
        raise Refused("notice_missing", sentence, status=422)


_REFUSALS = {
    "measure_another_person": (
        "same_person",
        gettext_lazy("Who proposed a measure does not approve it: ask somebody else."),
    ),
    "measure_approver_did_not_decide": (
        "same_person",
        gettext_lazy("Who decided the determination does not approve a measure on it: ask somebody else."),
    ),
    "measure_determination_stands": (
        "determination_overturned",
        gettext_lazy("The determination was overturned on appeal."),
    ),
    "measure_determination_approved": (
        "determination_not_approved",
        gettext_lazy("The determination or the measure is not approved yet."),
    ),
    "measure_approved": (
        "determination_not_approved",
        gettext_lazy("The determination or the measure is not approved yet."),
    ),
}


def _refusal_of(error: IntegrityError) -> Refused:
    """Returns what the database refused, in words; anything unknown stays an error."""
    if violated(error) not in _REFUSALS:
        raise error
    code, sentence = _REFUSALS[violated(error)]
    return Refused(code, str(sentence))
