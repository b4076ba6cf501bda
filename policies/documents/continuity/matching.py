"""Which provision of a new text continues which one of the old: by words first, then by what stands around it.

Candidates come from an index of rare words, so that twice the text takes about twice the time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, utils

from policies.documents.model.document import Kind
from policies.documents.proposing.kinds import without_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policies.documents.model.document import Document, Placed

#: From this likeness (0 to 100) on, words alone decide; below it what stands around must agree.
CLEARLY: Final = 80.0
LIKELY: Final = 62.0
_AT_LEAST: Final = 50.0
_BY_PLACE: Final = 35.0
_OTHER_KIND: Final = 15.0
_PARTLY: Final = 0.85
_PARTLY_FROM: Final = 40
_ROUNDING: Final = 1e-6
_PARENT: Final = 6.0
_NEIGHBOUR: Final = 6.0
_LABEL: Final = 3.0
_CANDIDATES: Final = 8
_COMMON: Final = 64
_LARGE: Final = 400


def plain(text: str) -> str:
    """Returns the words of a text without case, punctuation, spaces more than one, and where links lead."""
    return " ".join(utils.default_process(without_targets(text)).split())


def likeness(old: str, new: str, *, at_least: float = 0.0) -> float:
    """Tells how alike two plain texts are, 0 to 100; 0 below `at_least`. A part of a text is less than the whole."""
    whole, most = _likeness_within(old, new)
    score, least = whole, max(whole, at_least)
    if most > least:
        score = max(whole, _PARTLY * fuzz.partial_ratio(old, new, score_cutoff=min(100.0, least / _PARTLY)))
    return score if score >= at_least else 0.0


def _likeness_within(old: str, new: str) -> tuple[float, float]:
    """Returns two values that the likeness lies between: asking for the best part takes a thousand times as long.

    A part of the longer text has no more letters in common with the shorter one than the whole has.
    """
    whole = fuzz.ratio(old, new)
    shorter = min(len(old), len(new))
    if shorter < _PARTLY_FROM:
        return whole, whole
    common = whole / 200 * (len(old) + len(new))
    part = 200 * min(common, shorter) / (shorter + min(common, shorter))
    return whole, max(whole, _PARTLY * part + _ROUNDING)


def match(old: Document, new: Document) -> dict[str, str]:
    """Finds for the keys of `new` the key of the provision of `old` that each continues; `new` may have any keys."""
    found = Matcher(list(old.walk()), list(new.walk())).run()
    return {found_new.key: found_old.key for found_old, found_new in found}


class Side:
    """The provisions of one document in reading order, with what is asked of them again and again."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        """Reads them once."""
        self.placed = placed
        self.texts = [plain(one.provision.text) for one in placed]
        self.words = [frozenset(text.split()) for text in self.texts]
        at = {one.key: index for index, one in enumerate(placed)}
        self.parents = [-1 if one.parent_key is None else at[one.parent_key] for one in placed]

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self.placed)


class Index:
    """Finds the provisions of a side that share rare words with a text."""

    def __init__(self, side: Side, among: Iterable[int], weights: dict[str, float]) -> None:
        """Indexes some of the provisions."""
        self._weights = weights
        self._where: dict[str, list[int]] = defaultdict(list)
        self._weight: dict[int, float] = {}
        for index in among:
            for word in side.words[index]:
                self._where[word].append(index)
            self._weight[index] = self.weight(side.words[index])

    def weight(self, words: Iterable[str]) -> float:
        """Returns how much words say together: rare ones more."""
        return sum(self._weights[word] for word in words)

    def nearest(self, words: frozenset[str], *, within: bool = False) -> list[int]:
        """Returns the best few, most alike first; with `within` those that hold most of these words."""
        shared = self._shared(words)
        return self._holding_most(shared) if within else self._most_alike(shared, words)

    def around(self, words: frozenset[str]) -> list[int]:
        """Returns the best few of either kind, each once."""
        shared = self._shared(words)
        return list(dict.fromkeys([*self._most_alike(shared, words), *self._holding_most(shared)]))

    def _shared(self, words: frozenset[str]) -> dict[int, float]:
        """Returns for each that shares words how much these say."""
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            places = self._where.get(word, ())
            if len(places) <= _COMMON:
                weight = self._weights[word]
                for index in places:
                    shared[index] += weight
        return shared

    def _most_alike(self, shared: dict[int, float], words: frozenset[str]) -> list[int]:
        mine, weight = self.weight(words) or 1.0, self._weight
        ranked = sorted((-says / (mine + weight[index]), index) for index, says in shared.items())
        return [index for _, index in ranked[:_CANDIDATES]]

    @staticmethod
    def _holding_most(shared: dict[int, float]) -> list[int]:
        ranked = sorted((-says, index) for index, says in shared.items())
        return [index for _, index in ranked[:_CANDIDATES]]


def weights_of(*sides: Side) -> dict[str, float]:
    """Returns each word's weight over all sides: the rarer, the more it says."""
    counted = Counter(word for side in sides for words in side.words for word in words)
    total = sum(len(side) for side in sides) or 1
    return {word: math.log(1 + total / number) for word, number in counted.items()}


@dataclass(slots=True)
class _Candidate:
    """A pair that may be; it is `most` alike, and exactly so once that is known."""

    here: int
    there: int
    most: float
    known: bool = False


class Matcher:
    """Pairs the provisions of two documents; `run` gives the pairs."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        """Takes both in reading order."""
        self._old, self._new = Side(old), Side(new)
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}

    def run(self) -> list[tuple[Placed, Placed]]:
        """Pairs what is equal, then what is clearly alike, then what is likely, then what only its place tells."""
        self._equal()
        candidates = self._candidates()
        for least in (CLEARLY, LIKELY, LIKELY):
            self._take(candidates, least)
        self._by_place()
        self._by_what_hangs_below()
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
            if len(olds) == len(news) == 1:
                if self._fits(olds[0], news[0]):
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

    def _candidates(self) -> list[_Candidate]:
        """Returns every pair worth a look."""
        index = Index(self._old, self._left(self._old, self._to_new), weights_of(self._old, self._new))
        found = []
        for there in self._left(self._new, self._to_old):
            for here in index.around(self._new.words[there]):
                if self._fits(here, there):
                    _, most = _likeness_within(self._old.texts[here], self._new.texts[there])
                    most -= 0.0 if self._same_kind(here, there) else _OTHER_KIND
                    if most >= _AT_LEAST:
                        found.append(_Candidate(here, there, most))
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
        raw = likeness(self._old.texts[one.here], self._new.texts[one.there], at_least=_AT_LEAST)
        raw -= 0.0 if self._same_kind(one.here, one.there) else _OTHER_KIND
        one.most, one.known = raw if raw >= _AT_LEAST else -math.inf, True

    def _free(self, one: _Candidate) -> bool:
        return one.here not in self._to_new and one.there not in self._to_old

    def _by_place(self) -> None:
        """Pairs what stands between the same two neighbours and is at least a little alike."""
        for there in self._left(self._new, self._to_old):
            before, after = self._to_old.get(there - 1, -1), self._to_old.get(there + 1, len(self._old))
            if after - before > _CANDIDATES:
                continue
            choices = []
            for here in range(before + 1, after):
                if here not in self._to_new and self._fits(here, there) and self._same_kind(here, there):
                    raw = likeness(self._old.texts[here], self._new.texts[there], at_least=_BY_PLACE)
                    if raw >= _BY_PLACE:
                        choices.append((-raw, here))
            if choices:
                self._pair(min(choices)[1], there)

    def _by_what_hangs_below(self) -> None:
        """Pairs a lead-in or heading in wholly other words by most of what hangs below it; the deepest first."""
        below: dict[int, list[int]] = defaultdict(list)
        for index, over in enumerate(self._new.parents):
            below[over].append(index)
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
        for step in (-1, 1):
            beside, next_to = here + step, there + step
            ends = beside in {-1, len(self._old)} and next_to in {-1, len(self._new)}
            if ends or self._to_new.get(beside, -2) == next_to:
                bonus += _NEIGHBOUR
        return bonus

    def _fits(self, here: int, there: int) -> bool:
        """Tells whether a pair can be at all: a heading never becomes a clause."""
        kinds = self._old.placed[here].provision.kind, self._new.placed[there].provision.kind
        return kinds[0] is kinds[1] or Kind.HEADING not in kinds

    def _same_kind(self, here: int, there: int) -> bool:
        return self._old.placed[here].provision.kind is self._new.placed[there].provision.kind

    @staticmethod
    def _left(side: Side, taken: dict[int, int]) -> Iterator[int]:
        return (index for index in range(len(side)) if index not in taken)
