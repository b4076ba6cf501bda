"""Placing, lifting and confirming holds; lifting one never lifts another (invariant 7)."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.holds.models import Hold, HoldReason, Measure, ProvisioningCall
from enforcement.holds.provisioning import LIFTED, PLACED, queue_call, withdraw_unsent
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.models import OutboxStatus
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

CALL_PROVISIONING = "enforcement.holds.tasks.call_provisioning"


@verb(Permission.WORK_CASES)
@transaction.atomic
def place_hold(
    *, by: User, service: Service, reason: HoldReason, note: str = "", starts_at: dt.datetime | None = None
) -> Hold:
    """Stops a service for payment, maintenance, a legal order or at the customer's request.

    `starts_at` (aware) None is now. Raises Refused: `hold_needs_measure` for abuse, which only a measure may be;
    `note_missing` for an order that is not named; `service_ended`, `backdated`, `instant`.
    """
    if reason == HoldReason.ABUSE:
        sentence = _("A hold for abuse rests on a determination: propose a suspension in its case.")
        raise Refused("hold_needs_measure", sentence, status=422)
    if reason == HoldReason.LEGAL_ORDER and not note.strip():
        raise Refused("note_missing", _("Name the order: who gave it, when, its reference."), status=422)
    service = lock_service(service)
    at = clock.now()
    begins = in_calendar_or_refused(starts_at) if starts_at else at
    if begins < at:
        raise Refused("backdated", _("A hold cannot begin before it was placed."), status=422)
    require_running(service, begins)
    return open_hold(service=service, measure=None, reason=reason, note=note, starts_at=begins, at=at, by=by.pseudonym)


@verb(Permission.WORK_CASES)
@transaction.atomic
def lift_hold(*, by: User, hold: Hold, reason: str = "") -> Hold:
    """Lifts one hold that rests on no measure; every other hold on the service stays.

    Raises Refused: `hold_of_measure` (end the measure instead), `hold_lifted`.
    """
    if hold.measure_id is not None:
        raise Refused("hold_of_measure", _("This hold rests on a measure: end the measure instead."))
    lock_service(hold.service)
    at = clock.now()
    if not close_hold(hold=hold, ends_at=at, at=at, by=by.pseudonym, reason=reason):
        raise Refused("hold_lifted", _("This hold was lifted already."))
    return hold


@verb(Permission.CONFIRM_PROVISIONING)
@transaction.atomic
def confirm_hold(*, by: User, hold: Hold, event: str | None = None) -> Hold:
    """The endpoint says that a hold was carried out (or, once lifted, undone); a second time changes nothing.

    Raises Refused: `hold_not_lifted` for a lifting that did not happen, `unknown_event`.
    """
    lock_service(hold.service)
    hold = Hold.objects.get(pk=hold.pk)
    at = clock.now()
    event = event or (LIFTED if hold.lifted_at else PLACED)
    if event not in {PLACED, LIFTED}:
        raise Refused("unknown_event", _("Confirm hold.placed or hold.lifted."), status=422)
    if event == LIFTED and hold.lifted_at is None:
        raise Refused("hold_not_lifted", _("This hold was not lifted: the service must stay off."))
    column = "confirmed_at" if event == PLACED else "lift_confirmed_at"
    if Hold.objects.filter(pk=hold.pk, **{column: None}).update(**{column: at}):
        record(verb="hold.confirmed", at=at, by=by.pseudonym, subject=hold, facts={"event": event})
        tell(Kind.UNCONFIRMED)
    hold.refresh_from_db()
    return hold


@verb(Permission.CONFIRM_PROVISIONING)
@transaction.atomic
def resend_calls(*, by: User, hold: Hold) -> int:
    """Queues the calls about a hold that had failed once more; returns how many."""
    lock_service(hold.service)
    at = clock.now()
    failed = ProvisioningCall.objects.filter(hold=hold, status=OutboxStatus.FAILED, attempts__gt=0)
    count = failed.update(status=OutboxStatus.QUEUED, attempts=0, next_attempt_at=at, lease_until=None, ended_at=None)
    if count:
        record(verb="hold.calls_requeued", at=at, by=by.pseudonym, subject=hold, facts={"calls": count})
        wake(CALL_PROVISIONING)
    return count


def lock_service(service: Service) -> Service:
    """Returns the service as it is now; others who place or lift a hold on it wait until this transaction ends."""
    return Service.objects.select_for_update().get(pk=service.pk)


def lock_services(services: Collection[Service]) -> list[Service]:
    """Returns the services as they are now, each locked, always in the same order, so that no two verbs block."""
    rows = Service.objects.select_for_update(of=("self",)).select_related("customer")
    return list(rows.filter(pk__in=[one.pk for one in services]).order_by("pk"))


def require_running(service: Service, begins: dt.datetime) -> None:
    """Raises Refused (`service_ended`, 422) for an act that would begin once the service has ended."""
    if service.ends_at is not None and service.ends_at <= begins:
        sentence = _("The service %(service)s ended on %(at)s: there is nothing left to act on.") % {
            "service": service.reference,
            "at": service.ends_at.isoformat(timespec="minutes"),
        }
        raise Refused("service_ended", sentence, status=422)


def open_hold(
    *,
    service: Service,
    measure: Measure | None,
    reason: HoldReason,
    starts_at: dt.datetime,
    at: dt.datetime,
    by: uuid.UUID,
    note: str = "",
) -> Hold:
    """Places the hold and leaves a call to the endpoint; part of a verb that locked the service.

    A measure that restricts says what; its hold then takes only that away.
    """
    hold = Hold.objects.create(
        service=service,
        measure=measure,
        reason=reason,
        restricts=measure.restricts if measure else "",
        restricts_detail=measure.restricts_detail if measure else "",
        note=note,
        starts_at=starts_at,
        placed_at=at,
        placed_by=by,
    )
    queue_call(hold=hold, event=PLACED, due=starts_at, at=at)
    facts = {"service": service.reference, "reason": str(reason), "starts_at": starts_at.isoformat()}
    if hold.restricts:
        facts |= {"restricts": hold.restricts, "restricts_detail": hold.restricts_detail}
    record(verb="hold.placed", at=at, by=by, subject=hold, facts=facts)
    wake(CALL_PROVISIONING)
    return hold


def close_hold(*, hold: Hold, ends_at: dt.datetime, at: dt.datetime, by: uuid.UUID, reason: str = "") -> bool:
    """Lifts exactly this hold as of `ends_at`; False if it was before. Part of a verb that locked the service."""
    if not Hold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=ends_at, lifted_by=by):
        return False
    hold.lifted_at, hold.lifted_by = ends_at, by
    if not (ends_at <= hold.starts_at and withdraw_unsent(hold=hold, at=at)):
        queue_call(hold=hold, event=LIFTED, due=at, at=at)
    facts = {"service": hold.service.reference, "lifted_at": ends_at.isoformat()}
    personal = {"reason": reason} if reason else None
    record(verb="hold.lifted", at=at, by=by, subject=hold, facts=facts, personal=personal)
    wake(CALL_PROVISIONING)
    return True
