"""Following the vendor: what changed upstream is offered against one's own copy, and taken over only when chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from policies.documents.compare import Op, compare
from policies.documents.model import Variable
from policies.documents.tree import Tree, own
from policies.documents.variables import variables_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from policies.documents.compare import Change
    from policies.documents.model import Document, Placed


class Status(StrEnum):
    """How an offered change meets one's own copy."""

    CLEAN = "clean"
    ALREADY = "already"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Offer:
    """One upstream change to one provision, with the three states of it that a person compares."""

    key: str
    op: Op
    status: Status
    base: Placed | None
    theirs: Placed | None
    ours: Placed | None


def follow(base: Document, theirs: Document, ours: Document) -> tuple[Offer, ...]:
    """Offer every change from `base` to `theirs`; all three with their variables not filled in.

    *Clean*: ours is what theirs changed. *Already*: ours says it too. *Conflict*: ours says something else, or has not
    what was changed. The title and the variables' values are each reseller's own and are not offered.
    """
    return tuple(
        Offer(change.key, change.op, _status(change, base, theirs, ours), change.old, change.new, placed)
        for change in compare(base, theirs).changes
        for placed in (ours.placed().get(change.key),)
    )


def take(ours: Document, theirs: Document, keys: Collection[str], rewordings: Mapping[str, str]) -> Document:
    """Take over the named provisions as they are in `theirs`, at their place there, or worded as given.

    A named provision that `theirs` lacks is deleted; its children that are not named move up. What is not named stays
    as it is. Raises `KeyError` for a key that neither has.
    """
    tree, wanted = Tree(ours), theirs.placed()
    for key in keys:
        if key not in wanted and key not in tree.provisions:
            raise KeyError(key)
    taken = [key for key in wanted if key in keys]
    for key in [key for key in tree.provisions if key in keys and key not in wanted]:
        tree.remove(key)
    others = Tree(theirs)
    # Seen before anything moves: an anchor that is still to be placed says nothing about where its neighbour belongs.
    pending = {key for key in taken if not _stands_there(tree, others, key)}
    for key in taken:
        provision = own(wanted[key].provision)
        tree.provisions[key] = replace(provision, text=rewordings.get(key, provision.text))
        if key in pending:
            _place(tree, others, key, pending)
            pending.discard(key)
    merged = replace(ours, provisions=tree.build())
    return replace(merged, variables=_declared(ours, merged, theirs))


def _status(change: Change, base: Document, theirs: Document, ours: Document) -> Status:
    mine = ours.placed().get(change.key)
    if change.new is None:
        if mine is None:
            return Status.ALREADY
        return Status.CLEAN if change.old is not None and _same(mine, change.old) else Status.CONFLICT
    if mine is None:
        return Status.CLEAN if change.old is None else Status.CONFLICT
    placed_there = _stands_there(Tree(ours), Tree(theirs), change.key)
    if _same(mine, change.new) and (placed_there or not change.moved):
        return Status.ALREADY
    if change.old is None:
        return Status.CONFLICT
    untouched = _same(mine, change.old) or _same(mine, change.new)
    if change.moved and not placed_there:
        untouched = untouched and _stands_there(Tree(ours), Tree(base), change.key)
    return Status.CLEAN if untouched else Status.CONFLICT


def _same(one: Placed, other: Placed) -> bool:
    return own(one.provision) == own(other.provision)


def _stands_there(ours: Tree, theirs: Tree, key: str) -> bool:
    """Tell whether a provision has the same parent, and follows the same one of those siblings that both have."""
    if key not in ours.provisions or ours.parents[key] != theirs.parents[key]:
        return False
    return _follows(ours, theirs, key) == _follows(theirs, ours, key)


def _follows(tree: Tree, other: Tree, key: str) -> str | None:
    parent_key = tree.parents[key]
    siblings = tree.children[parent_key]
    shared = set(siblings) & set(other.children.get(parent_key, ()))
    before = [sibling for sibling in siblings[: siblings.index(key)] if sibling in shared]
    return before[-1] if before else None


def _place(ours: Tree, theirs: Tree, key: str, pending: Collection[str]) -> None:
    """Put a provision after the one it follows in theirs, or before the one that follows it."""
    parent_key = theirs.parents[key]
    family = theirs.children[parent_key]
    # Where ours has not taken the parent over, the nearest ancestor it has serves.
    while parent_key is not None and parent_key not in ours.parents:
        parent_key = theirs.parents[parent_key]
    if key in ours.parents:
        if ours.is_within(parent_key, key):
            return
        ours.detach(key)
    siblings, index = ours.children[parent_key], family.index(key)
    before = [sibling for sibling in family[:index] if sibling in siblings and sibling not in pending]
    after = [sibling for sibling in family[index + 1 :] if sibling in siblings and sibling not in pending]
    if before:
        position = siblings.index(before[-1]) + 1
    elif after:
        position = siblings.index(after[0])
    else:
        position = len(siblings)
    ours.insert(key, parent_key=parent_key, position=position)


def _declared(ours: Document, merged: Document, theirs: Document) -> tuple[Variable, ...]:
    """Keep ours, and declare without a value what only the words taken over mention."""
    known = {variable.name for variable in ours.variables}
    offered = {variable.name for variable in theirs.variables}
    new = [name for name in variables_in(merged) if name not in known and name in offered]
    return (*ours.variables, *(Variable(name, None) for name in new))
