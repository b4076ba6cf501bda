"""The words that one text has and another has not, in the order in which both are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, cast

from rapidfuzz.distance import Indel

_TOKEN: Final = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words that is in both texts, only in the new, or only in the old."""

    op: Literal["equal", "insert", "delete"]
    text: str


def redline(old_text: str, new_text: str) -> tuple[Segment, ...]:
    """Returns the segments; equal and insert joined are the new text exactly, equal and delete the old.

    A stretch of nothing but space between two changes is read as part of them, so that a changed phrase is shown once
    deleted and once inserted, not word by word in turn.
    """
    if not old_text or not new_text:
        return tuple(_changed(old_text, new_text))
    old, new = _tokens(old_text), _tokens(new_text)
    segments: list[Segment] = []
    deleted = inserted = ""
    blocks = cast("list[tuple[str, int, int, int, int]]", Indel.opcodes(old, new).as_list())
    last = len(blocks) - 1
    for index, (tag, start, end, new_start, new_end) in enumerate(blocks):
        if tag == "insert":
            inserted += "".join(new[new_start:new_end])
        elif tag == "delete":
            deleted += "".join(old[start:end])
        else:
            same = "".join(new[new_start:new_end])
            if index < last and (deleted or inserted) and same.isspace():
                deleted, inserted = deleted + same, inserted + same
            else:
                segments += _changed(deleted, inserted)
                segments.append(Segment("equal", same))
                deleted = inserted = ""
    return tuple(segments + _changed(deleted, inserted))


def _tokens(text: str) -> list[str]:
    """Cuts at single spaces first: most of what lies between is a word, and asking costs less than searching."""
    if "  " in text:
        return _TOKEN.findall(text)
    tokens: list[str] = []
    for piece in text.split(" "):
        if piece.isalnum():
            tokens.append(piece)
        else:
            tokens += _TOKEN.findall(piece)
        tokens.append(" ")
    tokens.pop()
    return tokens


def _changed(deleted: str, inserted: str) -> list[Segment]:
    if deleted == inserted:
        return [Segment("equal", inserted)] if inserted else []
    segments = [Segment("delete", deleted)] if deleted else []
    if inserted:
        segments.append(Segment("insert", inserted))
    return segments
