"""A comparison as pages, notices and endpoints show it: one entry per changed provision, in reading order."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policies.documents import Change, Comparison, Document, Op, Segment, compare

_SHORT = 90


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One changed provision, ready for the components change_list and redline."""

    kind: str
    label: str
    anchor: str
    summary: str
    segments: tuple[Segment, ...]
    note: str

    def to_json(self) -> dict[str, Any]:
        """The change for machines."""
        return {
            "op": self.kind,
            "key": self.anchor,
            "label": self.label,
            "moved_from": self.note or None,
            "redline": [{"op": part.op, "text": part.text} for part in self.segments],
        }


def changes_between(old: Document, new: Document) -> list[ShownChange]:
    """Every provision that was added, deleted, modified, moved or renumbered from `old` to `new` (R4)."""
    return shown(compare(old, new))


def shown(comparison: Comparison) -> list[ShownChange]:
    """The comparison's changes, with a changed title in front."""
    title = (
        [ShownChange("modified", comparison.title, "title", "", comparison.title_redline, "")]
        if comparison.title_redline
        else []
    )
    return title + [_shown(change) for change in comparison.changes]


def counts(changes: list[ShownChange]) -> Mapping[str, int]:
    """How many provisions changed in each way."""
    return {str(op): number for op in Op if (number := sum(change.kind == op for change in changes))}


def _shown(change: Change) -> ShownChange:
    placed = change.new or change.old
    text = placed.provision.text if placed else ""
    path = placed.path if placed else ""
    left = change.moved or change.renumbered
    note = change.old.path if left and change.old and change.old.path != path else ""
    segments = change.redline or (Segment("equal", text),)
    summary = textwrap.shorten(text, _SHORT, placeholder=" …")
    return ShownChange(change.op.value, path, change.key, summary, segments, note)
