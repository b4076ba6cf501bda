"""Saying that an interruption never was."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.models import Interruption, Withdrawal
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
    """Says that an interruption never was, or not so: a false alarm; a correction is recorded beside it anew.

    It stays to be read and counts in no month that is computed from now on. Raises Refused: `reason` (422),
    `interruption_withdrawn`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why the interruption is withdrawn."), status=422)
    Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    if Withdrawal.objects.filter(interruption=interruption).exists():
        raise Refused("interruption_withdrawn", _("This interruption was withdrawn before."))
    made = Withdrawal.objects.create(
        interruption=interruption, reason=reason.strip(), withdrawn_by=by.pseudonym, withdrawn_at=at
    )
    facts = {"service": interruption.service.reference, "reference": interruption.reference}
    record(
        verb="interruption.withdrawn",
        at=at,
        by=by.pseudonym,
        subject=interruption,
        facts=facts,
        personal={"reason": reason.strip()},
    )
    return made
