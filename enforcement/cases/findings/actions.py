"""Finding no violation, or too little evidence."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases import events
from enforcement.cases.findings.models import Finding, FindingOutcome
from enforcement.cases.models import Case, CaseStatus
from enforcement.cases.rules import WORKABLE
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def record_finding(*, by: User, case: Case, outcome: FindingOutcome, words: str, closes: bool = True) -> Finding:
    """Says that no violation was found, or that the evidence does not suffice; the case is closed unless it stays open.

    A determination that stands in the case stands on; what was suspended for now ends.
    Raises Refused: `words` (422), `case_closed` (409).
    """
    if not words.strip():
        raise Refused("words", _("Say what was looked at and why it is no violation."), status=422)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.status not in WORKABLE:
        raise Refused("case_closed", _("The case %s is closed. Reopen it first.") % locked)
    at = clock.now()
    found = Finding.objects.create(
        case=locked, outcome=outcome, words=words.strip(), found_by=by.pseudonym, found_at=at
    )
    record(
        verb="case.found",
        at=at,
        by=by.pseudonym,
        subject=found,
        facts={"case": locked.number, "outcome": outcome, "closes": closes},
        personal={"reason": words},
    )
    if closes:
        Case.objects.filter(pk=locked.pk).update(status=CaseStatus.CLOSED, closed_at=at)
        facts = {"number": locked.number, "outcome": outcome}
        record(verb="case.closed", at=at, by=by.pseudonym, subject=locked, facts=facts)
    elif locked.status == CaseStatus.OPEN:
        Case.objects.filter(pk=locked.pk).update(status=CaseStatus.INVESTIGATING)
    for room in events.finding:
        room(found, by)
    tell(Kind.ASSIGNED, Kind.OVERDUE, Kind.UNTAKEN, Kind.TO_APPROVE, Kind.RETURNED)
    return found
