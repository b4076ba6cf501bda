"""What a signed tree head says: so many entries had this root at that instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenants.ledger.entries import instant_text
from tenants.ledger.keys import SignatureInvalid
from tenants.ledger.sealing.merkle import HASH_SIZE, Frontier
from tenants.ledger.sentences import marked as _

HEAD_TYP = "proviso-tree-head+jws"


@dataclass(frozen=True)
class SignedRoot:
    """What a verified tree head says."""

    size: int
    root: bytes


def head_payload(*, issuer: str, frontier: Frontier, at: datetime, previous_size: int) -> dict[str, Any]:
    """Returns what a tree head says: at that instant (UTC), this many entries had this root, after that head."""
    return {
        "iss": issuer,
        "at": instant_text(at),
        "tree_size": frontier.size,
        "root_hash": frontier.root().hex(),
        "previous_size": previous_size,
    }


def signed_root(payload: Mapping[str, Any]) -> SignedRoot:
    """Reads a verified head; raises SignatureInvalid if it does not say a size and a root."""
    try:
        return SignedRoot(size=int(payload["tree_size"]), root=hash_from_hex(payload["root_hash"]))
    except (KeyError, TypeError, ValueError) as error:
        raise SignatureInvalid(_("It does not say how many entries have which root.")) from error


def hash_from_hex(text: str) -> bytes:
    """Reads a hash that is written in the one way; raises ValueError."""
    value = bytes.fromhex(text)
    if len(value) != HASH_SIZE or value.hex() != text:
        message = "a hash is not written as 64 lower-case digits"
        raise ValueError(message)
    return value
