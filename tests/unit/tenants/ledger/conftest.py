"""A small ledger export that the tests of the verifier start from."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tenants.ledger import export_format as form
from tenants.ledger import keys
from tenants.ledger.entries import entry_bytes
from tenants.ledger.sealing.heads import HEAD_TYP, head_payload
from tenants.ledger.sealing.merkle import Frontier, leaf_hash

AT = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


@dataclass
class Ledger:
    """Builds exports of one reseller, whose keys lie in `keys_dir`."""

    keys_dir: Path
    schema: str = "acme"
    host: str = "acme.localhost"
    batches: list[form.SealedBatch] = field(default_factory=list)
    frontier: Frontier = field(default_factory=Frontier)

    def seal(self, entries: Sequence[bytes]) -> str:
        """Add a batch and return its signed head."""
        leaves = [leaf_hash(entry) for entry in entries]
        before, self.frontier = self.frontier.size, self.frontier.copy()
        self.frontier.extend(leaves)
        payload = head_payload(issuer=self.host, frontier=self.frontier, at=AT, previous_size=before)
        head = self.sign(payload, HEAD_TYP)
        self.batches.append(form.SealedBatch(list(entries), leaves, self.frontier.to_hex(), head))
        return head

    def sign(self, payload: Any, typ: str) -> str:
        return keys.sign_jws(self.schema, payload, typ=typ, keys_dir=self.keys_dir)

    def export(self) -> bytes:
        """Return the bytes of the export file."""
        out = io.BytesIO()
        jwks = keys.public_jwks(self.schema, keys_dir=self.keys_dir)
        source = form.Source(self.schema, "Acme", self.host, [self.host], jwks)
        form.write_export(out, source=source, exported_at=AT, batches=self.batches, sign=self.sign)
        return out.getvalue()


def entry(seq: int, **facts: object) -> bytes:
    """Return the canonical bytes of an entry."""
    return entry_bytes(
        seq=seq,
        at=AT + dt.timedelta(microseconds=seq),
        verb="post_version",
        by=uuid.UUID(int=seq),
        subject_type="versions.policyversion",
        subject_id=str(seq),
        facts=facts,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger of five entries under two heads: lines 2, 3 and 5, 6, 7 of the export; its heads are lines 4 and 8."""
    made = Ledger(tmp_path / "keys")
    keys.signer(made.schema, keys_dir=made.keys_dir)
    made.seal([entry(1), entry(2, note="größer")])
    made.seal([entry(4), entry(3), entry(7)])
    return made
