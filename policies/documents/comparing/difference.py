"""A comparison as JSON: the old version and the difference give the new one, byte for byte (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policies.documents.model.codec import provision_to_json, variables_to_json

if TYPE_CHECKING:
    from policies.documents.comparing.compare import Change, Comparison
    from policies.documents.comparing.redline import Segment
    from policies.documents.model.document import Placed


def difference_to_json(comparison: Comparison, *, old_digest: str, new_digest: str) -> dict[str, object]:
    """Returns the whole difference as a JSON value, redlines included; docs/addresses.md says how it is applied."""
    return {
        "from": old_digest,
        "to": new_digest,
        "title": comparison.title,
        "language": comparison.language,
        "variables": variables_to_json(comparison.variables),
        "title_redline": _segments(comparison.title_redline),
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "op": change.op.value,
        "key": change.key,
        "old": _placed(change.old),
        "new": _placed(change.new),
        "moved": change.moved,
        "renumbered": change.renumbered,
        "redline": _segments(change.redline),
    }


def _placed(placed: Placed | None) -> dict[str, object] | None:
    if placed is None:
        return None
    return {
        "parent_key": placed.parent_key,
        "position": placed.position,
        "depth": placed.depth,
        "path": placed.path,
        "provision": provision_to_json(placed.provision),
    }


def _segments(segments: tuple[Segment, ...]) -> list[dict[str, str]]:
    return [{"op": segment.op, "text": segment.text} for segment in segments]
