"""How the entries found differ from the entries sealed: altered, missing, inserted or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["altered", "missing", "inserted", "moved"]


@dataclass(frozen=True)
class Difference:
    """One difference; positions count from 0 within the two lists."""

    kind: Kind
    found_at: int | None
    sealed_at: int | None


def differences(found: Sequence[bytes], sealed: Sequence[bytes]) -> list[Difference]:
    """Returns how the leaf hashes found differ from those sealed, in the order of the file."""
    if list(found) == list(sealed):
        return []
    gaps = _gaps(found, sealed)
    lacking = {sealed[at]: at for _, sealed_gap in gaps for at in sealed_gap}
    moved = {at: lacking.pop(found[at]) for found_gap, _ in gaps for at in found_gap if found[at] in lacking}
    result = [Difference("moved", found_at, sealed_at) for found_at, sealed_at in moved.items()]
    elsewhere = set(moved.values())
    for found_gap, sealed_gap in gaps:
        strange = [at for at in found_gap if at not in moved]
        absent = [at for at in sealed_gap if at not in elsewhere]
        pairs = min(len(strange), len(absent))
        result += [Difference("altered", *pair) for pair in zip(strange, absent, strict=False)]
        result += [Difference("inserted", at, None) for at in strange[pairs:]]
        result += [Difference("missing", None, at) for at in absent[pairs:]]
    return sorted(result, key=_order)


def _gaps(found: Sequence[bytes], sealed: Sequence[bytes]) -> list[tuple[range, range]]:
    """Returns what stands between those that both have in the same order, as many of them as there can be.

    It takes n log n steps, whatever somebody wrote into the file: each leaf hash is met with its equals in their order.
    """
    places: dict[bytes, deque[int]] = {}
    for at, leaf in enumerate(sealed):
        places.setdefault(leaf, deque()).append(at)
    pairs = [(at, places[leaf].popleft()) for at, leaf in enumerate(found) if places.get(leaf)]
    gaps, found_from, sealed_from = [], 0, 0
    for found_at, sealed_at in [*_rising(pairs), (len(found), len(sealed))]:
        gaps.append((range(found_from, found_at), range(sealed_from, sealed_at)))
        found_from, sealed_from = found_at + 1, sealed_at + 1
    return gaps


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the longest run of pairs, neighbours or not, whose second numbers rise as the first do."""
    ends: list[int] = []  # by length, the least second number that a run of that length ends with
    at: list[int] = []  # and which pair that is
    before: list[int] = []
    for index, (_found, sealed) in enumerate(pairs):
        length = bisect_left(ends, sealed)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [sealed]
        at[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _order(difference: Difference) -> tuple[int, int]:
    found, sealed = difference.found_at, difference.sealed_at
    return (found if found is not None else sealed or 0, 0 if found is not None else 1)
