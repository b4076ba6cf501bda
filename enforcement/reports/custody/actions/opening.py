"""Reading and opening evidence: each time is in the ledger, and what is sealed opens to its custodian alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.custody.queries import SealedWords, content_of, sealed_words
from enforcement.reports.custody.raw import is_sealed, reports_in
from enforcement.reports.custody.text import Shown, as_text
from enforcement.reports.models import Evidence, RawReport, Report
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
    return _read(evidence, by=by)


@verb(Permission.SEE_REPORTS)
@transaction.atomic
def read_raw_report(*, by: User, raw: RawReport) -> Shown:
    """The same of the mail or XARF report that a report came in; it is sealed where one of its reports is.

    Raises what `read_evidence` raises, and Refused (`raw_report_unread`) where nobody knows yet what it is about.
    """
    return _read(raw, by=by)


@verb(Permission.OPEN_EVIDENCE, unattended=True)
@transaction.atomic
def open_evidence(*, by: User | None, evidence: Evidence, reason: str = "") -> bytes:
    """Returns a file as it came; that it was opened, by whom (None: at the server's command line) and why is recorded.

    A sealed one opens to a custodian who says why, and never at the command line. Raises Refused: `not_allowed`,
    `reason` (422), `evidence_sealed` (403), `evidence_removed` (410), `evidence_altered`.
    """
    return _open(evidence, by=by, reason=reason)


@verb(Permission.OPEN_EVIDENCE)
@transaction.atomic
def open_raw_report(*, by: User, raw: RawReport, reason: str = "") -> bytes:
    """The same of what a report came in; raises what that raises, and Refused (`raw_report_unread`)."""
    return _open(raw, by=by, reason=reason)


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


def _read(kept: Evidence | RawReport, *, by: User) -> Shown:
    if _sealed(kept):
        raise _only_its_custodian()
    at = clock.now()
    data = content_of(kept)
    record(verb=f"{_kind(kept)}.read", at=at, by=by.pseudonym, subject=kept, facts=_facts(kept))
    return as_text(data, filename=kept.filename, content_type=kept.content_type)


def _open(kept: Evidence | RawReport, *, by: User | None, reason: str) -> bytes:
    if _sealed(kept):
        if by is None:
            raise _only_its_custodian()
        _need(reason)
    at = clock.now()
    data = content_of(kept)
    personal = {"reason": reason.strip()} if reason.strip() else {}
    person = by.pseudonym if by else None
    record(verb=f"{_kind(kept)}.opened", at=at, by=person, subject=kept, facts=_facts(kept), personal=personal)
    return data


def _sealed(kept: Evidence | RawReport) -> bool:
    """Whether only a custodian opens it. What nobody has read yet may be anything."""
    if isinstance(kept, Evidence):
        return Report.objects.filter(pk=kept.report_id, sealed=True).exists()
    if kept.read_at is None:
        raise Refused("raw_report_unread", _("It was not read yet: what it is about is not known."))
    return is_sealed(kept)


def _only_its_custodian() -> Refused:
    return Refused("evidence_sealed", _("This file is sealed: only an evidence custodian opens it."), status=403)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason", _("It is sealed: say why you open it."), status=422)


def _kind(kept: Evidence | RawReport) -> str:
    return "evidence" if isinstance(kept, Evidence) else "raw_report"


def _facts(kept: Evidence | RawReport) -> dict[str, object]:
    if isinstance(kept, Evidence):
        return {"digest": kept.digest, "report": kept.report.number}
    return {"digest": kept.digest, "reports": [one.number for one in reports_in(kept)]}
