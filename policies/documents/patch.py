"""A comparison as JSON that can be applied: the old version and the difference give the new one, byte for byte (R4)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from policies.documents import wire
from policies.documents.compare import Change, Comparison, Op, apply
from policies.documents.digest import digest
from policies.documents.model import Placed
from policies.documents.redline import Segment
from policies.documents.wire import Malformed

if TYPE_CHECKING:
    from typing import Literal

    from policies.documents.model import Document

_FIELDS: Final = ("from", "to", "title", "language", "variables", "title_redline", "changes")
_CHANGE: Final = ("op", "key", "old", "new", "moved", "renumbered", "redline")
_PLACED: Final = ("parent_key", "position", "depth", "path", "provision")
_SEGMENT: Final = ("op", "text")


class NotApplicable(ValueError):
    """The difference was made for another version; the message is one plain sentence saying so."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A comparison and the digests of the two versions it stands between."""

    old_digest: str
    new_digest: str
    comparison: Comparison


def to_json(comparison: Comparison, *, old_digest: str, new_digest: str) -> dict[str, object]:
    """Give the whole difference as a JSON value, redlines included."""
    return {
        "from": old_digest,
        "to": new_digest,
        "title": comparison.title,
        "language": comparison.language,
        "variables": [{"name": variable.name, "value": variable.value} for variable in comparison.variables],
        "title_redline": _segments_to_json(comparison.title_redline),
        "changes": [_change_to_json(change) for change in comparison.changes],
    }


def from_json(value: object) -> Patch:
    """Read a difference strictly; raises `Malformed` with a sentence that names the place."""
    fields = wire.read_object(value, "difference", _FIELDS)
    changes = wire.read_list(fields["changes"], "changes")
    variables = wire.read_list(fields["variables"], "variables")
    title_redline = _segments(fields["title_redline"], "title_redline")
    return Patch(
        wire.read_text(fields["from"], "from", empty=False),
        wire.read_text(fields["to"], "to", empty=False),
        Comparison(
            changes=tuple(_change(item, f"changes[{index}]") for index, item in enumerate(changes)),
            title=wire.read_text(fields["title"], "title", empty=False),
            language=wire.read_text(fields["language"], "language", empty=False),
            variables=tuple(wire.read_variable(item, f"variables[{index}]") for index, item in enumerate(variables)),
            title_redline=title_redline,
            header_changed=True,
        ),
    )


def loads(text: str | bytes) -> Patch:
    """Read a difference from JSON text; raises `Malformed`."""
    try:
        return from_json(json.loads(text))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Malformed(f"The difference is not JSON: {error}.") from None


def patched(old: Document, patch: Patch) -> Document:
    """Give the new version; raises `NotApplicable` where `old` is another version, or the result is not the new one."""
    if digest(old) != patch.old_digest:
        raise NotApplicable(
            f"The difference begins at the version with digest {patch.old_digest}, and this is another."
        )
    try:
        new = apply(old, patch.comparison)
    except (KeyError, ValueError) as error:
        raise NotApplicable("The difference names a provision or a place that the version does not have.") from error
    if digest(new) != patch.new_digest:
        raise NotApplicable(f"The difference does not lead to the version with digest {patch.new_digest}.")
    return new


def _change_to_json(change: Change) -> dict[str, object]:
    return {
        "op": change.op.value,
        "key": change.key,
        "old": _placed_to_json(change.old),
        "new": _placed_to_json(change.new),
        "moved": change.moved,
        "renumbered": change.renumbered,
        "redline": _segments_to_json(change.redline),
    }


def _placed_to_json(placed: Placed | None) -> dict[str, object] | None:
    if placed is None:
        return None
    return {
        "parent_key": placed.parent_key,
        "position": placed.position,
        "depth": placed.depth,
        "path": placed.path,
        "provision": wire.provision_to_json(placed.provision),
    }


def _segments_to_json(segments: tuple[Segment, ...]) -> list[dict[str, str]]:
    return [{"op": segment.op, "text": segment.text} for segment in segments]


def _change(value: object, place: str) -> Change:
    fields = wire.read_object(value, place, _CHANGE)
    op = wire.read_text(fields["op"], f"{place}.op")
    if op not in set(Op):
        raise Malformed(f"{place}.op must be one of {', '.join(Op)}.")
    old, new = _placed(fields["old"], f"{place}.old"), _placed(fields["new"], f"{place}.new")
    if (old is None) != (op == Op.ADDED) or (new is None) != (op == Op.DELETED):
        raise Malformed(f"{place} is “{op}” and has not the states of the provision that this takes.")
    key = wire.read_text(fields["key"], f"{place}.key", empty=False)
    if any(placed is not None and placed.key != key for placed in (old, new)):
        raise Malformed(f"{place} speaks of the provision “{key}” and holds another.")
    return Change(
        Op(op),
        key,
        old,
        new,
        _segments(fields["redline"], f"{place}.redline"),
        moved=wire.read_flag(fields["moved"], f"{place}.moved"),
        renumbered=wire.read_flag(fields["renumbered"], f"{place}.renumbered"),
    )


def _placed(value: object, place: str) -> Placed | None:
    if value is None:
        return None
    fields = wire.read_object(value, place, _PLACED)
    parent_key = fields["parent_key"]
    return Placed(
        wire.read_provision(fields["provision"], f"{place}.provision"),
        None if parent_key is None else wire.read_text(parent_key, f"{place}.parent_key", empty=False),
        _count(fields["position"], f"{place}.position"),
        _count(fields["depth"], f"{place}.depth"),
        wire.read_text(fields["path"], f"{place}.path"),
    )


def _count(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed(f"{place} must be a number from 0.")
    return value


def _segments(value: object, place: str) -> tuple[Segment, ...]:
    segments = []
    for index, item in enumerate(wire.read_list(value, place)):
        fields = wire.read_object(item, f"{place}[{index}]", _SEGMENT)
        op = wire.read_text(fields["op"], f"{place}[{index}].op")
        if op not in {"equal", "insert", "delete"}:
            raise Malformed(f"{place}[{index}].op must be equal, insert or delete.")
        text = wire.read_text(fields["text"], f"{place}[{index}].text")
        segments.append(Segment(cast('Literal["equal", "insert", "delete"]', op), text))
    return tuple(segments)
