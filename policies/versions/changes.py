"""A comparison as pages, notices and endpoints show it: one entry per changed provision, in reading order."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policies.documents import Change, Comparison, Document, Op, Segment, compare
from policies.documents.comparing.difference import difference_to_json
from policies.versions.models import PolicyVersion
from policies.versions.queries import document_of

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
    moved: bool = False
    renumbered: bool = False

    @property
    def before(self) -> tuple[Segment, ...]:
        """The old words, with what was deleted marked."""
        return () if self.kind == Op.ADDED else tuple(part for part in self.segments if part.op != "insert")

    @property
    def after(self) -> tuple[Segment, ...]:
        """The new words, with what was inserted marked."""
        return () if self.kind == Op.DELETED else tuple(part for part in self.segments if part.op != "delete")

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


def difference(old: PolicyVersion, new: PolicyVersion) -> dict[str, Any]:
    """The whole difference for machines: `difference` applied to the old document gives the new one, byte for byte."""
    return {
        "from": {"number": old.number, "digest": old.digest},
        "to": {"number": new.number, "digest": new.digest},
        "difference": difference_to_json(
            compare(document_of(old), document_of(new)), old_digest=old.digest, new_digest=new.digest
        ),
    }


def _shown(change: Change) -> ShownChange:
    placed = change.new or change.old
    text = placed.provision.text if placed else ""
    path = placed.path if placed else ""
    left = change.moved or change.renumbered
    note = change.old.path if left and change.old and change.old.path != path else ""
    segments = change.redline or (Segment("equal", text),)
    summary = textwrap.shorten(text, _SHORT, placeholder=" …")
    return ShownChange(change.op.value, path, change.key, summary, segments, note, change.moved, change.renumbered)
