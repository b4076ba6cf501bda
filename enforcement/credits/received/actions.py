"""Recording what a vendor credited, from a file or by hand, and withdrawing what was wrong."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.models import ReceivedCredit, ReceivedLine
from enforcement.credits.received.documents import CreditDocument, checked, pairs, read_document
from enforcement.credits.received.importing import read_documents
from tenants.csv_files.mistakes import Mistake, Mistaken
from tenants.customers import files
from tenants.customers.currencies import money
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers import storage
from tenants.resellers.refusals import Refused


@dataclass(frozen=True)
class Received:
    """What an import did, or would do in a dry run: documents that are new, and known ones that say the same."""

    made: tuple[ReceivedCredit, ...]
    added: int
    unchanged: int
    saved: bool


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def record_received(*, by: User, document: CreditDocument, filename: str = "", data: bytes = b"") -> ReceivedCredit:
    """Keeps a document that a vendor sent, with its file where one came; the same again changes nothing.

    One that it says to supersede is withdrawn. Raises Refused: `not_a_document` (422), `received_differs`, and what a
    file is refused for.
    """
    checked(document)
    file = files.checked(filename=filename, data=data) if filename or data else None
    storage.lock("received-credits")
    at = clock.now()
    return _keep(document, file, at=at, by=by.pseudonym)[0]


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def import_received(*, by: User, filename: str, data: bytes, dry_run: bool = False) -> Received:
    """Takes over a vendor's JSON document or a CSV of documents, all of it or nothing; the same again changes nothing.

    Raises Refused: `not_a_document` (422), `received_differs`; Mistaken, which names every mistake of a CSV by line.
    """
    file = files.checked(filename=filename, data=data)
    is_json = data.lstrip()[:1] in {b"{", b"["}
    if is_json:
        documents = [(1, read_document(data))]
    else:
        documents, mistakes = read_documents(data)
        if mistakes:
            raise Mistaken(mistakes)
    storage.lock("received-credits")
    at = clock.now()
    point = transaction.savepoint()
    kept, wrong = [], []
    for line, document in documents:
        try:
            kept.append(_keep(document, file, at=at, by=by.pseudonym))
        except Refused as refusal:
            if is_json:
                raise
            wrong.append(Mistake(line, "reference", refusal.sentence))
    if wrong:
        raise Mistaken(wrong)
    if dry_run:
        transaction.savepoint_rollback(point)
    added = sum(is_new for _credit, is_new in kept)
    made = () if dry_run else tuple(credit for credit, _new in kept)
    return Received(made=made, added=added, unchanged=len(kept) - added, saved=not dry_run)


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def withdraw_received(*, by: User, credit: ReceivedCredit, reason: str) -> ReceivedCredit:
    """Says that a document was entered wrongly or is void: it stays to be read and counts no more.

    Raises Refused: `reason` (422), `received_withdrawn`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why the document is withdrawn."), status=422)
    storage.lock("received-credits")
    at = clock.now()
    found = ReceivedCredit.objects.get(pk=credit.pk)
    if found.withdrawn_at is not None:
        raise Refused("received_withdrawn", _("This document was withdrawn before."))
    _withdraw(found, reason.strip(), at=at, by=by.pseudonym)
    return ReceivedCredit.objects.get(pk=credit.pk)


def _keep(
    document: CreditDocument, file: files.Sent | None, *, at: dt.datetime, by: uuid.UUID
) -> tuple[ReceivedCredit, bool]:
    """Returns the row of the document, and whether it is new."""
    rows = ReceivedCredit.objects.filter(vendor=document.vendor)
    known = rows.filter(reference=document.reference).order_by("withdrawn_at").last()
    if known is not None and known.withdrawn_at is None:
        if known.digest != document.digest:
            sentence = _("%s is recorded and says something else: withdraw that one first.")
            raise Refused("received_differs", sentence % known)
        return known, False
    made = ReceivedCredit.objects.create(
        vendor=document.vendor,
        reference=document.reference,
        month=document.month,
        currency=document.currency,
        total=document.total,
        digest=document.digest,
        filename=file.filename if file else "",
        path=file.keep() if file else "",
        document_digest=file.digest if file else "",
        recorded_by=by,
        recorded_at=at,
    )
    ReceivedLine.objects.bulk_create(
        ReceivedLine(
            credit=made,
            place=place,
            services=list(line.services),
            intervals=pairs(line.intervals),
            starts_at=line.intervals[0].start,
            ends_at=line.intervals[-1].end,
            amount=line.amount,
        )
        for place, line in enumerate(document.lines, 1)
    )
    record(verb="received_credit.recorded", at=at, by=by, subject=made, facts=_facts(made))
    if document.supersedes:
        for before in rows.filter(reference=document.supersedes, withdrawn_at=None).exclude(pk=made.pk):
            _withdraw(before, _("Superseded by %s.") % document.reference, at=at, by=by)
    return made, True


def _withdraw(credit: ReceivedCredit, reason: str, *, at: dt.datetime, by: uuid.UUID) -> None:
    ReceivedCredit.objects.filter(pk=credit.pk).update(withdrawn_at=at, withdrawn_by=by, withdrawal_reason=reason)
    personal = {"reason": reason}
    record(verb="received_credit.withdrawn", at=at, by=by, subject=credit, facts=_facts(credit), personal=personal)


def _facts(credit: ReceivedCredit) -> dict[str, str]:
    return {
        "vendor": credit.vendor,
        "reference": credit.reference,
        "month": credit.month,
        "total": f"{money(credit.total, credit.currency)} {credit.currency}",
        "digest": credit.digest,
        "document_digest": credit.document_digest,
    }
