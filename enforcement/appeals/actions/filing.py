"""Filing an appeal and taking it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.actions.moving import lock, move
from enforcement.appeals.conversation.keeping import keep
from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.appeals.queries import why_not
from enforcement.cases.models import Determination
from enforcement.holds.models import Measure
from enforcement.reports.evidence import Received
from enforcement.reports.numbering import next_number
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@transaction.atomic
def file_appeal(
    *,
    by: User,
    customer: Customer,
    determination: Determination | None = None,
    measure: Measure | None = None,
    words: str,
    files: Sequence[Received] = (),
) -> Appeal:
    """A representative says that a determination, or a measure, is wrong: exactly one of the two, with files perhaps.

    Raises Refused: `not_representative` (403), `not_yours` (404), `which`, `words` (422), `not_effective`, `too_late`,
    `appealed_already`, `overturned_already` (409), and as `keep` does of the files.
    """
    _require_representative(by, customer)
    return _file(by=by, customer=customer, determination=determination, measure=measure, words=words, files=files)


@verb(Permission.WORK_CASES)
@transaction.atomic
def file_for_customer(
    *,
    by: User,
    determination: Determination | None = None,
    measure: Measure | None = None,
    words: str,
    files: Sequence[Received] = (),
) -> Appeal:
    """Staff file what the customer said by telephone, letter or mail, recorded as such; they may then not review it.

    Raises Refused as `file_appeal` does, but for who may.
    """
    customer = measure.customer if measure else determination.customer if determination else None
    if customer is None:
        raise Refused("which", _("Appeal either a determination or a measure."), status=422)
    return _file(
        by=by,
        customer=customer,
        determination=determination,
        measure=measure,
        words=words,
        files=files,
        on_behalf=True,
    )


@transaction.atomic
def withdraw_appeal(*, by: User, appeal: Appeal) -> Appeal:
    """The customer takes the appeal back; in time it may file another. Raises Refused: `appeal_state`."""
    _require_representative(by, appeal.customer)
    lock(appeal.against)
    at = clock.now()
    move(appeal, AppealStatus.WITHDRAWN, at)
    record(verb="appeal.withdrawn", at=at, by=by.pseudonym, subject=appeal, facts={"number": appeal.number})
    tell(Kind.APPEALED)
    return appeal


def _require_representative(by: User, customer: Customer) -> None:
    acts = Membership.objects.filter(user=by, customer=customer, until=None, capacity=Capacity.REPRESENTATIVE)
    if not acts.exists():
        sentence = _("Only a representative of the customer may do this; ask one of yours.")
        raise Refused("not_representative", sentence, status=403)


def _file(
    *,
    by: User,
    customer: Customer,
    determination: Determination | None,
    measure: Measure | None,
    words: str,
    files: Sequence[Received],
    on_behalf: bool = False,
) -> Appeal:
    against = measure or determination
    if against is None or (measure and determination):
        raise Refused("which", _("Appeal either a determination or a measure."), status=422)
    if against.customer_id != customer.pk:
        raise Refused("not_yours", _("There is no such determination or measure about you."), status=404)
    if not words.strip():
        raise Refused("words", _("Say why it is wrong."), status=422)
    lock(against)
    number = next_number(Appeal)
    at = clock.now()
    refusal = why_not(against, at)
    if refusal is not None:
        raise refusal
    appeal = Appeal.objects.create(
        number=number,
        determination=determination,
        measure=measure,
        customer=customer,
        words=words.replace("\0", ""),
        filed_by=by.pseudonym,
        filed_at=at,
        on_behalf=on_behalf,
        status=AppealStatus.FILED,
        status_at=at,
    )
    kept = keep(appeal, files, by=by, at=at)
    facts = {
        "number": number,
        "measure" if measure else "determination": str(against.pk),
        "on_behalf": on_behalf,
        "evidence": [one.digest for one in kept],
    }
    record(verb="appeal.filed", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal={"words": words})
    tell(Kind.APPEALED)
    return appeal
