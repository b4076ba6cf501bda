"""Placing and ending a legal hold: while one stands, nothing that came with the report is removed."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.models import LegalHold, Report
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.KEEP_EVIDENCE)
@transaction.atomic
def place_legal_hold(*, by: User, report: Report, reason: str) -> LegalHold:
    """Keeps everything that came with a report; several holds may stand, and each ends by itself.

    Raises Refused: `reason` (422).
    """
    if not reason.strip():
        raise Refused("reason", _("Say why it must be kept."), status=422)
    report = Report.objects.select_for_update().get(pk=report.pk)
    at = clock.now()
    hold = LegalHold.objects.create(report=report, reason=reason.strip(), placed_at=at, placed_by=by.pseudonym)
    facts = {"number": report.number, "hold": str(hold.pk)}
    record(
        verb="legal_hold.placed", at=at, by=by.pseudonym, subject=report, facts=facts, personal={"reason": hold.reason}
    )
    return hold


@verb(Permission.KEEP_EVIDENCE)
@transaction.atomic
def end_legal_hold(*, by: User, hold: LegalHold, reason: str) -> LegalHold:
    """Ends one hold; others stay. Raises Refused: `reason` (422), `hold_ended`."""
    if not reason.strip():
        raise Refused("reason", _("Say why it need not be kept any longer."), status=422)
    report = Report.objects.select_for_update().get(pk=hold.report_id)
    at = clock.now()
    rows = LegalHold.objects.filter(pk=hold.pk, ended_at=None)
    if not rows.update(ended_at=at, ended_by=by.pseudonym, ended_because=reason.strip()):
        raise Refused("hold_ended", _("This legal hold has ended already."))
    facts = {"number": report.number, "hold": str(hold.pk)}
    personal = {"reason": reason.strip()}
    record(verb="legal_hold.ended", at=at, by=by.pseudonym, subject=report, facts=facts, personal=personal)
    hold.refresh_from_db()
    return hold
