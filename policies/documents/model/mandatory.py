"""What a vendor makes mandatory: a reseller may add to such provisions, never alter, move or delete them (R3, R4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from policies.documents.model.document import Document, Placed, Provision

# Only after the end of a sentence can another be added; anything that goes on in it would change what it says.
_SENTENCE_ENDS: Final = re.compile(r"[.!?][)\]”’\"']*\Z")


class Alteration(StrEnum):
    """In which way a copy does not keep a mandatory provision."""

    DELETED = "deleted"
    WORDS = "words"
    MEANING = "meaning"  # its kind, or that it needs authorization or leaves room for discretion
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Altered:
    """One mandatory provision that a copy alters; `placed` is where the release has it."""

    placed: Placed
    how: Alteration


def guarded(release: Document, marked: Collection[str]) -> frozenset[str]:
    """Returns the marked provisions and the lead-ins above them, whose words are part of what they say."""
    placed = release.placed()
    found: set[str] = set()
    for key in marked:
        at: str | None = key
        while at is not None and at in placed:
            if at == key or placed[at].provision.kind is not Kind.HEADING:
                found.add(at)
            at = placed[at].parent_key
    return frozenset(found)


def altered(release: Document, marked: Collection[str], ours: Document) -> tuple[Altered, ...]:
    """Names every mandatory provision that ours does not keep, in the release's order; both with variables unfilled.

    Kept is what stands under the same lead-in, with the same kind and marks, in the same words; whole sentences may
    follow them, and provisions may be added below. Numbers, categories, headings and the place among siblings are free.
    """
    keep, theirs, mine = guarded(release, marked), release.placed(), ours.placed()
    found = []
    for key, placed in theirs.items():
        if key in keep and (how := _how(placed, mine.get(key), theirs, mine)) is not None:
            found.append(Altered(placed, how))
    return tuple(found)


def adds_only(old: str, new: str) -> bool:
    """Tells whether a text is another one, or that with whole sentences after it."""
    if new == old:
        return True
    if not _SENTENCE_ENDS.search(old) or not new.startswith(f"{old} "):
        return False
    following = new[len(old) + 1 :].lstrip("“‘\"'([")
    return bool(following) and not following[0].islower() and following[0].isalnum()


def _how(
    theirs: Placed, mine: Placed | None, there: Mapping[str, Placed], here: Mapping[str, Placed]
) -> Alteration | None:
    if mine is None:
        return Alteration.DELETED
    if not adds_only(theirs.provision.text, mine.provision.text):
        return Alteration.WORDS
    if _meaning(theirs.provision) != _meaning(mine.provision):
        return Alteration.MEANING
    return None if _lead_in(theirs, there) == _lead_in(mine, here) else Alteration.MOVED


def _meaning(provision: Provision) -> tuple[Kind, bool, bool]:
    return provision.kind, provision.needs_authorization, provision.discretionary


def _lead_in(placed: Placed, among: Mapping[str, Placed]) -> str | None:
    """Returns the nearest provision above that says something itself."""
    key = placed.parent_key
    while key is not None and among[key].provision.kind is Kind.HEADING:
        key = among[key].parent_key
    return key
