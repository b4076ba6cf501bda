"""The words that one text has and another has not, in the order in which both are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from rapidfuzz.distance import Indel

from policies.documents.comparing.function_words import FUNCTION_WORDS
from policies.documents.comparing.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    #: What is done to get from one text to the other: the kind, and from where to where in the old and in the new one.
    Block = tuple[str, int, int, int, int]

#: Texts that share less than this part of what the shorter one says are strangers.
_AKIN: Final = 0.35
#: Texts that share more than this part of all words and spaces need no closer look.
_MOSTLY: Final = 0.85
#: So much is enough of long texts, whose spaces and function words alone come to less.
_MUCH: Final = 0.72
_LONG: Final = 60
#: Fewer words than this on a side say too little for that.
_FEW: Final = 4
#: So many signs and function words between two changes are read as part of them.
_LINK: Final = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words that is in both texts, only in the new, or only in the old."""

    op: Literal["equal", "insert", "delete"]
    text: str


def redline(old_text: str, new_text: str) -> tuple[Segment, ...]:
    """Returns the segments; equal and insert joined are the new text exactly, equal and delete the old.

    Texts that have little in common are shown as the whole old one deleted and the whole new one inserted. So is a
    changed phrase: space, and a few words like “of the”, between two changes are read as part of them.
    """
    if not old_text or not new_text:
        return tuple(_changed(old_text, new_text))
    old, new = tokens(old_text), tokens(new_text)
    blocks = cast("list[Block]", Indel.opcodes(old, new).as_list())
    if _strangers(old, new, blocks):
        return tuple(_changed(old_text, new_text))
    segments: list[Segment] = []
    deleted = inserted = ""
    last = len(blocks) - 1
    for index, (tag, start, end, new_start, new_end) in enumerate(blocks):
        if tag == "insert":
            inserted += "".join(new[new_start:new_end])
        elif tag == "delete":
            deleted += "".join(old[start:end])
        else:
            same = new[new_start:new_end]
            text = "".join(same)
            if (
                index < last
                and (deleted or inserted)
                and (text.isspace() or (len(same) <= _LINK and _links(same, blocks, index)))
            ):
                deleted, inserted = deleted + text, inserted + text
            else:
                segments += _changed(deleted, inserted)
                segments.append(Segment("equal", text))
                deleted = inserted = ""
    return tuple(segments + _changed(deleted, inserted))


def says(token: str) -> bool:
    """Tells whether a token says something by itself: no space, no sign, no word like “the”."""
    return token[-1].isalnum() and token.lower() not in FUNCTION_WORDS


def _strangers(old: Sequence[str], new: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Tells whether two texts share too little for one to be a rewording of the other.

    A beginning or end in common reads well however short it is; what lies between changes must say enough.
    """
    shorter = min(len(old), len(new))
    same = 0
    for tag, start, end, _, _ in blocks:
        if tag == "equal":
            same += end - start
    if same >= (_MOSTLY if shorter < _LONG else _MUCH) * shorter or shorter < 2 * _FEW - 1:
        return False
    shared, enough = 0, _AKIN * (shorter + 1) / 2
    for tag, start, end, _, _ in blocks:
        if tag == "equal":
            shared += sum(map(says, old[start:end]))
            if shared >= enough:
                return False
    least = min(sum(map(says, old)), sum(map(says, new)))
    between = any(end - start > 1 for tag, start, end, _, _ in blocks[1:-1] if tag == "equal")
    return shared == 0 < least or (shared < _AKIN * least and between)


def _links(same: Sequence[str], blocks: Sequence[Block], index: int) -> bool:
    """Tells whether what both have only joins two phrases, each deleted and inserted anew."""
    if index - 2 < 0 or index + 2 >= len(blocks) or "equal" in (blocks[index - 2][0], blocks[index + 2][0]):
        return False
    return not any(map(says, same))


def _changed(deleted: str, inserted: str) -> list[Segment]:
    if deleted == inserted:
        return [Segment("equal", inserted)] if inserted else []
    segments = [Segment("delete", deleted)] if deleted else []
    if inserted:
        segments.append(Segment("insert", inserted))
    return segments
