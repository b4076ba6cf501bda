"""A policy file is read in a process of its own, with as much memory and time as a policy needs and no secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policies.documents.reading.source import NotImportable
from policies.documents.reading.transport import from_json
from tenants.bounds.process import TooMuch, look

if TYPE_CHECKING:
    from policies.documents.reading.formats import Format
    from policies.documents.reading.source import Source

#: Bytes that reading may take beside what the process has when it begins, and seconds of the processor's time.
_MEMORY: Final = 130_000_000
_TIME: Final = 30


def read_apart(data: bytes, file_format: Format, *, limit: int) -> Source:
    """Reads a file of at most `limit` bytes in a process of its own; raises `NotImportable`."""
    try:
        told = look(
            data[: limit + 1],
            "policies.documents.reading.child",
            file_format.value,
            str(limit),
            seconds=_TIME,
            memory=_MEMORY,
            bare=["policies", "policies.documents"],
        )
    except TooMuch:
        raise NotImportable(
            f"The {file_format} file unpacks to far more than it holds, or takes too long to read: save it again "
            "without pictures, or import the original."
        ) from None
    return from_json(told)
