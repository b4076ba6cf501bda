"""Two copies of one policy with keys of their own: which of one's own provisions says what one of upstream's does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policies.documents.continuity.keys import unused
from policies.documents.continuity.matching import match
from policies.documents.model.document import with_own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policies.documents.model.document import Document, Provision


def counterparts(theirs: Document, base: Document, ours: Document, said: Mapping[str, str]) -> dict[str, str]:
    """Returns the own key for each key of upstream that is another one here; `said` was settled before.

    What both have from `base` has one key. Of what each added, words pair; where they do not, the same key on both
    sides names two different clauses, and upstream's is known by a new one here.
    """
    mine, common = {one.key for one in ours.each()}, {one.key for one in base.each()}
    known = {key: own for key, own in said.items() if key != own}
    taken = {*known.values(), *(key for key in common if key not in known)}
    added = [one.key for one in theirs.each() if one.key not in common and one.key not in said]
    free = mine - taken
    pairs = {key: own for key, own in match(ours, theirs).items() if own in free} if added and free else {}
    found = dict(known)
    for key in added:
        own = pairs.get(key)
        if own is None:
            own = unused(key, {*mine, *taken, *(set(added) - {key})})
        if own != key:
            found[key] = own
        taken.add(own)
    return found


def in_own_keys(document: Document, keys: Mapping[str, str]) -> Document:
    """Returns upstream's document with each provision under the key that it has here."""
    if not keys:
        return document
    return replace(document, provisions=tuple(_renamed(one, keys) for one in document.provisions))


def _renamed(provision: Provision, keys: Mapping[str, str]) -> Provision:
    children = tuple(_renamed(child, keys) for child in provision.children)
    return with_own(provision, key=keys.get(provision.key, provision.key), text=provision.text, children=children)
