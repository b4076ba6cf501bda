"""Keeps the files that come with a report, by digest."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from enforcement.reports.custody import room
from enforcement.reports.models import Addition, Claim, Evidence, Report, Source
from enforcement.reports.rules import MOST_FILES, safe_filename
from tenants.resellers import storage
from tenants.resellers.refusals import Refused

FOLDER: Final = "evidence"
_ALGORITHMS: Final = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_LONGEST_CLAIM: Final = 200
_MOST_CLAIMS: Final = 5
_STRANGERS: Final = frozenset({Source.FORM, Source.MAIL})


@dataclass(frozen=True, slots=True)
class Received:
    """A file as somebody sent it; `claimed` are the digests that they say it has, such as `sha256:…`."""

    filename: str
    content_type: str
    data: bytes
    claimed: tuple[str, ...] = ()


def check(files: Iterable[Received]) -> list[Received]:
    """The files, if they may be taken; raises Refused (`too_many_files`, `file_too_large`, `file_empty`; 422)."""
    taken = list(files)
    check_sizes([(file.filename, len(file.data)) for file in taken])
    return taken


def check_sizes(files: Sequence[tuple[str, int]]) -> None:
    """Raises what `check` raises; asked with names and bytes before the files are read."""
    if len(files) > MOST_FILES:
        raise Refused("too_many_files", _("Send at most %d files.") % MOST_FILES, status=422)
    for filename, size in files:
        if size > settings.UPLOAD_LIMIT:
            sentence = _("%(name)s is larger than %(most)d MB: send the part that shows the violation.")
            most = settings.UPLOAD_LIMIT // 1_000_000
            raise Refused("file_too_large", sentence % {"name": safe_filename(filename), "most": most}, status=422)
        if not size:
            raise Refused("file_empty", _("%s is empty.") % safe_filename(filename), status=422)


def keep(
    *, report: Report, files: Iterable[Received], at: dt.datetime, addition: Addition | None = None
) -> list[Evidence]:
    """Stores each file under its digest; the same content twice is one file in the storage.

    For what a mail brought and there is no room, the raw mail that is kept stands in.

    Raises Refused (507): `evidence_full`, `file_not_kept`.
    """
    taken = list(files)
    try:
        stored = store(taken, folder=FOLDER, stranger=by_stranger(report, addition))
    except Refused as refusal:
        if refusal.code != "evidence_full" or report.source != Source.MAIL:
            raise
        return []
    kept = [_kept(report, file, at, addition, columns) for file, columns in zip(taken, stored, strict=True)]
    return Evidence.objects.bulk_create(kept)


def keep_each(brought: Sequence[tuple[Report, Sequence[Received]]], *, at: dt.datetime) -> list[list[Evidence]]:
    """Does what `keep` does with the files of each report, in few questions; raises what that raises."""
    files = [file for _report, some in brought for file in some]
    if not files or len({by_stranger(report) for report, some in brought if some}) > 1:
        return [keep(report=report, files=some, at=at) if some else [] for report, some in brought]
    try:
        stored = iter(
            store(files, folder=FOLDER, stranger=any(by_stranger(report) for report, some in brought if some))
        )
    except Refused as refusal:
        if refusal.code != "evidence_full":
            raise
        # Of what does not fit together, some may.
        return [keep(report=report, files=some, at=at) for report, some in brought]
    kept = [[_kept(report, file, at, None, next(stored)) for file in some] for report, some in brought]
    Evidence.objects.bulk_create([one for some in kept for one in some])
    return kept


def store(files: Sequence[Received], *, folder: str, stranger: bool) -> list[dict[str, Any]]:
    """Takes room for the files and stores each under its digest; returns the columns of the rows that name them.

    The folder is the caller's own: whoever deletes files asks only the rows that name that folder.
    Raises Refused (507): `evidence_full`, `file_not_kept`.
    """
    room.take(sum(len(file.data) for file in files), stranger=stranger)
    _wait_for_removals(files, folder)
    return [
        {
            "filename": safe_filename(file.filename),
            "content_type": file.content_type[:100],
            "size": len(file.data),
            "digest": hashlib.sha256(file.data).hexdigest(),
            "path": path,
        }
        for file, path in zip(files, storage.keep_all(folder, [file.data for file in files]), strict=True)
    ]


def by_stranger(report: Report, addition: Addition | None = None) -> bool:
    """Whether files come from somebody whom the reseller does not know."""
    return addition is not None or report.source in _STRANGERS


def claim_of(data: bytes, claimed: Iterable[str]) -> Claim:
    """Tells whether bytes have every digest that was claimed; an algorithm that is not known cannot be checked."""
    told = {_has(data, one) for one in claimed}
    if False in told:
        return Claim.DIFFERS
    if True in told:
        return Claim.MATCHES
    return Claim.UNKNOWN if told else Claim.NONE


def _has(data: bytes, claim: str) -> bool | None:
    name, colon, digest = claim.strip().lower().rpartition(":")
    name = re.sub(r"[^a-z0-9]", "", name)
    if not colon or name not in _ALGORITHMS:
        return None
    return hashlib.new(name, data, usedforsecurity=False).hexdigest() == digest.strip()


def _kept(
    report: Report, file: Received, at: dt.datetime, addition: Addition | None, stored: dict[str, Any]
) -> Evidence:
    claimed = [one.replace("\0", "")[:_LONGEST_CLAIM] for one in file.claimed[:_MOST_CLAIMS]]
    return Evidence(
        report=report,
        addition=addition,
        claimed=claimed,
        claim=claim_of(file.data, claimed),
        received_at=at,
        **stored,
    )


def _wait_for_removals(files: Iterable[Received], folder: str) -> None:
    """Until this transaction ends nobody deletes a file of the same content, which was removed from elsewhere."""
    storage.lock(*{storage.path_of(folder, file.data) for file in files})
