"""Keeps the files that come with a report, by digest, sealed until somebody with the right opens one."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.models import Evidence, Report
from enforcement.reports.rules import MOST_FILES, safe_filename
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers import storage
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Received:
    """A file as somebody sent it."""

    filename: str
    content_type: str
    data: bytes


def check(files: Iterable[Received]) -> list[Received]:
    """The files, if they may be taken; raises Refused (`too_many_files`, `file_too_large`, `file_empty`; 422)."""
    taken = list(files)
    if len(taken) > MOST_FILES:
        raise Refused("too_many_files", _("Send at most %d files.") % MOST_FILES, status=422)
    for file in taken:
        if len(file.data) > settings.UPLOAD_LIMIT:
            sentence = _("%(name)s is larger than %(most)d MB: send the part that shows the violation.")
            most = settings.UPLOAD_LIMIT // 1_000_000
            raise Refused("file_too_large", sentence % {"name": safe_filename(file.filename), "most": most}, status=422)
        if not file.data:
            raise Refused("file_empty", _("%s is empty.") % safe_filename(file.filename), status=422)
    return taken


def keep(*, report: Report, files: Iterable[Received], at: dt.datetime) -> list[Evidence]:
    """Stores each file under its digest; the same content twice is one file in the storage."""
    kept = []
    for file in files:
        path = storage.keep("evidence", file.data)
        kept.append(
            Evidence.objects.create(
                report=report,
                filename=safe_filename(file.filename),
                content_type=file.content_type[:100],
                size=len(file.data),
                digest=hashlib.sha256(file.data).hexdigest(),
                path=path,
                received_at=at,
            )
        )
    return kept


@verb(Permission.OPEN_EVIDENCE, unattended=True)
@transaction.atomic
def open_evidence(*, by: User | None, evidence: Evidence) -> bytes:
    """The content of a sealed file; that it was opened, and by whom (None: at the server's command line), is recorded.

    Raises Refused: `not_allowed`, `evidence_altered` (the storage no longer holds what was received).
    """
    at = clock.now()
    data = storage.read(evidence.path) or b""
    if hashlib.sha256(data).hexdigest() != evidence.digest:
        raise Refused("evidence_altered", _("The stored file is not the one that was received. Tell an administrator."))
    facts = {"digest": evidence.digest, "report": evidence.report.number}
    record(verb="evidence.opened", at=at, by=by.pseudonym if by else None, subject=evidence, facts=facts)
    return data
