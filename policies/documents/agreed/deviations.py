"""What one customer's agreement says otherwise than the policy, put into the document that binds that customer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import rfc8785

from policies.documents.comparing.redline import Segment, redline
from policies.documents.model.digest import provision_digest
from policies.documents.model.document import Document, Kind, Provision
from policies.documents.model.tree import Tree, own

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class Effect(StrEnum):
    """What a deviation does to the general text."""

    REPLACED = "replaced"
    ADDED = "added"
    NOT_APPLIED = "not_applied"


@dataclass(frozen=True, slots=True)
class Agreed:
    """One negotiated deviation, `since` an instant (aware).

    `digest` is of itself, `general_digest` of the words it was agreed upon.
    """

    effect: Effect
    key: str
    text: str
    digest: str
    agreement: str
    general_digest: str = ""
    parent_key: str = ""
    kind: Kind = Kind.PROHIBITION
    discretionary: bool = False
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a deviation did: the general provision, if there is one, and what stands instead of it, if anything."""

    agreed: Agreed
    general: Provision | None
    instead: Provision | None

    @property
    def gone(self) -> bool:
        """Whether there is nothing (any longer) that it could replace or take out."""
        return self.general is None and self.agreed.effect is not Effect.ADDED

    @property
    def stale(self) -> bool:
        """Whether the general words are no longer those that were negotiated about, so that somebody should look."""
        if self.agreed.effect is Effect.ADDED:
            return self.general is not None
        return self.general is None or provision_digest(own(self.general)) != self.agreed.general_digest

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The redline from the general text to what was agreed."""
        before = self.general.text if self.general and self.agreed.effect is not Effect.ADDED else ""
        return redline(before, self.agreed.text)


@dataclass(frozen=True, slots=True)
class Deviated:
    """The words that bind one customer, and a mark for each deviation in the order given."""

    document: Document
    marks: tuple[Mark, ...]


#: What an agreement may add: a heading says nothing, and only the policy makes itself part of the agreement.
ADDABLE: Final = tuple(kind for kind in Kind if kind not in {Kind.HEADING, Kind.INCORPORATION})
_FREE: Final = ""
#: What is added waits until the rest is done, so that it never goes with a parent that does not apply.
_ORDER: Final = (Effect.REPLACED, Effect.NOT_APPLIED, Effect.ADDED)


def deviate(document: Document, agreed: Iterable[Agreed]) -> Deviated:
    """Returns the document as it binds the customer: provisions replaced, added, or taken out with all below them.

    In which order they were agreed makes no difference to what is replaced or taken out; what is added stands in the
    order given, at the end of its parent, or of the document where its parent is not there or does not apply.

    Keys stay. What names a key that the document has not changes nothing and is marked `gone`; a key that is added
    but stands in the document already leaves the document's own words alone and is marked `stale`.
    """
    general = {placed.key: placed.provision for placed in document.walk()}
    tree = Tree(document)
    found = list(agreed)
    put: dict[int, Provision | None] = {}
    for effect in _ORDER:
        for place, one in enumerate(found):
            if one.effect is effect:
                put[place] = None if effect is Effect.ADDED and one.key in general else _put(tree, one)
    marks = tuple(Mark(one, general.get(one.key), put[place]) for place, one in enumerate(found))
    return Deviated(replace(document, provisions=tree.build()), marks)


def binding_digest(version_digest: str, deviation_digests: Iterable[str]) -> str:
    """Returns the digest of what binds: the version's own where nothing deviates, else one over both (RFC 8785)."""
    ordered = sorted(deviation_digests)
    if not ordered:
        return version_digest
    value = {"deviations": [str(one) for one in ordered], "version": version_digest}
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def _put(tree: Tree, one: Agreed) -> Provision | None:
    known = tree.provisions.get(one.key)
    if one.effect is Effect.ADDED:
        if known is not None:
            return None
        made = Provision(one.key, one.kind, None, _FREE, one.text, discretionary=one.discretionary)
        parent_key = one.parent_key if one.parent_key in tree.provisions else None
        tree.provisions[one.key] = made
        tree.insert(one.key, parent_key=parent_key)
        return made
    if known is None:
        return None
    if one.effect is Effect.REPLACED:
        tree.provisions[one.key] = replace(known, text=one.text)
        return tree.provisions[one.key]
    _take_out(tree, one.key)
    return None


def _take_out(tree: Tree, key: str) -> None:
    for child in list(tree.children[key]):
        _take_out(tree, child)
    tree.remove(key)
