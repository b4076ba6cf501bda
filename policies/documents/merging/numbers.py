"""Which offered change would bring a number that one's own copy has in the same place already: both added “(c)”."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from policies.documents.comparing.compare import Op
from policies.documents.model.paths import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policies.documents.comparing.compare import Change
    from policies.documents.model.document import Placed


class Numbers:
    """The numbers that one's own copy has of its own; what upstream has or changes itself is upstream's affair."""

    def __init__(self, changes: Iterable[Change], theirs: Mapping[str, Placed], mine: Mapping[str, Placed]) -> None:
        """Takes every change that upstream offers, and both copies by key."""
        self._changes, self._theirs, self._mine = changes, theirs, mine

    def beside(self, change: Change) -> Placed | None:
        """Returns one's own provision that has the number which this change brings to the same parent, if any."""
        if change.new is None or not (change.op is Op.ADDED or change.renumbered or change.moved):
            return None
        return self._own.get((self._parent(change.new.parent_key), label(change.new.provision.number)))

    def _parent(self, key: str | None) -> str | None:
        """Returns the nearest that ours has of those above it upstream."""
        while key is not None and key not in self._mine:
            key = self._theirs[key].parent_key
        return key

    @cached_property
    def _own(self) -> dict[tuple[str | None, str], Placed]:
        """Returns ours by parent and number: those that upstream neither has there under that number nor changes."""
        leaving = {change.key for change in self._changes if change.new is None or change.renumbered or change.moved}
        found: dict[tuple[str | None, str], Placed] = {}
        for key, placed in self._mine.items():
            number = label(placed.provision.number)
            theirs = self._theirs.get(key)
            if number and key not in leaving and (theirs is None or label(theirs.provision.number) != number):
                found.setdefault((placed.parent_key, number), placed)
        return found
