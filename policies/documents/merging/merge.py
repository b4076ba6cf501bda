"""Following the vendor: what changed upstream is offered against one's own copy, and taken over only when chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from policies.documents.comparing.compare import Op, changes_of, moved_keys
from policies.documents.merging.numbers import Numbers
from policies.documents.model.document import Variable
from policies.documents.model.tree import Tree, own
from policies.documents.model.variables import variables_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from policies.documents.comparing.compare import Change
    from policies.documents.model.document import Document, Placed


class Status(StrEnum):
    """How an offered change meets one's own copy; whatever is neither clean nor already there asks for a decision."""

    CLEAN = "clean"
    ALREADY = "already"
    CONFLICT = "conflict"
    DELETED_THERE = "deleted_there"  # and edited here
    DELETED_HERE = "deleted_here"  # and edited there
    SAME_NUMBER = "same_number"  # as another provision beside it here


#: What a person must decide, provision by provision.
TO_DECIDE: Final = frozenset(set(Status) - {Status.CLEAN, Status.ALREADY})


@dataclass(frozen=True, slots=True)
class Offer:
    """One upstream change to one provision, with the three states of it that a person compares.

    `moved` tells that upstream moved it from where it stood in the base, `moved_here` that one's own copy did.
    `beside` is one's own provision that would bear the same number beside it.
    """

    key: str
    op: Op
    status: Status
    base: Placed | None
    theirs: Placed | None
    ours: Placed | None
    moved: bool = False
    moved_here: bool = False
    beside: Placed | None = None


def follow(base: Document, theirs: Document, ours: Document) -> tuple[Offer, ...]:
    """Offers every change from `base` to `theirs`; all three with their variables not filled in.

    *Clean*: ours is what theirs changed. *Already*: ours says it too. *Deleted there*: we edited what theirs deleted.
    *Deleted here*: theirs edited what we deleted. *Conflict*: ours says something else or moved it elsewhere. *Same
    number*: it could be taken, but ours has that number there already, as when both added “(c)”. The title and the
    variables' values are each reseller's own and are not offered.
    """
    before, there, mine = base.placed(), theirs.placed(), ours.placed()
    changes = changes_of(before, there)
    if not changes:
        return ()
    sides = _Sides(base, theirs, ours, {change.key for change in changes if change.new is not None})
    moved_here = moved_keys(before, mine)
    numbers = Numbers(changes, there, mine)
    offers = []
    for change in changes:
        status, beside = _status(change, mine.get(change.key), sides), None
        if status is Status.CLEAN and (beside := numbers.beside(change)) is not None:
            status = Status.SAME_NUMBER
        offers.append(
            Offer(
                change.key,
                change.op,
                status,
                change.old,
                change.new,
                mine.get(change.key),
                moved=change.moved,
                moved_here=change.key in moved_here,
                beside=beside,
            )
        )
    return tuple(offers)


def take(
    ours: Document,
    theirs: Document,
    keys: Collection[str],
    rewordings: Mapping[str, str],
    *,
    base: Document | None = None,
) -> Document:
    """Takes over the named provisions as they are in `theirs`, or worded as given.

    Each gets its place there; with a `base` given, what theirs did not move since then stays where ours has it. A named
    provision that `theirs` lacks is deleted; its children that are not named move up. What is not named stays as it is.
    Raises `KeyError` for a key that neither has.
    """
    tree, others, named = Tree(ours), Tree(theirs), set(keys)
    for key in keys:
        if key not in others.provisions and key not in tree.provisions:
            raise KeyError(key)
    taken = [key for key in others.provisions if key in named]
    for key in [key for key in tree.provisions if key in named and key not in others.provisions]:
        tree.remove(key)
    # Seen before anything moves: an anchor that is still to be placed says nothing about where its neighbour belongs.
    pending = _to_place(tree, others, taken, base, theirs)
    for key in taken:
        provision = others.provisions[key]
        tree.provisions[key] = replace(provision, text=rewordings[key]) if key in rewordings else provision
    _place_all(tree, others, [key for key in taken if key in pending], pending)
    merged = replace(ours, provisions=tree.build())
    return replace(merged, variables=_declared(ours, merged, theirs))


class _Sides:
    """Who stands where in each of the three; worked out only for what moved."""

    def __init__(self, base: Document, theirs: Document, ours: Document, offered: Collection[str]) -> None:
        self._documents = base, theirs, ours
        self._offered = offered

    @cached_property
    def there(self) -> _Places:
        """Places in ours held against those in theirs."""
        _base, theirs, ours = self._documents
        return _Places(Tree(ours), Tree(theirs), self._offered)

    @cached_property
    def before(self) -> _Places:
        """Places in ours held against those in the base."""
        base, _theirs, ours = self._documents
        return _Places(Tree(ours), Tree(base))


class _Places:
    """Places in one tree held against those in another, each family looked at once; `coming` may be had as parents."""

    def __init__(self, ours: Tree, theirs: Tree, coming: Collection[str] = ()) -> None:
        self._ours, self._theirs, self._coming = ours, theirs, coming
        self._followed: dict[str | None, tuple[dict[str, str | None], dict[str, str | None]]] = {}

    def same(self, key: str) -> bool:
        """Tells whether a provision has the same parent, and follows the same one of those siblings that both have.

        Where ours has not that parent, and shall not have it, the nearest one above it that ours has will do.
        """
        if key not in self._ours.provisions:
            return False
        parent_key = self._theirs.parents[key]
        while parent_key not in self._ours.children and parent_key not in self._coming:
            parent_key = None if parent_key is None else self._theirs.parents[parent_key]
        if self._ours.parents[key] != parent_key:
            return False
        if parent_key != self._theirs.parents[key]:
            return True
        here, there = self._families(parent_key)
        return here[key] == there[key]

    def after(self, key: str) -> str | None:
        """Returns the sibling that a provision of ours follows, of those that both have under the same parent."""
        parent_key = self._ours.parents[key]
        return self._families(parent_key)[0][key] if parent_key in self._theirs.children else None

    def _families(self, parent_key: str | None) -> tuple[dict[str, str | None], dict[str, str | None]]:
        if parent_key not in self._followed:
            family, other = self._ours.children[parent_key], self._theirs.children[parent_key]
            self._followed[parent_key] = _followed(family, other), _followed(other, family)
        return self._followed[parent_key]


def _followed(family: Sequence[str], other: Sequence[str]) -> dict[str, str | None]:
    """Returns for each of a family the last one before it that the other has too."""
    shared, last = set(other), None
    followed: dict[str, str | None] = {}
    for key in family:
        followed[key] = last
        last = key if key in shared else last
    return followed


def _status(change: Change, mine: Placed | None, sides: _Sides) -> Status:
    if change.new is None:
        if mine is None:
            return Status.ALREADY
        return Status.CLEAN if change.old is not None and _same(mine, change.old) else Status.DELETED_THERE
    if mine is None:
        return Status.CLEAN if change.old is None else Status.DELETED_HERE
    says_it = _same(mine, change.new)
    stays = not change.moved or sides.there.same(change.key)
    if says_it and stays:
        return Status.ALREADY
    untouched = change.old is not None and (says_it or _same(mine, change.old))
    return Status.CLEAN if untouched and (stays or sides.before.same(change.key)) else Status.CONFLICT


def _same(one: Placed, other: Placed) -> bool:
    return own(one.provision) == own(other.provision)


def _to_place(tree: Tree, others: Tree, taken: Sequence[str], base: Document | None, theirs: Document) -> set[str]:
    if base is None:
        candidates = set(taken)
    else:
        before = base.placed()
        moved = moved_keys(before, theirs.placed())
        candidates = {key for key in taken if key not in tree.provisions or key not in before or key in moved}
    places = _Places(tree, others, set(taken))
    pending: set[str] = set()
    for key in taken:
        # What follows one that is placed anew goes along with it, so that doing it again would change nothing.
        if key in candidates and (not places.same(key) or places.after(key) in pending):
            pending.add(key)
    return pending


def _place_all(ours: Tree, theirs: Tree, keys: Sequence[str], pending: set[str]) -> None:
    """Puts each in its place; one whose new parent hangs below it waits until that has moved, or stays where it is."""
    waiting = list(keys)
    while waiting:
        blocked = []
        for key in waiting:
            if _place(ours, theirs, key, pending):
                pending.discard(key)
            else:
                blocked.append(key)
        if len(blocked) == len(waiting):
            return
        waiting = blocked


def _place(ours: Tree, theirs: Tree, key: str, pending: Collection[str]) -> bool:
    """Puts a provision after the one it follows in theirs, or before the one that follows it; False where it cannot."""
    parent_key = theirs.parents[key]
    family = theirs.children[parent_key]
    # Where ours has not taken the parent over, the nearest ancestor it has serves.
    while parent_key is not None and parent_key not in ours.parents:
        parent_key = theirs.parents[parent_key]
    if key in ours.parents:
        if ours.is_within(parent_key, key):
            return False
        ours.detach(key)

    def settled(sibling: str) -> bool:
        return sibling in ours.parents and ours.parents[sibling] == parent_key and sibling not in pending

    siblings, index = ours.children[parent_key], family.index(key)
    before = next(filter(settled, reversed(family[:index])), None)
    after = next(filter(settled, family[index + 1 :]), None) if before is None else None
    if before is not None:
        position = siblings.index(before) + 1
    elif after is not None:
        position = siblings.index(after)
    else:
        position = len(siblings)
    ours.insert(key, parent_key=parent_key, position=position)
    return True


def _declared(ours: Document, merged: Document, theirs: Document) -> tuple[Variable, ...]:
    """Keeps ours, and declare without a value what only the words taken over mention."""
    known = {variable.name for variable in ours.variables}
    offered = {variable.name for variable in theirs.variables}
    new = [name for name in variables_in(merged) if name not in known and name in offered]
    return (*ours.variables, *(Variable(name, None) for name in new))
