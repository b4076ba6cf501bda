"""Checks the entries under one tree head against what was sealed, and says where the proof goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tenants.ledger.checking.differences import Difference, differences
from tenants.ledger.sealing.heads import SignedRoot
from tenants.ledger.sealing.merkle import Frontier
from tenants.ledger.sentences import marked as _

LIST_CHANGED = _("the leaf hashes kept beside the tree head over {size} entries were changed")
NOT_SEALED = _("the tree head over {size} entries does not seal the entries {first} to {last} as they stand here")
FRONTIER_CHANGED = _("the frontier kept beside the tree head over {size} entries was changed")
SIZE_CHANGED = _("this tree head seals {size} entries, but {here} stand here up to it")


@dataclass(frozen=True)
class BatchCheck:
    """The outcome: faults of the head's own data, differences of the entries, and the tree proven so far.

    `leaves` are the hashes that the signed root proves, None if neither the entries nor the list lead to it.
    """

    proven: Frontier
    leaves: Sequence[bytes] | None
    faults: tuple[str, ...]
    differences: tuple[Difference, ...]


def check_batch(
    *,
    base: Frontier,
    found: Sequence[bytes],
    listed: Sequence[bytes],
    frontier: Frontier | None,
    signed: SignedRoot,
    by_number: Callable[[], Sequence[bytes]],
) -> BatchCheck:
    """Compares the leaf hashes found and those listed with the signed root over `base` and them.

    `by_number` gives those found in the order of the entries' numbers, in which the sealer took them: where a whole
    list was put in another order, it still leads to the root.
    """
    faults: list[str] = []
    leaves: Sequence[bytes] | None = None
    beside = frontier if frontier is not None and _is(frontier, signed) else None
    readings: list[Callable[[], Sequence[bytes]]] = [lambda: listed, lambda: found, by_number]
    for reading in readings:
        tree = _extended(base, reading())
        if _is(tree, signed):
            proven, leaves = tree, reading()
            break
    else:
        # The frontier is proven by the root it folds to, so the walk can go on from it behind a broken batch.
        proven = beside or _extended(base, found)
        faults.append(NOT_SEALED)
        if base.size + len(found) != signed.size:
            faults.append(SIZE_CHANGED)
    if leaves is not None and list(leaves) != list(listed):
        faults.append(LIST_CHANGED)
    differing = differences(found, listed if leaves is None else leaves)
    if beside is None:
        faults.append(FRONTIER_CHANGED)
    return BatchCheck(proven, leaves, tuple(faults), tuple(differing))


def leads_to(signed: SignedRoot, base: Frontier, leaves: Sequence[bytes]) -> bool:
    """Says whether these leaf hashes after `base` have the signed root."""
    return base.size + len(leaves) == signed.size and _is(_extended(base, leaves), signed)


def root_at(size: int, *, base: Frontier, check: BatchCheck) -> bytes | None:
    """Returns the root of the tree when it had `size` leaves, within this batch; None if nothing proves it."""
    if check.leaves is not None:
        return _extended(base, check.leaves[: size - base.size]).root()
    return check.proven.root() if check.proven.size == size else None


def _extended(base: Frontier, leaves: Sequence[bytes]) -> Frontier:
    tree = base.copy()
    tree.extend(leaves)
    return tree


def _is(tree: Frontier, signed: SignedRoot) -> bool:
    return tree.size == signed.size and tree.root() == signed.root


def frontier_beside(size: int, hashes: list[str]) -> Frontier | None:
    """Reads the frontier beside a head; None if it is not one of that size."""
    try:
        return Frontier.from_hex(size, hashes)
    except (TypeError, ValueError):
        return None
