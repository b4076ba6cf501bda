"""Reading and opening evidence: each time is in the ledger, and what is sealed opens to its custodian alone."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.custody.queries import SealedWords, content_of, sealed_words
from enforcement.reports.custody.text import Shown, as_text
from enforcement.reports.models import Evidence, Report
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.SEE_REPORTS)
@transaction.atomic
def read_evidence(*, by: User, evidence: Evidence) -> Shown:
    """Returns an ordinary file as text, with a mail's headers decoded; that it was read is recorded.

    Raises Refused: `evidence_sealed` (403), `evidence_removed` (410), `evidence_altered`.
    """
    if Report.objects.filter(pk=evidence.report_id, sealed=True).exists():
        raise Refused("evidence_sealed", _("This file is sealed: only an evidence custodian opens it."), status=403)
    at = clock.now()
    data = content_of(evidence)
    record(verb="evidence.read", at=at, by=by.pseudonym, subject=evidence, facts=_facts(evidence))
    return as_text(data, filename=evidence.filename, content_type=evidence.content_type)


@verb(Permission.OPEN_EVIDENCE, unattended=True)
@transaction.atomic
def open_evidence(*, by: User | None, evidence: Evidence, reason: str = "") -> bytes:
    """Returns a file as it came; that it was opened, by whom (None: at the server's command line) and why is recorded.

    A sealed one opens to a custodian who says why, and never at the command line. Raises Refused: `not_allowed`,
    `reason` (422), `evidence_sealed` (403), `evidence_removed` (410), `evidence_altered`.
    """
    if Report.objects.filter(pk=evidence.report_id, sealed=True).exists():
        if by is None:
            raise Refused("evidence_sealed", _("This file is sealed: only an evidence custodian opens it."), status=403)
        _need(reason)
    at = clock.now()
    data = content_of(evidence)
    _opened(evidence, by=by, reason=reason, at=at)
    return data


@verb(Permission.OPEN_EVIDENCE)
@transaction.atomic
def open_words(*, by: User, report: Report, reason: str) -> SealedWords:
    """Returns what a sealed report said; that it was read, and why, is recorded.

    Raises Refused: `reason` (422), `report_not_sealed`.
    """
    if not report.sealed:
        raise Refused("report_not_sealed", _("The report %s is not sealed.") % report)
    _need(reason)
    at = clock.now()
    facts, personal = {"number": report.number}, {"reason": reason.strip()}
    record(verb="report.words_opened", at=at, by=by.pseudonym, subject=report, facts=facts, personal=personal)
    return sealed_words(report)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason", _("It is sealed: say why you open it."), status=422)


def _opened(evidence: Evidence, *, by: User | None, reason: str, at: dt.datetime) -> None:
    personal = {"reason": reason.strip()} if reason.strip() else {}
    record(
        verb="evidence.opened",
        at=at,
        by=by.pseudonym if by else None,
        subject=evidence,
        facts=_facts(evidence),
        personal=personal,
    )


def _facts(evidence: Evidence) -> dict[str, object]:
    return {"digest": evidence.digest, "report": evidence.report.number}
