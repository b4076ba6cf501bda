"""Which provision of a new text continues which one of the old: its words decide, and what stands around it helps.

What only stands in the same place is another provision: the old one is gone and the new one is new.
Candidates come from an index of rare words, so that twice the text takes about twice the time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from policies.documents.continuity.likeness import agreement, likeness, likeness_within, overlap, worth
from policies.documents.continuity.lists import lists_of
from policies.documents.continuity.sides import Index, Side, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policies.documents.model.document import Document, Placed

#: From this likeness (0 to 100) on, letters alone decide; below it what is said must agree as well.
SURELY: Final = 90.0
_SURELY_OF_A_LINE: Final = 93.0
#: Below this what stands around must agree too.
CLEARLY: Final = 80.0
LIKELY: Final = 62.0
_AT_LEAST: Final = 50.0
#: So much of what is said must be said by both (0 to 100); between the same neighbours somewhat less will do.
_AGREE: Final = 40.0
_OVERLAP: Final = 50.0
_AGREE_IN_PLACE: Final = 30.0
_OTHER_KIND: Final = 5.0
_PARENT: Final = 6.0
_NEIGHBOUR: Final = 6.0
_LABEL: Final = 3.0
_NEAR: Final = 8
_LARGE: Final = 400
#: A line is no longer than this, in letters.
_LINE: Final = 120


def match(old: Document, new: Document) -> dict[str, str]:
    """Finds for the keys of `new` the key of the provision of `old` that each continues; `new` may have any keys."""
    found = Matcher(list(old.unplaced()), list(new.unplaced())).run()
    return {found_new.key: found_old.key for found_old, found_new in found}


@dataclass(slots=True)
class _Candidate:
    """A pair that may be; it is `most` alike, and exactly so once that is known."""

    here: int
    there: int
    most: float
    #: How alike both are as wholes.
    whole: float
    known: bool = False


class Matcher:
    """Pairs the provisions of two documents; `run` gives the pairs."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        """Takes both in reading order."""
        self._old = Side(old)
        self._new = Side(new, self._old.known)
        self._both = Weights(self._old, self._new)
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}

    def run(self) -> list[tuple[Placed, Placed]]:
        """Pairs what is equal, lists with paragraphs, then what is clearly alike, likely, and alike in its place."""
        self._equal()
        self._lists()
        candidates = self._candidates()
        for least in (CLEARLY, LIKELY, LIKELY):
            self._take(candidates, least)
        self._in_place()
        self._by_what_hangs_below()
        self._equal_at_last()
        return [(self._old.placed[here], self._new.placed[there]) for here, there in sorted(self._to_new.items())]

    def _pair(self, here: int, there: int) -> None:
        self._to_new[here], self._to_old[there] = there, here

    def _equal(self) -> None:
        groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for which, side in enumerate((self._old, self._new)):
            for index, text in enumerate(side.texts):
                if text:
                    groups[text][which].append(index)
        several = []
        for olds, news in groups.values():
            if len(olds) == len(news) == 1 and self._both_or_no_heading(olds[0], news[0]):
                self._pair(olds[0], news[0])
            elif olds and news:
                several.append((olds, news))
        for olds, news in several:
            self._equals(olds, news)

    def _equals(self, olds: list[int], news: list[int]) -> None:
        """Tells apart what says the same in several places by what stands around, else by the order."""
        if len(olds) * len(news) > _LARGE:
            choices = [(0.0, 0, here, there) for here, there in zip(olds, news, strict=False)]
        else:
            choices = [(-self._context(here, there), abs(here - there), here, there) for here in olds for there in news]
        for _, _, here, there in sorted(choices):
            if here not in self._to_new and there not in self._to_old and self._fits(here, there):
                self._pair(here, there)

    def _equal_at_last(self) -> None:
        """Pairs a heading with a clause that says the same anywhere, where nothing else continues either."""
        left = {self._old.texts[here]: here for here in self._left(self._old, self._to_new)}
        for there in self._left(self._new, self._to_old):
            here = left.pop(self._new.texts[there], None) if self._new.texts[there] else None
            if here is not None:
                self._pair(here, there)

    def _lists(self) -> None:
        """Pairs a paragraph with the lead-in of the list that it became, and the other way round."""
        for here, there in lists_of(self._old, self._new, self._both, self._to_new, self._to_old):
            if here not in self._to_new and there not in self._to_old:
                self._pair(here, there)

    def _candidates(self) -> list[_Candidate]:
        """Returns every pair worth a look."""
        index = Index(self._old, self._left(self._old, self._to_new), self._both.words)
        found = []
        for there in self._left(self._new, self._to_old):
            for here in index.around(self._new.words[there]):
                if self._fits(here, there):
                    whole, most = likeness_within(self._old.texts[here], self._new.texts[there])
                    most -= 0.0 if self._same_kind(here, there) else _OTHER_KIND
                    if most >= _AT_LEAST:
                        found.append(_Candidate(here, there, most, whole))
        return found

    def _take(self, candidates: list[_Candidate], least: float) -> None:
        """Pairs the most alike first; only where it may decide is the likeness itself asked for."""
        by_words = least == CLEARLY
        queue: list[tuple[float, bool, int, int, int, float, _Candidate]] = []

        def weigh(one: _Candidate, context: float) -> None:
            score = one.most + context
            if (one.most if by_words else score) >= least:
                heappush(queue, (-score, one.known, abs(one.here - one.there), one.here, one.there, context, one))

        for one in candidates:
            if self._free(one):
                weigh(one, self._context(one.here, one.there))
        while queue:
            *_, context, one = heappop(queue)
            if not self._free(one):
                continue
            if one.known:
                self._pair(one.here, one.there)
            else:
                self._look(one)
                weigh(one, context)

    def _look(self, one: _Candidate) -> None:
        old, new = self._old.texts[one.here], self._new.texts[one.there]
        raw = likeness(old, new, at_least=_AT_LEAST, whole=one.whole)
        surely = SURELY if len(self._new.texts[one.there]) > _LINE else _SURELY_OF_A_LINE
        if _AT_LEAST <= raw < surely and not self._agree(one.here, one.there, clearly=raw >= CLEARLY):
            raw = 0.0
        raw -= 0.0 if self._same_kind(one.here, one.there) else _OTHER_KIND
        one.most, one.known = raw if raw >= _AT_LEAST else -math.inf, True

    def _free(self, one: _Candidate) -> bool:
        return one.here not in self._to_new and one.there not in self._to_old

    def _in_place(self) -> None:
        """Pairs what stands between the same two neighbours and says somewhat the same."""
        last_old, last_new = len(self._old), len(self._new)
        befores, before = [], -1
        for there in range(last_new):
            befores.append(before)
            before = self._to_old.get(there, before)
        after = last_old
        choices = []
        for there in range(last_new - 1, -1, -1):
            if there in self._to_old:
                after = self._to_old[there]
            elif after - befores[there] <= _NEAR:
                choices += [
                    (-self._akin(here, there), abs(here - there), here, there)
                    for here in range(befores[there] + 1, after)
                    if here not in self._to_new and self._fits(here, there)
                ]
        for score, _, here, there in sorted(choices):
            if -score >= _AGREE_IN_PLACE and here not in self._to_new and there not in self._to_old:
                self._pair(here, there)

    def _by_what_hangs_below(self) -> None:
        """Pairs a lead-in or heading in wholly other words by most of what hangs below it; the deepest first."""
        below = self._new.below
        deepest = max((one.depth for one in self._new.placed), default=0)
        for depth in range(deepest, -1, -1):
            choices = []
            for there in self._left(self._new, self._to_old):
                if self._new.placed[there].depth == depth:
                    paired = [self._to_old[child] for child in below.get(there, ()) if child in self._to_old]
                    above = Counter(self._old.parents[child] for child in paired)
                    choices += [
                        (-number, -likeness(self._old.texts[here], self._new.texts[there]), here, there)
                        for here, number in above.items()
                        if here >= 0 and self._fits(here, there) and 2 * number >= len(below[there])
                    ]
            for _, _, here, there in sorted(choices):
                if here not in self._to_new and there not in self._to_old:
                    self._pair(here, there)

    def _context(self, here: int, there: int) -> float:
        """Returns how much more likely a pair is for what stands around it."""
        bonus = 0.0
        above, over = self._old.parents[here], self._new.parents[there]
        if (above, over) == (-1, -1) or (above >= 0 and self._to_new.get(above) == over):
            bonus += _PARENT
            number = self._new.placed[there].provision.number
            if number and number == self._old.placed[here].provision.number:
                bonus += _LABEL
        return bonus + _NEIGHBOUR * sum(self._beside(here, there, step) for step in (-1, 1))

    def _beside(self, here: int, there: int, step: int) -> bool:
        """Tells whether both have the same neighbour on one side, or none."""
        beside, next_to = here + step, there + step
        ends = beside in {-1, len(self._old)} and next_to in {-1, len(self._new)}
        return ends or self._to_new.get(beside, -2) == next_to

    def _fits(self, here: int, there: int) -> bool:
        """Tells whether a pair can be at all: a heading is only ever a line that says the same in the same place."""
        if self._both_or_no_heading(here, there):
            return True
        old, new = self._old.texts[here], self._new.texts[there]
        return (
            max(len(old), len(new)) <= _LINE
            and (self._beside(here, there, -1) or self._beside(here, there, 1))
            and likeness(old, new, at_least=CLEARLY) > 0
        )

    def _both_or_no_heading(self, here: int, there: int) -> bool:
        return self._old.headings[here] is self._new.headings[there]

    def _same_kind(self, here: int, there: int) -> bool:
        return self._old.placed[here].provision.kind is self._new.placed[there].provision.kind

    def _agree(self, here: int, there: int, *, clearly: bool) -> bool:
        """Tells whether enough of what is said is said by both; of texts that are clearly alike one may say more."""
        if not clearly:
            return self._agreement(here, there) >= _AGREE
        return overlap(self._old.content(here), self._new.content(there), self._both.content) >= _OVERLAP

    def _akin(self, here: int, there: int) -> float:
        """Returns how much of what is said both say; a few telling words that went on in many count by half."""
        old, new = self._old.content(here), self._new.content(there)
        shared = agreement(old, new, self._both.content)
        if shared < _AGREE_IN_PLACE and any(worth(word) == 1 for word in old & new):
            return max(shared, overlap(old, new, self._both.content) / 2)
        return shared

    def _agreement(self, here: int, there: int) -> float:
        return agreement(self._old.content(here), self._new.content(there), self._both.content)

    @staticmethod
    def _left(side: Side, taken: dict[int, int]) -> Iterator[int]:
        return (index for index in range(len(side)) if index not in taken)
