"""How the entries found differ from the entries sealed: altered, missing, inserted or moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
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
    gaps = [
        (range(found_from, found_to), range(sealed_from, sealed_to))
        for tag, found_from, found_to, sealed_from, sealed_to in SequenceMatcher(
            None, found, sealed, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
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


def _order(difference: Difference) -> tuple[int, int]:
    found, sealed = difference.found_at, difference.sealed_at
    return (found if found is not None else sealed or 0, 0 if found is not None else 1)
