"""Exports a reseller's sealed ledger as one file that anyone can check without us (invariant 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tenants.ledger import clock
from tenants.ledger.export_format import SealedBatch, Source, write_export
from tenants.ledger.keys import public_jwks, sign_jws, signer, unverified
from tenants.ledger.models import TreeHead
from tenants.ledger.sealing.places import Places, heads
from tenants.ledger.sealing.queries import newest_head, unsealed
from tenants.resellers import whole_files
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
    """Writes the current schema's export to a file, which is there whole or not at all; raises OSError."""
    with whole_files.writing(path) as out:
        return export(out)


def export(out: BinaryIO) -> Exported:
    """Writes the current schema's sealed entries and heads, a batch at a time."""
    schema = connection.schema_name
    signer(schema)  # an export without keys could not be checked
    head, waiting = newest_head(), unsealed()
    signed = TreeHead.objects.filter(size__lte=head.size if head else 0).values_list("signed", flat=True)
    issuer = host_of(schema)
    source = Source(
        schema=schema,
        name=_name(schema),
        issuer=issuer,
        hosts=sorted({issuer, *(_issuer(token) for token in signed.iterator())}),
        jwks=public_jwks(schema),
    )
    frontier = write_export(
        out,
        source=source,
        exported_at=clock.now(),
        batches=_batches(head),
        sign=lambda payload, typ: sign_jws(schema, payload, typ=typ),
    )
    return Exported(frontier.size, head, waiting)


def _batches(newest: TreeHead | None) -> Iterator[SealedBatch]:
    """Reads one head and its entries after the other, as they stand; frozen rows cannot change in between."""
    rows, before = Places(), 0
    for head in heads() if newest else ():
        if newest and head.size > newest.size:
            return
        places = rows.between(before, head.size)
        yield SealedBatch(
            entries=[row.data for row in places if row.data is not None],
            leaves=[row.listed for row in places],
            frontier=head.frontier if isinstance(head.frontier, list) else [],
            head=head.signed,
        )
        before = head.size


def _issuer(signed: str) -> str:
    """Returns the host that a head names as its issuer; whether it did sign it is the verifier's to say."""
    # One that was changed in the table may name none: the verifier will tell.
    return str(unverified(signed, 1).get("iss") or host_of(connection.schema_name))


def _name(schema: str) -> str:
    reseller = Reseller.objects.filter(schema_name=schema).first()
    return reseller.name if reseller else schema
