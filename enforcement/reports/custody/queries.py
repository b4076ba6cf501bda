"""Reads of evidence in custody: what must still be kept and why, what is sealed, how full the storage is."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from enforcement.reports import events
from enforcement.reports.custody.raw import raw_due_to_be_removed, still_kept
from enforcement.reports.custody.rules import ALMOST_FULL_PERCENT, most_bytes
from enforcement.reports.models import (
    Evidence,
    EvidenceUse,
    LegalHold,
    RawReport,
    Removal,
    Report,
    ReportStatus,
    SealedText,
)
from policies.versions.company import this_reseller
from tenants.resellers import storage
from tenants.resellers.refusals import Refused


def files() -> QuerySet[Evidence]:
    """Returns every file that came with a report, the newest first, with what became of it."""
    return Evidence.objects.select_related("report", "removal").order_by("-received_at", "pk")


def open_legal_holds(report: Report) -> QuerySet[LegalHold]:
    """Returns the legal holds on the report that have not ended, the oldest first."""
    return LegalHold.objects.filter(report=report, ended_at=None).order_by("placed_at")


def why_kept(report: Report, at: dt.datetime) -> list[str]:
    """Returns why nothing that came with the report may be removed at `at` (UTC), each in a sentence; empty: it may.

    R: nothing is removed while an appeal may still be filed, a case is open, or a legal hold stands. What came in one
    mail is kept together, since the mail holds all of it.
    """
    reasons = _why_kept(report, at)
    if report.raw_id:
        for other in Report.objects.filter(raw=report.raw_id).exclude(pk=report.pk).order_by("number"):
            sentence = _("%(report)s came in the same mail. %(reason)s")
            reasons += [sentence % {"report": other, "reason": reason} for reason in _why_kept(other, at)]
    return reasons


def _why_kept(report: Report, at: dt.datetime) -> list[str]:
    reasons = []
    if report.status != ReportStatus.COMPLETED:
        reasons.append(_("The report %s is not completed.") % report)
    reasons += [_("A legal hold keeps it: %s") % hold.reason for hold in open_legal_holds(report)]
    if report.sealed and not report.authority_reports.exists():
        reasons.append(_("It is sealed, and no authority was told of it."))
    for ask in events.keeping:
        reasons += ask(report, at)
    return reasons


def require_there(kept: Evidence | RawReport) -> None:
    """Raises Refused (410, `evidence_removed`) where the file was removed."""
    removal = removal_of(kept)
    if removal:
        sentence = _("This file was removed on %(day)s: %(reason)s")
        raise Refused(
            "evidence_removed", sentence % {"day": removal.removed_at.date(), "reason": removal.reason}, status=410
        )


def removal_of(kept: Evidence | RawReport) -> Removal | None:
    """Returns the record of its removal, None where it is there."""
    rows = Removal.objects.filter(evidence=kept) if isinstance(kept, Evidence) else Removal.objects.filter(raw=kept)
    return rows.first()


def content_of(kept: Evidence | RawReport) -> bytes:
    """Returns the bytes as they came. Raises Refused: `evidence_removed` (410), `evidence_altered`."""
    require_there(kept)
    return stored(kept)


class StoredFile(Protocol):
    """A row that names a file of the storage by its digest."""

    @property
    def filename(self) -> str:
        """What its sender called it; empty where it is sealed."""

    @property
    def digest(self) -> str:
        """SHA-256, in hex."""

    @property
    def path(self) -> str:
        """Where the storage keeps it."""


def stored(file: StoredFile) -> bytes:
    """Returns the bytes of a file that is there. Raises Refused (`evidence_altered`)."""
    data = storage.read(file.path) or b""
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise Refused("evidence_altered", _("The stored file is not the one that was received. Tell an administrator."))
    return data


@dataclass(frozen=True, slots=True)
class StorageUse:
    """How many bytes of evidence are kept, and how many may be."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        """How full that is."""
        return min(self.used * 100 // self.most, 100)

    @property
    def almost_full(self) -> bool:
        """Whether staff are told."""
        return self.percent >= ALMOST_FULL_PERCENT


def storage_use() -> StorageUse:
    """Returns how full the room is that this reseller gives to evidence."""
    used = EvidenceUse.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    return StorageUse(used, most_bytes(this_reseller().evidence_limit, stranger=False))


def due_to_be_removed(*, at: dt.datetime, days: int) -> tuple[QuerySet[Evidence], QuerySet[RawReport]]:
    """Returns the files and raw reports of what was completed more than `days` ago (0: none), the oldest first.

    What a legal hold keeps is left out, with what came in the same mail; what else keeps it is asked when it is to go.
    """
    if not days:
        return Evidence.objects.none(), RawReport.objects.none()
    over = at - dt.timedelta(days=days)
    stays = still_kept(over)
    rows = Evidence.objects.filter(removal=None, report__completed_at__lt=over)
    rows = rows.exclude(Exists(stays.filter(pk=OuterRef("report")))).exclude(
        Exists(stays.filter(raw=OuterRef("report__raw")))
    )
    files = rows.select_related("report").order_by("report__completed_at", "pk")
    return files, raw_due_to_be_removed(over)


def files_to_delete() -> QuerySet[Removal]:
    """Returns the removals whose file may still lie in the storage, the oldest first."""
    return Removal.objects.filter(file_gone_at=None).order_by("removed_at", "pk")


@dataclass(frozen=True, slots=True)
class SealedWords:
    """What a sealed report said, how its files were called, and what its reporter added."""

    description: str
    filenames: dict[uuid.UUID, str]
    added: list[str]


def sealed_words(report: Report) -> SealedWords:
    """Returns the words of a sealed report; only the verb that records the opening calls this."""
    texts = list(SealedText.objects.filter(report=report).order_by("pk"))
    return SealedWords(
        description=next((one.text for one in texts if one.subject == report.pk and one.column == "description"), ""),
        filenames={one.subject: one.text for one in texts if one.column == "filename"},
        added=[one.text for one in texts if one.column == "words"],
    )
