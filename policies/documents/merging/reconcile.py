"""Two people changed the same words: both changes in one text, where they touch different words of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.distance import Indel

from policies.documents.model.tree import own

if TYPE_CHECKING:
    from policies.documents.model.document import Provision

_TOKEN: Final = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class _Edit:
    """One side puts `words` in place of the base's tokens from `start` to `end`."""

    start: int
    end: int
    words: tuple[str, ...]


def merge_words(base: str, theirs: str, mine: str) -> str | None:
    """Returns both changes to a text as one; None where they change the same words, or words side by side.

    The order of the two sides does not matter, and a side that changed nothing leaves the other's text.
    """
    if theirs in {base, mine}:
        return mine
    if mine == base:
        return theirs
    tokens = tuple(_TOKEN.findall(base))
    edits = sorted({*_edits(tokens, theirs), *_edits(tokens, mine)}, key=lambda edit: (edit.start, edit.end))
    for before, after in pairwise(edits):
        if after.start <= before.end:
            return None
    merged: list[str] = []
    at = 0
    for edit in edits:
        merged += [*tokens[at : edit.start], *edit.words]
        at = edit.end
    return " ".join("".join([*merged, *tokens[at:]]).split())


def merge_provision(base: Provision, theirs: Provision, mine: Provision) -> Provision | None:
    """Returns both changes to one provision's own words and marks; None where both changed one thing differently."""
    merged: dict[str, Any] = {}
    for field in fields(own(base)):
        name = field.name
        if name in {"key", "children"}:
            continue
        before, their, my = getattr(base, name), getattr(theirs, name), getattr(mine, name)
        if their in (before, my):
            merged[name] = my
        elif my == before:
            merged[name] = their
        elif name == "text" and (words := merge_words(before, their, my)) is not None:
            merged[name] = words
        else:
            return None
    return replace(theirs, **merged)


def _edits(tokens: tuple[str, ...], changed: str) -> set[_Edit]:
    """Returns one side's changes; what it deletes and inserts in one place is one change."""
    words = tuple(_TOKEN.findall(changed))
    edits: list[_Edit] = []
    for block in Indel.opcodes(tokens, words):
        if block.tag == "equal":
            continue
        put = words[block.dest_start : block.dest_end]
        if edits and edits[-1].end == block.src_start:
            put, start = (*edits[-1].words, *put), edits.pop().start
        else:
            start = block.src_start
        edits.append(_Edit(start, block.src_end, put))
    return set(edits)
