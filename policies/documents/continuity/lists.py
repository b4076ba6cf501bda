"""A paragraph that became a list goes on as the lead-in of that list, and a list that became a paragraph as it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policies.documents.continuity.likeness import agreement
from policies.documents.continuity.sides import Index, content_weights_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policies.documents.continuity.sides import Side

#: So much of what a paragraph says (0 to 100) must be said by a list as a whole, and less by any one part of it.
_AGREE: Final = 55.0
_PARTS: Final = 2


def lists_of(
    old: Side, new: Side, taken_old: Collection[int], taken_new: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yields each unpaired paragraph with the unpaired lead-in of the list that says the same; old first."""
    for paragraph, lead_in in _found(old, new, taken_old, taken_new):
        yield paragraph, lead_in
    for paragraph, lead_in in _found(new, old, taken_new, taken_old):
        yield lead_in, paragraph


def _found(
    paragraphs: Side, lists: Side, taken: Collection[int], taken_lists: Collection[int]
) -> Iterator[tuple[int, int]]:
    lead_ins = [index for index in lists.below if index >= 0 and _is_list(lists, index, taken_lists)]
    free = [index for index in range(len(paragraphs)) if index not in taken and index not in paragraphs.below]
    free = [index for index in free if not paragraphs.headings[index]]
    if not lead_ins or not free:
        return
    among = Index(paragraphs, free, weights_of(paragraphs, lists))
    weights = content_weights_of(paragraphs, lists)
    for lead_in in lead_ins:
        parts = [lead_in, *lists.below[lead_in]]
        whole = frozenset().union(*(lists.content(part) for part in parts))
        best = max(
            (
                (agreement(paragraphs.content(index), whole, weights), -index)
                for index in among.nearest(frozenset().union(*(lists.words[part] for part in parts)))
                if not _says_one_part(paragraphs.content(index), lists, parts[1:], weights)
            ),
            default=(0.0, 0),
        )
        if best[0] >= _AGREE:
            yield -best[1], lead_in


def _is_list(side: Side, index: int, taken: Collection[int]) -> bool:
    """Tells whether a lead-in that nothing continues has a list below it, and not what stood there before."""
    parts = side.below[index]
    fresh = sum(part not in taken for part in parts)
    return index not in taken and not side.headings[index] and len(parts) >= _PARTS and 2 * fresh > len(parts)


def _says_one_part(paragraph: frozenset[str], side: Side, parts: list[int], weights: dict[str, float]) -> bool:
    """Tells whether one part alone says as much of the paragraph as would make the paragraph that part."""
    return any(agreement(paragraph, side.content(part), weights) >= _AGREE for part in parts)
