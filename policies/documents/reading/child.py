"""What the process that reads one policy file does (`tenants.bounds.child`): bytes, and what they say as JSON."""

from __future__ import annotations

from policies.documents.reading import readers, transport
from policies.documents.reading.formats import Format
from policies.documents.reading.source import NotImportable


def load(file_format: str, _limit: str) -> None:
    """Loads what reads this one format."""
    readers.load(Format(file_format))


def answer(data: bytes, file_format: str, limit: str) -> bytes:
    """Returns a `Source`, or why there is none."""
    try:
        told = transport.to_json(readers.read(data, Format(file_format), limit=int(limit)))
    except NotImportable as error:
        told = transport.refusal(error)
    return told.encode()
