"""Reads the ledger's tables along the tree, some thousand rows at a time, whatever was put into them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import TreeHead
from tenants.ledger.sealing.merkle import leaf_hash
from tenants.ledger.sealing.queries import row_bytes
from tenants.resellers.current import connection

ROWS = 5_000  # read at once
HEADS = 500

# An instant that Python cannot hold (such as infinity) is read as none: nothing like it can have been sealed.
_READ = """
SELECT leaf.index, leaf.entry_id, leaf.hash, entry.id,
       CASE WHEN entry.at BETWEEN '0001-01-02 UTC' AND '9999-12-30 UTC' THEN entry.at END,
       verb, by, subject_type, subject_id, facts
FROM ledger_leaf AS leaf LEFT JOIN ledger_entry AS entry ON entry.id = leaf.entry_id
WHERE leaf.index >= %s AND leaf.index < %s ORDER BY leaf.index
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the tree: the entry's bytes and hash now (None: it is gone), and the hash it was sealed with."""

    index: int
    seq: int
    data: bytes | None
    found: bytes | None
    listed: bytes


@dataclass
class Places:
    """The places in their order; reads ahead, since most heads cover few entries."""

    start: int = 0
    end: int = 0
    held: list[Place] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Place]:
        """Returns the places from `start` up to `end` that there are."""
        if start < self.start or end > self.end:
            self.start, self.end = start, max(end, start + ROWS)
            self.held = _read(self.start, self.end)
        first = bisect_left(self.held, start, key=lambda row: row.index)
        return self.held[first : bisect_left(self.held, end, key=lambda row: row.index)]


def heads() -> Iterator[TreeHead]:
    """Returns every head, smallest first."""
    last = -1
    while found := list(TreeHead.objects.filter(size__gt=last).order_by("size")[:HEADS]):
        yield from found
        last = found[-1].size


def _read(start: int, end: int) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [start, end])
        rows = cursor.fetchall()
    return [_place(row[0], row[1], row[2], row[3:]) for row in rows]


def _place(index: int, seq: int, listed: bytes, entry: Sequence[Any]) -> Place:
    data = _bytes_now(entry)
    return Place(index, seq, data, leaf_hash(data) if data is not None else None, bytes(listed))


def _bytes_now(entry: Sequence[Any]) -> bytes | None:
    if entry[0] is None:
        return None
    try:
        return row_bytes((entry[0], entry[1], entry[2], entry[3], entry[4], entry[5], entry[6]))
    except (ValueError, TypeError, AttributeError, RecursionError):  # such as a float put into the facts
        return canonical_bytes({"at": "", "cannot be sealed": repr(entry), "seq": entry[0]})
