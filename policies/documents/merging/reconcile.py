"""Two people changed the same words: both changes in one text, where they touch different words of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from policies.documents.comparing.tokens import tokens
from policies.documents.merging.meaning import is_whole, says_otherwise, sentences
from policies.documents.model.tree import own

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from policies.documents.model.document import Provision


@dataclass(frozen=True, slots=True)
class _Edit:
    """One side puts `words` in place of the base's tokens from `start` to `end`."""

    start: int
    end: int
    words: tuple[str, ...]


def merge_words(base: str, theirs: str, mine: str) -> str | None:
    """Returns both changes to a text as one; None where they change the same words, or words side by side.

    None also where both change one sentence and one of them its numbers, negations or conditions: nobody meant both.
    The order of the two sides does not matter, and a side that changed nothing leaves the other's text.
    """
    if theirs in {base, mine}:
        return mine
    if mine == base:
        return theirs
    words = tuple(tokens(base))
    there, here = _edits(words, theirs), _edits(words, mine)
    edits = sorted({*there, *here}, key=lambda edit: (edit.start, edit.end))
    if any(after.start <= before.end for before, after in pairwise(edits)) or _mixed(words, there - here, here - there):
        return None
    merged: list[str] = []
    at = 0
    for edit in edits:
        merged += [*words[at : edit.start], *edit.words]
        at = edit.end
    return " ".join("".join([*merged, *words[at:]]).split())


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


def _mixed(base: Sequence[str], theirs: Collection[_Edit], mine: Collection[_Edit]) -> bool:
    """Tells whether both changed one sentence, and one of them what it means."""
    numbers = sentences(base)
    both = _touched(numbers, theirs) & _touched(numbers, mine)
    return any(
        _touched(numbers, [edit]) & both
        and says_otherwise(base[edit.start : edit.end], edit.words, _behind(base, edit))
        for edit in (*theirs, *mine)
    )


def _touched(numbers: Sequence[int], edits: Iterable[_Edit]) -> set[int]:
    """Returns the sentences of the base that edits change; whole sentences put between two change neither."""
    return {
        number
        for edit in edits
        if edit.start < edit.end or not is_whole(edit.words)
        for number in numbers[edit.start : max(edit.end, edit.start + 1)]
    }


def _behind(base: Sequence[str], edit: _Edit) -> str:
    return next((token for token in base[edit.end :] if not token.isspace()), "")


def _edits(base: tuple[str, ...], changed: str) -> set[_Edit]:
    """Returns one side's changes; what it deletes and inserts in one place is one change."""
    words = tuple(tokens(changed))
    edits: list[_Edit] = []
    for block in Indel.opcodes(base, words):
        if block.tag == "equal":
            continue
        put = words[block.dest_start : block.dest_end]
        if edits and edits[-1].end == block.src_start:
            put, start = (*edits[-1].words, *put), edits.pop().start
        else:
            start = block.src_start
        edits.append(_Edit(start, block.src_end, put))
    return {_slid(edit, base) for edit in edits}


def _slid(edit: _Edit, base: tuple[str, ...]) -> _Edit:
    """Returns a new sentence put in before a full stop as put in behind it, where it reads as one."""
    if edit.start == edit.end < len(base) and edit.words[0] == base[edit.end] and is_whole(edit.words[:1]):
        return _Edit(edit.start + 1, edit.end + 1, (*edit.words[1:], edit.words[0]))
    return edit
