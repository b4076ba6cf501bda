"""What changed between two versions, provision by provision and word by word (R4, R5)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from policies.documents.comparing.redline import Segment, redline
from policies.documents.model.document import Document, Kind, Placed, Provision, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# All that a provision says of itself, apart from its number and from what hangs below it.
_said: Final = attrgetter(
    *(field.name for field in fields(Provision) if field.name not in {"number", "children"}),
)
_QUOTES: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")  # signs that nobody sees
)


class Op(StrEnum):
    """How one provision changed; what was modified may have moved and been renumbered as well."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Change:
    """One provision's change; `redline` is empty where the words are the same."""

    op: Op
    key: str
    old: Placed | None
    new: Placed | None
    redline: tuple[Segment, ...] = ()
    moved: bool = False
    renumbered: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, in the reading order of the new version with deletions where they stood; and the new header."""

    changes: tuple[Change, ...]
    title: str
    language: str
    variables: tuple[Variable, ...]
    title_redline: tuple[Segment, ...] = ()
    header_changed: bool = False
    language_or_variables_changed: bool = False

    def __bool__(self) -> bool:
        """Tells whether anything changed at all."""
        return bool(self.changes) or self.header_changed


def compare(old: Document, new: Document) -> Comparison:
    """Compares by key: import has already given reworded and moved provisions the keys they had before."""
    return Comparison(
        changes=tuple(_with_redline(change) for change in changes_of(old.placed(), new.placed())),
        title=new.title,
        language=new.language,
        variables=new.variables,
        title_redline=redline(old.title, new.title) if old.title != new.title else (),
        header_changed=(old.title, old.language, old.variables) != (new.title, new.language, new.variables),
        language_or_variables_changed=(old.language, old.variables) != (new.language, new.variables),
    )


def changes_of(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> list[Change]:
    """Returns every change in reading order, without the redlines, which cost far more than all the rest."""
    moved = moved_keys(before, after)
    changes = [
        change
        for key, placed in after.items()
        if (change := _change(before.get(key), placed, moved=key in moved)) is not None
    ]
    deleted = [Change(Op.DELETED, key, placed, None) for key, placed in before.items() if key not in after]
    return _in_reading_order(changes + deleted, before, after)


def only_formatting(comparison: Comparison) -> bool:
    """Tells whether nothing but numbers, spaces, the shape of quotes and dashes, and what is a heading changed.

    A line that became a heading took below it what followed it; that is no move.
    """
    if comparison.language_or_variables_changed or not _same_words(comparison.title_redline):
        return False
    headings = {one.key: one.old.parent_key for one in comparison.changes if one.old and _became_heading(one)}
    return all(_only_formatting(change, headings) for change in comparison.changes)


def moved_keys(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> frozenset[str]:
    """Finds what stands under another parent, or in another order among the siblings that stayed."""
    moved = {key for key in after if key in before and before[key].parent_key != after[key].parent_key}
    families: dict[str | None, list[str]] = {}
    for key, placed in after.items():
        if key in before and key not in moved:
            families.setdefault(placed.parent_key, []).append(key)
    for keys in families.values():
        stayed = _longest_rising([before[key].position for key in keys])
        moved.update(key for index, key in enumerate(keys) if index not in stayed)
    return frozenset(moved)


def _change(old: Placed | None, new: Placed, *, moved: bool) -> Change | None:
    if old is None:
        return Change(Op.ADDED, new.key, None, new)
    renumbered = old.provision.number != new.provision.number
    if not _same_but_number(old.provision, new.provision):
        op = Op.MODIFIED
    elif moved:
        op = Op.MOVED
    elif renumbered:
        op = Op.RENUMBERED
    else:
        return None
    return Change(op, new.key, old, new, moved=moved, renumbered=renumbered)


def _with_redline(change: Change) -> Change:
    old, new = (placed.provision.text if placed else "" for placed in (change.old, change.new))
    return replace(change, redline=redline(old, new)) if old != new else change


def _same_but_number(old: Provision, new: Provision) -> bool:
    return _said(old) == _said(new)


def _in_reading_order(
    changes: Sequence[Change], before: Mapping[str, Placed], after: Mapping[str, Placed]
) -> list[Change]:
    """Puts each deletion behind the provision that it followed in the old version."""
    order = {key: float(index) for index, key in enumerate(after)}
    last = -1.0
    for step, key in enumerate(before, start=1):
        if key in after:
            last = order[key]
        else:
            order[key] = last + step / (len(before) + 1)
    return sorted(changes, key=lambda change: order[change.key])


def _became_heading(change: Change) -> bool:
    """Tells whether a line that did nothing is a heading now, in the same words."""
    if change.old is None or change.new is None:
        return False
    kinds = change.old.provision.kind, change.new.provision.kind
    return kinds == (Kind.OBLIGATION, Kind.HEADING) and _same_words(change.redline)


def _only_formatting(change: Change, headings: Mapping[str, str | None]) -> bool:
    """Tells whether one change is of form only; `headings` are the lines that became one, with their old parents."""
    if change.old is None or change.new is None:
        return False
    if change.moved and headings.get(change.new.parent_key or "", "") != change.old.parent_key:
        return False
    old, new = change.old.provision, change.new.provision
    if change.key in headings:
        old = replace(old, kind=new.kind)
    return _same_but_number(replace(old, text=""), replace(new, text="")) and _same_words(change.redline)


def _same_words(segments: tuple[Segment, ...]) -> bool:
    old = "".join(segment.text for segment in segments if segment.op != "insert")
    new = "".join(segment.text for segment in segments if segment.op != "delete")
    return _plain(old) == _plain(new)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip()


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Returns the indices of one longest rising subsequence: what stayed, so that as little as possible moved."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        previous.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place], ends[place] = value, index
    chosen: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.add(index)
        index = previous[index]
    return frozenset(chosen)
