"""Recording one interruption, and saying when one ended."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.intervals import Span
from enforcement.credits.models import Interruption, Withdrawal
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """An interruption as somebody tells it; `ends_at` None: it goes on. Instants are aware."""

    reference: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    cause: str = ""


@verb(Permission.MANAGE_CREDITS, Permission.REPORT_INTERRUPTIONS)
@transaction.atomic
def record_interruption(*, by: User, service: Service, told: Told) -> tuple[Interruption, bool]:
    """Returns the interruption, and whether it is new: told again it changes nothing, or adds the end it lacked.

    Raises Refused: `reference`, `instant`, `ends_before`, `in_the_future` (422), `interruption_differs`.
    """
    told = checked(told)
    Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    require_past(told, at)
    known = Interruption.objects.filter(service=service, reference=told.reference).first()
    if known is None:
        made = keep_interruption(service, told, at=at, by=by.pseudonym)
        mark_changed([(service.customer_id, Span(made.starts_at, made.ends_at))], at=at, by=by.pseudonym)
        return made, True
    if known.starts_at != told.starts_at or (known.ends_at and known.ends_at != told.ends_at):
        sentence = _("This interruption is recorded with other times: correct it instead.")
        raise Refused("interruption_differs", sentence)
    if told.ends_at and not known.ends_at:
        put_end(known, told.ends_at, at=at, by=by.pseudonym)
        mark_changed([(service.customer_id, Span(told.ends_at, None))], at=at, by=by.pseudonym)
    return known, False


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def end_interruption(*, by: User, interruption: Interruption, ends_at: dt.datetime) -> Interruption:
    """Says when an interruption ended that nobody ended; monitoring moves such an end no more.

    Raises Refused: `instant`, `ends_before`, `in_the_future` (422), `interruption_ended`, `interruption_withdrawn`.
    """
    service = Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    interruption.refresh_from_db()
    told = checked(Told(interruption.reference, interruption.starts_at, ends_at))
    require_past(told, at)
    require_standing(interruption)
    if interruption.ends_at is not None:
        raise Refused("interruption_ended", _("This interruption has ended already: correct it instead."))
    assert told.ends_at is not None
    put_end(interruption, told.ends_at, at=at, by=by.pseudonym)
    mark_changed([(service.customer_id, Span(told.ends_at, None))], at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    return interruption


def checked(told: Told) -> Told:
    """Returns what was told in UTC; raises Refused (422): `reference`, `instant`, `ends_before`."""
    if not told.reference.strip():
        raise Refused("reference", _("Give the interruption a reference of your own."), status=422)
    starts_at = in_calendar_or_refused(told.starts_at)
    ends_at = in_calendar_or_refused(told.ends_at) if told.ends_at else None
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("ends_before", _("An interruption ends after it starts."), status=422)
    return Told(told.reference.strip(), starts_at, ends_at, told.cause.strip())


def require_past(told: Told, at: dt.datetime) -> None:
    """Raises Refused (`in_the_future`, 422) for what has not happened at the instant."""
    if told.starts_at > at or (told.ends_at or at) > at:
        raise Refused("in_the_future", _("This lies in the future: an interruption is a fact."), status=422)


def require_standing(interruption: Interruption) -> None:
    """Raises Refused (`interruption_withdrawn`) for one that was withdrawn or corrected."""
    if Withdrawal.objects.filter(interruption=interruption).exists():
        raise Refused("interruption_withdrawn", _("This interruption was withdrawn before."))


def keep_interruption(
    service: Service, told: Told, *, at: dt.datetime, by: uuid.UUID, replaces: Interruption | None = None
) -> Interruption:
    """Returns the new row, recorded in the ledger; who calls has locked and checked."""
    made = Interruption.objects.create(
        service=service,
        reference=told.reference,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        cause=told.cause,
        replaces=replaces,
        recorded_at=at,
    )
    facts = facts_of(made) | ({"replaces": replaces.reference} if replaces else {})
    record(verb="interruption.recorded", at=at, by=by, subject=made, facts=facts)
    return made


def put_end(interruption: Interruption, ends_at: dt.datetime, *, at: dt.datetime, by: uuid.UUID) -> None:
    """Writes the end of an interruption, and the ledger's entry; who calls has locked and checked."""
    Interruption.objects.filter(pk=interruption.pk).update(ends_at=ends_at)
    interruption.ends_at = ends_at
    record(verb="interruption.ended", at=at, by=by, subject=interruption, facts=facts_of(interruption))


def facts_of(interruption: Interruption) -> dict[str, str | None]:
    """Returns what the ledger keeps of an interruption; instants in UTC."""
    return {
        "service": interruption.service.reference,
        "reference": interruption.reference,
        "starts_at": interruption.starts_at.astimezone(dt.UTC).isoformat(),
        "ends_at": interruption.ends_at.astimezone(dt.UTC).isoformat() if interruption.ends_at else None,
    }
