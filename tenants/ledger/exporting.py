"""Exports a reseller's sealed ledger as one file that anyone can check without us (invariant 10)."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tenants.ledger import clock
from tenants.ledger.exportformat import SealedBatch, Source, write_export
from tenants.ledger.keys import public_jwks, sign_jws, signer
from tenants.ledger.merkle import Frontier
from tenants.ledger.models import Leaf, TreeHead
from tenants.ledger.sealing import bytes_of, newest_head, unsealed
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: entries, the newest head (None: nothing sealed yet), and how many entries wait outside."""

    entries: int
    head: TreeHead | None
    waiting: int


def export_to(path: Path) -> Exported:
    """Write the current schema's export to a file, which is there whole or not at all; raises OSError."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            exported = export(out)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return exported


def export(out: BinaryIO) -> Exported:
    """Write the current schema's sealed entries and heads, a batch at a time."""
    schema = connection.schema_name
    signer(schema)  # an export without keys could not be checked
    head, waiting = newest_head(), unsealed()
    heads = TreeHead.objects.filter(size__lte=head.size if head else 0)
    issuer = host_of(schema)
    source = Source(
        schema=schema,
        name=_name(schema),
        issuer=issuer,
        hosts=sorted({issuer, *(_issuer(signed) for signed in heads.values_list("signed", flat=True))}),
        jwks=public_jwks(schema),
    )
    frontier = write_export(
        out,
        source=source,
        exported_at=clock.now(),
        batches=_batches(list(heads.order_by("size").values_list("size", flat=True))),
        sign=lambda payload, typ: sign_jws(schema, payload, typ=typ),
    )
    return Exported(frontier.size, head, waiting)


def _batches(sizes: list[int]) -> Iterator[SealedBatch]:
    """Read one head and its entries after the other; frozen rows cannot change in between."""
    before = 0
    for size in sizes:
        head = TreeHead.objects.get(size=size)
        leaves = list(Leaf.objects.filter(index__gte=before, index__lt=size).select_related("entry").order_by("index"))
        yield SealedBatch(
            entries=[bytes_of(leaf.entry) for leaf in leaves],
            leaves=[bytes(leaf.hash) for leaf in leaves],
            frontier=Frontier.from_hex(head.size, head.frontier),
            head=head.signed,
        )
        before = size


def _issuer(signed: str) -> str:
    """Return the host that a head names as its issuer; whether it did sign it is the verifier's to say."""
    part = signed.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["iss"])


def _name(schema: str) -> str:
    reseller = Reseller.objects.filter(schema_name=schema).first()
    return reseller.name if reseller else schema
