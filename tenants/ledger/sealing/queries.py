"""Reads of the sealed tree: its newest head, what waits, and an entry's bytes as they are sealed."""

import datetime as dt
import json
import uuid

from tenants.ledger.entries import entry_bytes
from tenants.ledger.models import Entry, Leaf, TreeHead, Unsealed
from tenants.ledger.sealing.merkle import BLOCK

#: An entry's columns as `row_bytes` takes them.
COLUMNS = "id, at, verb, by, subject_type, subject_id, facts"

EntryRow = tuple[int, dt.datetime, str, uuid.UUID | None, str, str, str]


def newest_head() -> TreeHead | None:
    """Returns the head over most entries, None before the first seal."""
    return TreeHead.objects.order_by("-size").first()


def unsealed() -> int:
    """Returns how many committed entries wait to be sealed."""
    return Unsealed.objects.count()


def block_leaves(index: int, *, until: int | None = None) -> list[bytes]:
    """Returns the leaf hashes of one block in their order, up to leaf `until` if that lies within it."""
    end = (index + 1) * BLOCK if until is None else min(until, (index + 1) * BLOCK)
    found = Leaf.objects.filter(index__gte=index * BLOCK, index__lt=end).order_by("index")
    return [bytes(leaf) for leaf in found.values_list("hash", flat=True)]


def row_bytes(row: EntryRow) -> bytes:
    """Returns the canonical bytes of an entry read as `COLUMNS`, its facts still JSON; raises ValueError, TypeError."""
    seq, at, verb, by, subject_type, subject_id, facts = row
    return entry_bytes(
        seq=seq,
        at=at,
        verb=verb,
        by=by,
        subject_type=subject_type,
        subject_id=subject_id,
        facts=json.loads(facts),
    )


def bytes_of(entry: Entry) -> bytes:
    """Returns the canonical bytes of an entry as the database has it now."""
    return entry_bytes(
        seq=entry.pk,
        at=entry.at,
        verb=entry.verb,
        by=entry.by,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        facts=entry.facts,
    )
