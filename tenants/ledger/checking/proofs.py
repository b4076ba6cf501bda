"""Proofs that an entry stands in the ledger and that one head continues another: checked without a database.

An inclusion proof is one JSON document, and so is a consistency proof (RFC 9162, 2.1.3 and 2.1.4):

    {"format": "proviso-inclusion-proof/1", "entry": {…}, "index": 5, "path": ["<hex>", …], "head": "<JWS>"}
    {"format": "proviso-consistency-proof/1", "first": "<JWS>", "second": "<JWS>", "path": ["<hex>", …]}

The entry's canonical JSON (RFC 8785) is what was sealed; a head is what `/api/v1/ledger-heads/` gives as `signed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.keys import SignatureInvalid, verify_jws
from tenants.ledger.sealing.heads import HEAD_TYP, SignedRoot, hash_from_hex, signed_root
from tenants.ledger.sealing.merkle import leaf_hash, verify_consistency, verify_inclusion
from tenants.ledger.sentences import marked as _

INCLUSION = "proviso-inclusion-proof/1"
CONSISTENCY = "proviso-consistency-proof/1"


@dataclass(frozen=True)
class Included:
    """What an inclusion proof shows: this entry was the one at `index` when `head` was signed."""

    entry: Mapping[str, Any]
    index: int
    head: SignedRoot


@dataclass(frozen=True)
class Consistent:
    """What a consistency proof shows: everything under `first` stands unchanged at the beginning of `second`."""

    first: SignedRoot
    second: SignedRoot


def check_head(token: str, *, jwks: Mapping[str, Any], tenant: str | None = None) -> SignedRoot:
    """Returns what a signed head says; raises SignatureInvalid unless one of these keys signed it (for that tenant)."""
    return signed_root(verify_jws(token.strip(), jwks, typ=HEAD_TYP, issuer=None, tenant=tenant))


def check_inclusion(document: Mapping[str, Any], *, jwks: Mapping[str, Any], tenant: str | None = None) -> Included:
    """Returns what an inclusion proof shows; raises SignatureInvalid with a sentence for one that shows nothing."""
    entry, index, token, path = _read(document, INCLUSION, {"entry": dict, "index": int, "head": str, "path": list})
    head = check_head(token, jwks=jwks, tenant=tenant)
    try:
        leaf = leaf_hash(canonical_bytes(entry))
    except ValueError as error:
        raise SignatureInvalid(_("The entry is not one that can be sealed.")) from error
    if not verify_inclusion(index=index, size=head.size, leaf=leaf, proof=_path(path), tree_root=head.root):
        raise SignatureInvalid(_("The path does not lead from this entry to the root of the tree head."))
    return Included(entry, index, head)


def check_consistency(document: Mapping[str, Any], *, jwks: Mapping[str, Any], tenant: str | None = None) -> Consistent:
    """Returns what a consistency proof shows; raises SignatureInvalid with a sentence for one that shows nothing."""
    one, other, path = _read(document, CONSISTENCY, {"first": str, "second": str, "path": list})
    first = check_head(one, jwks=jwks, tenant=tenant)
    second = check_head(other, jwks=jwks, tenant=tenant)
    if not verify_consistency(
        first=first.size, second=second.size, first_root=first.root, second_root=second.root, proof=_path(path)
    ):
        raise SignatureInvalid(_("The second tree head does not continue the first."))
    return Consistent(first, second)


def _read(document: Mapping[str, Any], wanted: str, fields: Mapping[str, type]) -> list[Any]:
    """Returns the fields of a proof, which has these and no others, so that no byte in it is without meaning."""
    if document.get("format") != wanted or set(document) != {"format", *fields}:
        raise SignatureInvalid(_("This is not a proof in the format {format}."), format=wanted)
    values = [document[name] for name in fields]
    if any(type(value) is not kind for value, kind in zip(values, fields.values(), strict=True)):
        raise SignatureInvalid(_("This is not a proof in the format {format}."), format=wanted)
    return values


def _path(path: list[Any]) -> list[bytes]:
    try:
        return [hash_from_hex(step) for step in path]
    except (TypeError, ValueError) as error:
        raise SignatureInvalid(_("A step of the path is not a hash.")) from error
