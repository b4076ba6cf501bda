"""Taking an appeal into review, and finding that it cannot be heard."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.actions.moving import lock, move, require_reasons, require_third_person
from enforcement.appeals.actions.telling import tell_outcome
from enforcement.appeals.models import Appeal, AppealStatus
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def take_appeal(*, by: User, appeal: Appeal) -> Appeal:
    """A third person takes it into review (invariant 6). Raises Refused: `took_part`, `appeal_state`."""
    lock(appeal.against)
    at = clock.now()
    require_third_person(by, appeal)
    move(appeal, AppealStatus.IN_REVIEW, at)
    record(verb="appeal.in_review", at=at, by=by.pseudonym, subject=appeal, facts={"number": appeal.number})
    tell(Kind.APPEALED)
    return appeal


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def dismiss_appeal(*, by: User, appeal: Appeal, reasons: str) -> Appeal:
    """A third person finds that it cannot be heard; the determination stands. Raises Refused like `take_appeal`."""
    require_reasons(reasons)
    lock(appeal.against)
    at = clock.now()
    require_third_person(by, appeal)
    move(appeal, AppealStatus.INADMISSIBLE, at, dismissed_because=reasons.strip())
    facts, personal = {"number": appeal.number}, {"reason": reasons}
    record(verb="appeal.dismissed", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal=personal)
    tell(Kind.APPEALED)
    tell_outcome(appeal, by=by, at=at, outcome=AppealStatus.INADMISSIBLE, label=_("Inadmissible"), reasons=reasons)
    return appeal
