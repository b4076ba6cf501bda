"""The words that one text has and another has not, in the order in which both are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import Indel

_TOKEN: Final = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words that is in both texts, only in the new, or only in the old."""

    op: Literal["equal", "insert", "delete"]
    text: str


def redline(old_text: str, new_text: str) -> tuple[Segment, ...]:
    """Give the segments; equal and insert joined are the new text exactly, equal and delete the old.

    A stretch of nothing but space between two changes is read as part of them, so that a changed phrase is shown once
    deleted and once inserted, not word by word in turn.
    """
    old, new = _TOKEN.findall(old_text), _TOKEN.findall(new_text)
    segments: list[Segment] = []
    deleted = inserted = ""
    blocks = Indel.opcodes(old, new)
    for index, block in enumerate(blocks):
        before = "".join(old[block.src_start : block.src_end])
        after = "".join(new[block.dest_start : block.dest_end])
        joins = after.isspace() and bool(deleted or inserted) and index + 1 < len(blocks)
        if block.tag != "equal" or joins:
            deleted, inserted = deleted + before, inserted + after
        else:
            segments += _changed(deleted, inserted)
            segments.append(Segment("equal", after))
            deleted = inserted = ""
    return tuple(segments + _changed(deleted, inserted))


def _changed(deleted: str, inserted: str) -> list[Segment]:
    if deleted == inserted:
        return [Segment("equal", inserted)] if inserted else []
    segments = [Segment("delete", deleted)] if deleted else []
    return [*segments, Segment("insert", inserted)] if inserted else segments
