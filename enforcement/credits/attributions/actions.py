"""Saying what an interruption was caused by."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.intervals import Span
from enforcement.credits.models import Attribution, FoundCause, Interruption
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def attribute_interruption(*, by: User, interruption: Interruption, cause: str, reason: str) -> Attribution:
    """Says whose cause an interruption was, and why; saying another later takes the place of what was said before.

    It excludes nothing by itself: a service level with a clause about that cause does.
    Raises Refused: `cause`, `reason` (422), `cause_unchanged`, `interruption_withdrawn`.
    """
    if cause not in FoundCause:
        raise Refused("cause", _("Choose what caused it."), status=422)
    if not reason.strip():
        raise Refused("reason", _("Say why it was that."), status=422)
    Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    if hasattr(interruption, "withdrawal"):
        raise Refused("interruption_withdrawn", _("This interruption was withdrawn before."))
    last = Attribution.objects.filter(interruption=interruption).order_by("-sequence").first()
    if cause == (last.cause if last else FoundCause.COMPANY):
        raise Refused("cause_unchanged", _("That is what holds already."))
    made = Attribution.objects.create(
        interruption=interruption,
        sequence=last.sequence + 1 if last else 1,
        cause=cause,
        reason=reason.strip(),
        said_by=by.pseudonym,
        said_at=at,
    )
    span = Span(interruption.starts_at, interruption.ends_at)
    mark_changed([(interruption.service.customer_id, span)], at=at, by=by.pseudonym)
    facts = {"service": interruption.service.reference, "reference": interruption.reference, "cause": cause}
    record(
        verb="interruption.attributed",
        at=at,
        by=by.pseudonym,
        subject=made,
        facts=facts,
        personal={"reason": made.reason},
    )
    return made
