"""Saying which violation caused an interruption (R10)."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.queries import overturned_among
from enforcement.cases.models import Determination
from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.interruptions.actions.recording import require_standing
from enforcement.credits.intervals import Span
from enforcement.credits.models import Causation, Interruption
from enforcement.holds.queries import has_effect
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def link_cause(*, by: User, interruption: Interruption, determination: Determination) -> Causation:
    """Staff found that the determined violation caused the interruption (R10); whose it may be is the rules' matter.

    A cause comes before what it causes. A link is replaced only where an appeal overturned its determination.
    Raises Refused: `determination_not_approved`, `determination_overturned`, `cause_linked`, `cause_later` (422),
    `interruption_withdrawn`.
    """
    service = Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    require_standing(interruption)
    if not has_effect(determination):
        raise Refused("determination_not_approved", _("The determination waits for another person's approval."))
    if determination.act_started_at > interruption.starts_at:
        sentence = _("This violation began after the interruption, so it did not cause it: choose another one.")
        raise Refused("cause_later", sentence, status=422)
    linked = [one.determination for one in Causation.objects.filter(interruption=interruption)]
    overturned = overturned_among([determination, *linked])
    if determination.pk in overturned:
        raise Refused("determination_overturned", _("This determination was overturned on appeal."))
    if any(one.pk not in overturned for one in linked):
        raise Refused("cause_linked", _("A violation is linked to this interruption already."))
    made = Causation.objects.create(
        interruption=interruption, determination=determination, found_by=by.pseudonym, found_at=at
    )
    facts = {"interruption": interruption.reference, "determination": str(determination.pk)}
    record(verb="interruption.cause_linked", at=at, by=by.pseudonym, subject=made, facts=facts)
    span = Span(interruption.starts_at, interruption.ends_at)
    mark_changed([(service.customer_id, span)], at=at, by=by.pseudonym)
    return made
