"""Digests of words: SHA-256 over RFC 8785 canonical JSON, so that anyone can compute them again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

import rfc8785

from policies.documents.model.codec import document_to_json, provision_to_json

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Provision


def canonical_bytes(document: Document) -> bytes:
    """Returns the document's one serialisation, UTF-8."""
    return _canonical(document_to_json(document))


def digest(document: Document) -> str:
    """Returns the hexadecimal SHA-256 that everything which refers to these words refers to."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def provision_digest(provision: Provision) -> str:
    """Returns the hexadecimal SHA-256 of the provision's own fields, without its children."""
    return hashlib.sha256(_canonical(provision_to_json(provision))).hexdigest()


def _canonical(value: dict[str, object]) -> bytes:
    # The library's type for JSON is recursive and private to it; what `wire` writes holds no floats.
    return bytes(rfc8785.dumps(cast("Any", value)))
