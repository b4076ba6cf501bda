"""The one way an entry is written as bytes, which is what the ledger seals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785


class NotCanonicalError(ValueError):
    """The bytes are not the canonical form of what they say."""


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """Returns RFC 8785 JSON; raises ValueError for anything that cannot be written in exactly one way."""
    refuse_floats(value)
    try:
        return rfc8785.dumps(dict(value))
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise ValueError(str(error)) from error


def refuse_floats(value: object) -> None:
    """Raises ValueError if there is a float anywhere: the database may give it back written differently."""
    if isinstance(value, float):
        message = f"{value!r} is a float; write it as text or as a whole number"
        raise ValueError(message)  # noqa: TRY004  # one exception for every value that cannot be sealed
    if isinstance(value, Mapping):
        for item in value.values():
            refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            refuse_floats(item)


def instant_text(at: datetime) -> str:
    """Returns an instant as RFC 3339 in UTC with microseconds; raises ValueError for one without a zone."""
    if at.tzinfo is None:
        message = "an instant in the ledger needs a time zone"
        raise ValueError(message)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_bytes(
    *, seq: int, at: datetime, verb: str, by: UUID | None, subject_type: str, subject_id: str, facts: Mapping[str, Any]
) -> bytes:
    """Returns the canonical bytes of one entry; `at` is written in UTC, `by` is a pseudonym or nobody."""
    return canonical_bytes(
        {
            "seq": seq,
            "at": instant_text(at),
            "verb": verb,
            "by": str(by) if by else None,
            "subject": {"type": subject_type, "id": subject_id},
            "facts": dict(facts),
        }
    )


def read_canonical(line: bytes) -> dict[str, Any]:
    """Returns the JSON object that a line holds; raises NotCanonicalError if a single byte could be otherwise."""
    try:
        value: dict[str, Any] = json.loads(line.decode("utf-8"))
        written = canonical_bytes(value) if isinstance(value, dict) else b""
    except (ValueError, RecursionError) as error:
        message = "it is not readable as JSON"
        raise NotCanonicalError(message) from error
    if written != line:
        message = "it is not written in canonical form"
        raise NotCanonicalError(message)
    return value
