"""Sealing a report: its words and the names of its files move where only an evidence custodian reads them."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from django.db import models, transaction
from django.utils.translation import gettext as _

from enforcement.reports import events
from enforcement.reports.custody.rules import WORDS
from enforcement.reports.models import Addition, Complaint, Evidence, LegalHold, Report, ReportMail, SealedText, Sealing
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.HANDLE_REPORTS, Permission.KEEP_EVIDENCE)
@transaction.atomic
def seal_report(*, by: User, report: Report, reason: str) -> Report:
    """Takes everything that came with a report out of sight, for good, and puts it under legal hold.

    Raises Refused: `reason` (422), `report_sealed`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why nobody is to look at it."), status=422)
    report = Report.objects.select_for_update().get(pk=report.pk)
    at = clock.now()
    if report.sealed:
        raise Refused("report_sealed", _("The report %s is sealed already.") % report)
    seal(report, by=by, reason=reason.strip(), at=at)
    return report


def seal(report: Report, *, by: User | None, reason: str, at: dt.datetime) -> None:
    """The same inside another verb; `by` None: at arrival, since the kind of conduct asks for it."""
    person = by.pseudonym if by else None
    Sealing.objects.create(report=report, sealed_at=at, sealed_by=person, reason=reason)
    for tell in events.sealing:
        tell(report)
    for row in _rows(report):
        seal_words(report, row)
    Report.objects.filter(pk=report.pk).update(sealed=True)
    report.refresh_from_db()
    LegalHold.objects.create(
        report=report,
        reason=_("Sealed: it is kept until an authority knows of it and no longer asks for it."),
        placed_at=at,
        placed_by=person,
    )
    personal = {"reason": reason} if reason else {}
    record(verb="report.sealed", at=at, by=person, subject=report, facts={"number": report.number}, personal=personal)


def seal_words(report: Report, row: models.Model) -> None:
    """Moves a row's words among the sealed ones of the report (of a mail that a room above keeps, as the mail's)."""
    column = WORDS.get(row._meta.label_lower, "text")
    subject = row.pk if row._meta.label_lower in WORDS else row.raw_id  # type: ignore[attr-defined]  # of such a mail
    text = str(getattr(row, column))
    if text:
        SealedText.objects.create(report=report, subject=subject, column=column, text=text)
        type(row)._default_manager.filter(pk=row.pk).update(**{column: ""})  # noqa: SLF001 - Django's own name
        setattr(row, column, "")


def _rows(report: Report) -> Iterator[models.Model]:
    return chain(
        [report],
        Evidence.objects.filter(report=report),
        Addition.objects.filter(report=report),
        Complaint.objects.filter(report=report),
        ReportMail.objects.filter(report=report),
    )
