"""The sealer: takes what is committed into the tree, in batches, and signs a head over each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from tenants.ledger import clock
from tenants.ledger.keys import sign_jws
from tenants.ledger.models import Block, TreeHead
from tenants.ledger.sealing.heads import HEAD_TYP, head_payload
from tenants.ledger.sealing.merkle import BLOCK, Frontier, leaf_hash, root
from tenants.ledger.sealing.queries import COLUMNS, EntryRow, block_leaves, newest_head, row_bytes
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection

BATCH = 2_000  # entries under one head at most: bounds memory, and how far a fault that only a head shows is narrowed

_ONE_SEALER = "SELECT pg_advisory_xact_lock(hashtextextended('ledger.seal ' || %s, 0))"
# Only what is committed can be seen here; what is committed later is taken by a later seal, whatever its number.
_TAKE = f"""
WITH taken AS (
  DELETE FROM ledger_unsealed WHERE entry_id IN (SELECT entry_id FROM ledger_unsealed ORDER BY entry_id LIMIT %s)
  RETURNING entry_id
)
SELECT {COLUMNS} FROM ledger_entry JOIN taken ON id = entry_id ORDER BY id
"""  # noqa: S608 - only our own column names stand in it
_ADD_LEAVES = "COPY ledger_leaf (index, entry_id, hash) FROM STDIN (FORMAT BINARY)"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one call sealed, and the newest head (None: nothing was ever sealed)."""

    entries: int
    head: TreeHead | None


def seal(*, batch: int = BATCH) -> Sealed:
    """Seals every entry of the current schema that is committed now; several sealers at once take turns."""
    entries = 0
    while taken := seal_batch(limit=batch):
        entries += taken
    return Sealed(entries, newest_head())


@transaction.atomic
def seal_batch(*, limit: int = BATCH) -> int:
    """Seals up to `limit` entries under one signed head, all or none; returns how many."""
    schema = connection.schema_name
    with connection.cursor() as cursor:
        cursor.execute(_ONE_SEALER, [schema])
        cursor.execute(_TAKE, [limit])
        taken: list[EntryRow] = cursor.fetchall()
    if not taken:
        return 0
    at = clock.now()
    last = newest_head()
    frontier = Frontier.from_hex(last.size, last.frontier) if last else Frontier()
    hashes = [leaf_hash(row_bytes(row)) for row in taken]
    _add_leaves(frontier.size, (row[0] for row in taken), hashes)
    frontier.extend(hashes)
    _complete_blocks(frontier.size)
    _sign(schema=schema, frontier=frontier, before=last, at=at)
    return len(taken)


def _add_leaves(first: int, entries: Iterable[int], hashes: Iterable[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(_ADD_LEAVES) as copy:
        copy.set_types(["int8", "int8", "bytea"])
        for index, (entry, leaf) in enumerate(zip(entries, hashes, strict=True), start=first):
            copy.write_row((index, entry, leaf))


def _complete_blocks(size: int) -> None:
    """Keeps the hash of every full block of leaves that has none yet."""
    last = Block.objects.order_by("-index").first()
    for index in range(last.index + 1 if last else 0, size // BLOCK):
        Block.objects.create(index=index, hash=root(block_leaves(index)))


def _sign(*, schema: str, frontier: Frontier, before: TreeHead | None, at: dt.datetime) -> None:
    payload = head_payload(issuer=host_of(schema), frontier=frontier, at=at, previous_size=before.size if before else 0)
    TreeHead.objects.create(
        size=frontier.size,
        root=frontier.root(),
        frontier=frontier.to_hex(),
        at=at,
        signed=sign_jws(schema, payload, typ=HEAD_TYP),
    )
