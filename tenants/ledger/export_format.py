"""The export file of a ledger: JSON lines in canonical form, in which no byte is without meaning.

    {"exported_at": …, "format": …, "hosts": […], "jwks": …, "reseller": …}     the header
    {"at": …, "by": …, "facts": …, "seq": …, "subject": …, "verb": …}           an entry, the bytes that were sealed
    {"frontier": […], "head": "<JWS>", "leaves": […]}                           the tree head over all entries above it
    {"trailer": "<JWS>"}                                                        signs the header and the bytes above it

The leaf hashes beside a head are redundant, so that a changed entry is not only noticed but named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from tenants.ledger.entries import canonical_bytes, instant_text
from tenants.ledger.sealing.merkle import Frontier

FORMAT = "proviso-ledger/1"
TRAILER_TYP = "proviso-ledger-export+jws"

HEAD_START = b'{"frontier":'
HEAD_MARKS = (b',"head":"', b',"leaves":[')
TRAILER_START = b'{"trailer":'

Sign = Callable[[Mapping[str, Any], str], str]  # payload, typ -> compact JWS


@dataclass(frozen=True)
class SealedBatch:
    """The entries that one tree head sealed, and what stands beside that head, as it was kept."""

    entries: Sequence[bytes]
    leaves: Sequence[bytes]
    frontier: Sequence[str]
    head: str


@dataclass(frozen=True)
class Source:
    """Whose ledger it is, in the words of the header; `hosts` are all that its heads were ever issued under."""

    schema: str
    name: str
    issuer: str
    hosts: Sequence[str]
    jwks: Mapping[str, Any]


def write_export(
    out: BinaryIO, *, source: Source, exported_at: datetime, batches: Iterable[SealedBatch], sign: Sign
) -> Frontier:
    """Writes one export file batch by batch; returns the frontier of all entries in it."""
    digest = hashlib.sha256()

    def line(data: bytes) -> None:
        digest.update(data + b"\n")
        out.write(data + b"\n")

    header = canonical_bytes(
        {
            "format": FORMAT,
            "reseller": {"schema": source.schema, "name": source.name},
            "hosts": sorted(source.hosts),
            "exported_at": instant_text(exported_at),
            "jwks": dict(source.jwks),
        }
    )
    line(header)
    heads, frontier = 0, Frontier()
    for batch in batches:
        for entry in batch.entries:
            line(entry)
        line(
            canonical_bytes(
                {
                    "frontier": list(batch.frontier),
                    "head": batch.head,
                    "leaves": [leaf.hex() for leaf in batch.leaves],
                }
            )
        )
        heads += 1
        frontier = _after(frontier, batch)
    trailer = {
        "iss": source.issuer,
        "at": instant_text(exported_at),
        "header_sha256": hashlib.sha256(header).hexdigest(),
        "sha256": digest.hexdigest(),
        "entries": frontier.size,
        "heads": heads,
        "root_hash": frontier.root().hex(),
    }
    line(canonical_bytes({"trailer": sign(trailer, TRAILER_TYP)}))
    return frontier


def _after(frontier: Frontier, batch: SealedBatch) -> Frontier:
    """Returns the tree behind a batch as it is kept beside the head, or from its leaves if that was spoilt."""
    try:
        return Frontier.from_hex(frontier.size + len(batch.leaves), batch.frontier)
    except (TypeError, ValueError):
        spoilt = frontier.copy()
        spoilt.extend(batch.leaves)
        return spoilt
