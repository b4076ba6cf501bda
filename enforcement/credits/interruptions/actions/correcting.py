"""Saying that an interruption never was, or was otherwise: nothing is edited, a row of its own says so."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.interruptions.actions.recording import (
    Told,
    checked,
    keep_interruption,
    require_past,
    require_standing,
)
from enforcement.credits.interruptions.rules import next_reference
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
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def withdraw_interruption(*, by: User, interruption: Interruption, reason: str) -> Withdrawal:
    """Says that an interruption never was: a false alarm. For one that was otherwise there is `correct_interruption`.

    It stays to be read and counts in no month that is computed from now on. Raises Refused: `reason` (422),
    `interruption_withdrawn`.
    """
    _require_reason(reason)
    service = Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    require_standing(interruption)
    made = _withdraw(interruption, reason, at=at, by=by.pseudonym)
    mark_changed([(service.customer_id, _span(interruption))], at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def correct_interruption(
    *,
    by: User,
    interruption: Interruption,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    cause: str,
    reason: str,
) -> Interruption:
    """Returns the row that replaces the interruption, which stays to be read and counts no more.

    A violation that was linked to it is not carried over: whether it caused what the correction says is for a person.
    Raises Refused: `reason`, `instant`, `ends_before`, `in_the_future`, `unchanged` (422), `interruption_withdrawn`.
    """
    _require_reason(reason)
    service = Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    interruption.refresh_from_db()
    require_standing(interruption)
    taken = set(Interruption.objects.filter(service=service).values_list("reference", flat=True))
    reference = next_reference(interruption.reference, taken, corrected_before=interruption.replaces_id is not None)
    told = checked(Told(reference, starts_at, ends_at, cause))
    require_past(told, at)
    if (told.starts_at, told.ends_at, told.cause) == (
        interruption.starts_at,
        interruption.ends_at,
        interruption.cause,
    ):
        raise Refused("unchanged", _("This is what is recorded: change a time or the cause."), status=422)
    _withdraw(interruption, reason, at=at, by=by.pseudonym)
    made = keep_interruption(service, told, at=at, by=by.pseudonym, replaces=interruption)
    mark_changed([(service.customer_id, _span(one)) for one in (interruption, made)], at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    return made


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason", _("Say why the interruption is withdrawn or corrected."), status=422)


def _withdraw(interruption: Interruption, reason: str, *, at: dt.datetime, by: uuid.UUID) -> Withdrawal:
    made = Withdrawal.objects.create(interruption=interruption, reason=reason.strip(), withdrawn_by=by, withdrawn_at=at)
    facts = {"service": interruption.service.reference, "reference": interruption.reference}
    personal = {"reason": reason.strip()}
    record(verb="interruption.withdrawn", at=at, by=by, subject=interruption, facts=facts, personal=personal)
    return made


def _span(interruption: Interruption) -> Span:
    return Span(interruption.starts_at, interruption.ends_at)
