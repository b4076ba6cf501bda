"""A tiny evidence file with everything that is checked in it, made without a database."""

import datetime as dt
import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from portal.evidence.file import manifest as form
from portal.evidence.file.contents import ACKNOWLEDGEMENT
from tenants.ledger.checking.proofs import CONSISTENCY, INCLUSION
from tenants.ledger.entries import canonical_bytes, entry_bytes, instant_text, read_canonical
from tenants.ledger.keys import public_jwks, sign_jws
from tenants.ledger.sealing.heads import HEAD_TYP, head_payload
from tenants.ledger.sealing.merkle import Frontier, consistency_proof, inclusion_proof, leaf_hash

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PERSON = UUID("11111111-1111-4111-8111-111111111111")
ROW = "22222222-2222-4222-8222-222222222222"
WORDS = canonical_bytes({"title": "AUP"})
SALT = b"0123456789abcdef"


def signing(keys_dir: Path) -> Callable[[Any, str], str]:
    return lambda payload, typ: sign_jws("acme", payload, typ=typ, keys_dir=keys_dir)


def tiny(keys_dir: Path) -> dict[str, bytes]:
    """The members."""
    sign = signing(keys_dir)
    digest = hashlib.sha256(WORDS).hexdigest()
    said = {"digest": digest, "binding_digest": digest, "capacity": "representative", "method": "portal", "ticks": []}
    opened = hashlib.sha256(SALT + b"Delta").hexdigest()
    acts = [
        entry_bytes(seq=1, at=AT, verb="customer.added", by=None, subject_type="customers.customer", subject_id=ROW,
                    facts={"reference": "C-1", "name_digest": opened}),
        entry_bytes(seq=2, at=AT, verb="version.acknowledged", by=PERSON, subject_type=ACKNOWLEDGEMENT,
                    subject_id=ROW, facts=said),
        entry_bytes(seq=3, at=AT, verb="other", by=None, subject_type="x.y", subject_id="1", facts={}),
    ]  # fmt: skip
    leaves = [leaf_hash(act) for act in acts]
    heads = []
    for size in (2, 3):
        frontier = Frontier()
        frontier.extend(leaves[:size])
        heads.append(
            sign(
                head_payload(issuer="acme.localhost", frontier=frontier, previous_size=0 if size == 2 else 2, at=AT),
                HEAD_TYP,
            )
        )
    entries = [
        {"format": INCLUSION, "entry": read_canonical(acts[at]), "index": at, "head": heads[0],
         "path": [step.hex() for step in inclusion_proof(at, leaves[:2])]}
        for at in range(2)
    ]  # fmt: skip
    leading = {"format": CONSISTENCY, "first": heads[0], "second": heads[1],
               "path": [step.hex() for step in consistency_proof(2, leaves)]}  # fmt: skip
    claims = said | {"iss": "acme.localhost", "jti": ROW, "person": str(PERSON), "at": instant_text(AT)}
    row = said | {"id": ROW, "person": str(PERSON), "at": instant_text(AT), "files": {"digest": "documents/aup-1.json"},
                  "receipt": sign(claims, form.RECEIPT_TYP)}  # fmt: skip
    name = {"seq": 1, "name": "name", "salt": SALT.hex(), "value": "Delta"}
    return {
        form.README: b"Read me.\n",
        form.KEYS: canonical_bytes(public_jwks("acme", keys_dir=keys_dir)),
        form.ENTRIES: lines(*entries),
        form.HEADS: lines(leading),
        form.HEAD: heads[1].encode(),
        form.OPENINGS: b"",
        form.NAMES: canonical_bytes({"people": [], "ledger": [name]}),
        "documents/aup-1.json": WORDS,
        f"records/{ACKNOWLEDGEMENT}.jsonl": lines(row),
    }


def lines(*values: dict[str, Any]) -> bytes:
    return b"".join(canonical_bytes(value) + b"\n" for value in values)


def written(keys_dir: Path, members: dict[str, bytes]) -> bytes:
    """The whole file."""
    about = form.About(
        kind="customer",
        subject={"type": "customers.customer", "id": ROW, "label": "C-1"},
        reseller={"schema": "acme", "name": "Acme"},
        issuer="acme.localhost",
        hosts=["acme.localhost"],
        exported_at=AT,
        exported_by=None,
        withheld=[],
    )
    out = BytesIO()
    form.write_evidence(out, about=about, members=members, sign=signing(keys_dir))
    return out.getvalue()


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def file(keys_dir: Path) -> bytes:
    """A small whole file."""
    return written(keys_dir, tiny(keys_dir))
