"""The manifest: what the file is about, every member with its SHA-256, signed with the reseller's key.

Members stand in the container in this order: `manifest.json`, `manifest.jws`, then all others by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final

from portal.evidence.file.container import write_container
from tenants.ledger.entries import canonical_bytes, instant_text

FORMAT: Final = "proviso-evidence/1"
SIGNATURE_TYP: Final = "proviso-evidence+jws"
#: The kind of token a receipt is; `policies.acknowledgements.rules` says the same, and a test holds them together.
RECEIPT_TYP: Final = "proviso-receipt+jwt"

MANIFEST, SIGNATURE = "manifest.json", "manifest.jws"
KEYS, NAMES, SUMMARY, README = "keys.json", "names.json", "summary.pdf", "README.txt"
ENTRIES, HEADS, HEAD = "ledger/entries.jsonl", "ledger/heads.jsonl", "ledger/head.jws"
OPENINGS = "ledger/openings.jsonl"
RECORDS = "records/"
FIELDS: Final = frozenset(
    {"exported_at", "exported_by", "format", "hosts", "issuer", "kind", "members", "reseller", "subject", "withheld"}
)

Sign = Callable[[Mapping[str, Any], str], str]  # payload, typ -> compact JWS


@dataclass(frozen=True, slots=True)
class About:
    """What an evidence file is about, and who exported it (a pseudonym); `withheld` says what was left out and why."""

    kind: str
    subject: Mapping[str, str]
    reseller: Mapping[str, str]
    issuer: str
    hosts: Sequence[str]
    exported_at: datetime
    exported_by: str | None
    withheld: Sequence[str]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the whole file's size in bytes, its SHA-256 and that of its manifest, and how many members."""

    size: int
    sha256: str
    manifest_sha256: str
    members: int


def write_evidence(out: BinaryIO, *, about: About, members: Mapping[str, bytes], sign: Sign) -> Written:
    """Write the whole file: manifest, signature, members by name; raises TooLarge, ValueError for a name."""
    manifest = canonical_bytes(
        {
            "format": FORMAT,
            "kind": about.kind,
            "subject": dict(about.subject),
            "reseller": dict(about.reseller),
            "issuer": about.issuer,
            "hosts": sorted(about.hosts),
            "exported_at": instant_text(about.exported_at),
            "exported_by": about.exported_by,
            "withheld": list(about.withheld),
            "members": [
                {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
                for name, data in sorted(members.items())
            ],
        }
    )
    digest = hashlib.sha256(manifest).hexdigest()
    payload = {"iss": about.issuer, "at": instant_text(about.exported_at), "manifest_sha256": digest}
    signature = sign(payload, SIGNATURE_TYP).encode("ascii")
    digesting = _Digesting(out)
    whole = [(MANIFEST, manifest), (SIGNATURE, signature), *sorted(members.items())]
    size = write_container(digesting, whole)  # type: ignore[arg-type]  # all that is asked of it is `write`
    return Written(size, digesting.digest.hexdigest(), digest, len(whole))


class _Digesting:
    """Digests what it passes on."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self.out.write(data)
