"""Files that prove something about a customer: checked, kept by digest, and read back only unchanged."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from tenants.resellers import storage
from tenants.resellers.refusals import Refused

_NAME = 200
#: What a scan is, told by its first bytes; a name or a browser may say anything.
_SCANS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was found good and is not kept yet; `digest` is the SHA-256 of its bytes."""

    filename: str
    content_type: str
    digest: str
    data: bytes

    def keep(self) -> str:
        """Keeps it among the tenant's files, once however often it comes; returns where. Raises Refused (507)."""
        return storage.keep("agreements", self.data)


def checked(*, filename: str, data: bytes) -> Sent:
    """Returns a file of any kind; raises Refused (422): `file_empty`, `file_too_large`."""
    if not data:
        raise Refused("file_empty", _("The document is empty: choose the file again."), status=422)
    if len(data) > settings.UPLOAD_LIMIT:
        sentence = _("The document is larger than %d bytes.") % settings.UPLOAD_LIMIT
        raise Refused("file_too_large", sentence, status=422)
    name = get_valid_filename(filename or "document")[-_NAME:]
    return Sent(name, content_type_of(data), hashlib.sha256(data).hexdigest(), data)


def checked_scan(*, filename: str, data: bytes) -> Sent:
    """Returns a paper as PDF, PNG or JPEG; raises Refused (422), `file_kind` beside what `checked` raises."""
    sent = checked(filename=filename, data=data)
    if not sent.content_type:
        sentence = _("This is neither a PDF nor a PNG or JPEG picture: scan the paper as one of these.")
        raise Refused("file_kind", sentence, status=422)
    return sent


def content_type_of(data: bytes) -> str:
    """Returns what a scan is by its first bytes; empty for anything else."""
    return next((kind for start, kind in _SCANS if data.startswith(start)), "")


def read(*, path: str, digest: str) -> bytes:
    """Returns the bytes as they were kept; raises Refused (`document_altered`) where the storage holds others."""
    data = storage.read(path) or b""
    if hashlib.sha256(data).hexdigest() != digest:
        sentence = _("The stored document is not the one that was recorded. Tell an administrator.")
        raise Refused("document_altered", sentence)
    return data


def download(*, path: str, digest: str, filename: str) -> HttpResponse:
    """Returns the file as a download that no browser runs; raises what `read` raises."""
    response = HttpResponse(read(path=path, digest=digest), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
