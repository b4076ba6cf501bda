"""A paragraph that became a list goes on as the lead-in of that list, and a list that became a paragraph as it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policies.documents.continuity.likeness import agreement, covered
from policies.documents.continuity.sides import Index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policies.documents.continuity.sides import Side, Weights

#: So much of what a paragraph says (0 to 100) must be said by a list as a whole, and clearly less by any one part.
_COVERED: Final = 70.0
_MORE: Final = 15.0
#: So much of what both say must be said by both: a list may say more than the paragraph did, not much more.
_AGREE: Final = 30.0
_PARTS: Final = 2
_LOOKED_AT: Final = 3
#: Paragraphs that share less than this part of all words with a list are not looked at.
_WORTH_A_LOOK: Final = 0.3


def lists_of(
    old: Side, new: Side, weights: Weights, taken_old: Collection[int], taken_new: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yields each unpaired paragraph with the unpaired lead-in of the list that says the same; old first."""
    for paragraph, lead_in in _found(old, new, weights, taken_old, taken_new):
        yield paragraph, lead_in
    for paragraph, lead_in in _found(new, old, weights, taken_new, taken_old):
        yield lead_in, paragraph


def _found(
    paragraphs: Side, lists: Side, weights: Weights, taken: Collection[int], taken_lists: Collection[int]
) -> Iterator[tuple[int, int]]:
    lead_ins = [index for index in lists.below if index >= 0 and _is_list(lists, index, taken_lists)]
    free = [index for index in range(len(paragraphs)) if index not in taken and index not in paragraphs.below]
    free = [index for index in free if not paragraphs.headings[index]]
    if not lead_ins or not free:
        return
    among = Index(paragraphs, free, weights.words)
    for lead_in in lead_ins:
        parts = lists.below[lead_in]
        words = frozenset().union(lists.words[lead_in], *(lists.words[part] for part in parts))
        best, score = -1, 0.0
        for index in among.nearest(words)[:_LOOKED_AT]:
            if among.share(words, index) < _WORTH_A_LOOK:
                continue
            says = paragraphs.content(index)
            whole = frozenset().union(lists.content(lead_in), *(lists.content(part) for part in parts))
            found = covered(says, whole, weights.content)
            # A paragraph that one part says as well by itself is that part.
            alone = max(covered(says, lists.content(part), weights.content) for part in parts)
            if found > max(score, _COVERED, alone + _MORE) and agreement(says, whole, weights.content) >= _AGREE:
                best, score = index, found
        if best >= 0:
            yield best, lead_in


def _is_list(side: Side, index: int, taken: Collection[int]) -> bool:
    """Tells whether a lead-in that nothing continues has a list below it, and not what stood there before."""
    parts = side.below[index]
    fresh = sum(part not in taken for part in parts)
    return index not in taken and not side.headings[index] and len(parts) >= _PARTS and 2 * fresh > len(parts)
