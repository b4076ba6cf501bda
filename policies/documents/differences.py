"""What of a file's words an import lost, invented or moved, each to be looked at and confirmed by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

    from policies.documents.reading.words import Difference, WordCount

_CODE: Final = 8


@dataclass(frozen=True, slots=True)
class ToLook:
    """Words that stand in one place of the file and another of the draft, or on one side only.

    `at` counts the words of the file before them, from 0; `context` is the words around them there, and `now` those
    around where moved words stand now. `code` names it when it is confirmed: the same file gives the same code.
    """

    op: Literal["lost", "invented", "moved"]
    words: tuple[str, ...]
    at: int
    context: str
    now: str = ""

    @property
    def code(self) -> str:
        """Returns the short name by which it is confirmed."""
        told = "\0".join([self.op, str(self.at), *self.words])
        return sha256(told.encode()).hexdigest()[:_CODE]

    @property
    def said(self) -> str:
        """Says what happened in a few words, such as `12 words moved`."""
        count = len(self.words)
        return f"{count} word{'' if count == 1 else 's'} {self.op}"


def to_look_at(words: WordCount) -> tuple[ToLook, ...]:
    """Returns each difference; what was lost in one place and stands in another is one, moved."""
    invented: defaultdict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for difference in words.differences:
        if difference.op == "invented":
            invented[difference.words].append(difference)
    found: list[ToLook] = []
    moved: set[int] = set()
    for difference in words.differences:
        if difference.op == "lost" and invented[difference.words]:
            other = invented[difference.words].pop(0)
            moved.add(id(other))
            found.append(ToLook("moved", difference.words, difference.at, difference.context, other.context))
        elif difference.op == "lost":
            found.append(ToLook("lost", difference.words, difference.at, difference.context))
    found += [
        ToLook("invented", one.words, one.at, one.context)
        for one in words.differences
        if one.op == "invented" and id(one) not in moved
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def unconfirmed(words: WordCount, confirmed: Collection[str]) -> tuple[ToLook, ...]:
    """Returns what nobody has confirmed yet by its code."""
    return tuple(one for one in to_look_at(words) if one.code not in confirmed)
