"""Filing an appeal and taking it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.actions.moving import lock, move
from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.appeals.queries import deadline, may_still_file
from enforcement.appeals.rules import OPEN
from enforcement.cases.models import Determination
from enforcement.reports.numbering import next_number
from tenants.customers.models import Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.refusals import Refused


@transaction.atomic
def file_appeal(*, by: User, customer: Customer, determination: Determination, words: str) -> Appeal:
    """A representative says that a determination about the customer is wrong.

    Raises Refused: `not_representative` (403), `not_yours` (404), `words` (422), `not_effective`, `too_late`,
    `appealed_already` (409).
    """
    _require_representative(by, customer)
    if determination.customer_id != customer.pk:
        raise Refused("not_yours", _("There is no such determination about you."), status=404)
    if not words.strip():
        raise Refused("words", _("Say why the determination is wrong."), status=422)
    lock(determination)
    number = next_number(Appeal)
    at = clock.now()
    until = deadline(determination)
    if until is None:
        raise Refused("not_effective", _("This determination has no effect yet, so there is nothing to appeal."))
    taken = Appeal.objects.filter(determination=determination, status__in=[*OPEN, AppealStatus.DECIDED])
    if taken.exists():
        raise Refused("appealed_already", _("This determination was appealed already."))
    if not may_still_file(determination, at):
        sentence = _("The time to appeal ended on %s.") % f"{until.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
        raise Refused("too_late", sentence, details={"deadline": until.isoformat()})
    appeal = Appeal.objects.create(
        number=number,
        determination=determination,
        customer=customer,
        words=words.replace("\0", ""),
        filed_by=by.pseudonym,
        filed_at=at,
        status=AppealStatus.FILED,
        status_at=at,
    )
    facts = {"number": number, "determination": str(determination.pk)}
    record(verb="appeal.filed", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal={"words": words})
    return appeal


@transaction.atomic
def withdraw_appeal(*, by: User, appeal: Appeal) -> Appeal:
    """The customer takes the appeal back; in time it may file another. Raises Refused: `appeal_state`."""
    _require_representative(by, appeal.customer)
    lock(appeal.determination)
    at = clock.now()
    move(appeal, AppealStatus.WITHDRAWN, at)
    record(verb="appeal.withdrawn", at=at, by=by.pseudonym, subject=appeal, facts={"number": appeal.number})
    return appeal


def _require_representative(by: User, customer: Customer) -> None:
    acts = Membership.objects.filter(user=by, customer=customer, until=None, capacity=Capacity.REPRESENTATIVE)
    if not acts.exists():
        sentence = _("Only a representative of the customer may do this; ask one of yours.")
        raise Refused("not_representative", sentence, status=403)
