"""What a measure does once it takes effect, and what its end undoes; parts of the verbs, which locked its services."""

import datetime as dt
import uuid

from enforcement.holds.actions.holds import close_hold, open_hold
from enforcement.holds.actions.steps import move
from enforcement.holds.kinds import Effect, kind_of
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus
from enforcement.holds.statements import announce_lifting, issue_statement_of_reasons
from policies.versions.models import PostedProvision
from tenants.ledger.recording import record
from tenants.people.models import User


def take_effect(measure: Measure, *, by: User, at: dt.datetime, remedy: PostedProvision) -> None:
    """Places a hold on each of its services, issues the statement of reasons, and ends what it takes the place of."""
    begins = max(measure.starts_at, at)
    kind = kind_of(measure.kind)
    move(measure, MeasureStatus.ACTIVE, at)
    record(verb="measure.activated", at=at, by=by.pseudonym, subject=measure)
    if kind.effect != Effect.NOTHING:
        for service in measure.services.select_related("customer").order_by("reference"):
            open_hold(
                service=service,
                measure=measure,
                reason=HoldReason.ABUSE,
                starts_at=begins,
                at=at,
                by=by.pseudonym,
            )
    if measure.reinstates is not None:
        close(measure.reinstates, ends_at=at, at=at, by=by, actor=by.pseudonym)
    if kind.effect == Effect.STOPS and begins <= at and not kind.before_determination:
        _take_over(measure, by=by, at=at)
    issue_statement_of_reasons(measure=measure, remedy=remedy, begins=begins, by=by, at=at)
    if kind.momentary:
        move(measure, MeasureStatus.ENDED, at)


def close(
    measure: Measure,
    *,
    ends_at: dt.datetime,
    at: dt.datetime,
    by: User | None,
    actor: uuid.UUID,
    appealed: bool = False,
    reason: str = "",
    followed: bool = False,
    because: str = "",
) -> None:
    """Ends it as of `ends_at` and lifts its holds, never another.

    The customer is told, and `because` of what if it is said, unless another measure `followed`.
    """
    move(measure, MeasureStatus.ENDED, at)
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
    holds = Hold.objects.filter(measure=measure).select_related("service__customer")
    for hold in holds.order_by("service__reference"):
        close_hold(hold=hold, ends_at=ends_at, at=at, by=actor)
    if not followed:
        announce_lifting(measure=measure, by=by, at=at, because=because)


def _take_over(measure: Measure, *, by: User, at: dt.datetime) -> None:
    """Ends each interim suspension of the case all of whose services this measure has stopped: none outlasts it."""
    stopped = set(measure.services.values_list("pk", flat=True))
    interim = Measure.objects.filter(case=measure.case_id, kind=MeasureKind.INTERIM, status=MeasureStatus.ACTIVE)
    for one in interim.filter(ends_at__gt=at).prefetch_related("services"):
        if {service.pk for service in one.services.all()} <= stopped:
            close(one, ends_at=at, at=at, by=by, actor=by.pseudonym, followed=True)
