"""How far one's own copy has drifted from the release it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policies.documents.comparing.compare import Op, changes_of

if TYPE_CHECKING:
    from policies.documents.model.document import Document


@dataclass(frozen=True, slots=True)
class Drift:
    """How many provisions differ, and of how many: those of the release and those added to it."""

    added: int
    deleted: int
    modified: int
    moved: int
    of: int

    @property
    def percent(self) -> float:
        """Returns the share of provisions that differ, from 0 to 100, to one decimal."""
        differing = self.added + self.deleted + self.modified + self.moved
        return round(100 * differing / self.of, 1) if self.of else 0.0


def drift(base: Document, ours: Document) -> Drift:
    """Counts what one's own copy does differently; both with variables unfilled. A number alone is no difference."""
    before = base.placed()
    ops = [change.op for change in changes_of(before, ours.placed())]
    return Drift(
        added=ops.count(Op.ADDED),
        deleted=ops.count(Op.DELETED),
        modified=ops.count(Op.MODIFIED),
        moved=ops.count(Op.MOVED),
        of=len(before) + ops.count(Op.ADDED),
    )
