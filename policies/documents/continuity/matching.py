"""Which provision of a new text continues which one of the old: by words first, then by what stands around it.

Candidates come from an index of rare words, so that twice the text takes about twice the time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
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
_PARENT: Final = 6.0
_NEIGHBOUR: Final = 6.0
_LABEL: Final = 3.0
_CANDIDATES: Final = 8
_COMMON: Final = 64
_LARGE: Final = 400


def plain(text: str) -> str:
    """Give the words of a text without case, punctuation, spaces more than one, and where links lead."""
    return " ".join(utils.default_process(without_targets(text)).split())


def likeness(old: str, new: str, *, at_least: float = 0.0) -> float:
    """Tell how alike two plain texts are, 0 to 100; 0 below `at_least`. A part of a text is less than the whole."""
    score = fuzz.ratio(old, new, score_cutoff=at_least)
    if min(len(old), len(new)) >= _PARTLY_FROM:
        score = max(score, _PARTLY * fuzz.partial_ratio(old, new, score_cutoff=min(100.0, at_least / _PARTLY)))
    return score


def match(old: Document, new: Document) -> dict[str, str]:
    """Find for the keys of `new` the key of the provision of `old` that each continues; `new` may have any keys."""
    found = Matcher(list(old.walk()), list(new.walk())).run()
    return {found_new.key: found_old.key for found_old, found_new in found}


class Side:
    """The provisions of one document in reading order, with what is asked of them again and again."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        """Read them once."""
        self.placed = placed
        self.texts = [plain(one.provision.text) for one in placed]
        self.words = [frozenset(text.split()) for text in self.texts]
        at = {one.key: index for index, one in enumerate(placed)}
        self.parents = [-1 if one.parent_key is None else at[one.parent_key] for one in placed]

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self.placed)


class Index:
    """Finds the provisions of a side that share rare words with a text."""

    def __init__(self, side: Side, among: Iterable[int], weights: dict[str, float]) -> None:
        """Index some of the provisions."""
        self._side, self._weights = side, weights
        self._where: dict[str, list[int]] = defaultdict(list)
        self._weight: dict[int, float] = {}
        for index in among:
            for word in side.words[index]:
                self._where[word].append(index)
            self._weight[index] = self.weight(side.words[index])

    def weight(self, words: Iterable[str]) -> float:
        """Give how much words say together: rare ones more."""
        return sum(self._weights[word] for word in words)

    def nearest(self, words: frozenset[str], *, within: bool = False) -> list[int]:
        """Give the best few, most alike first; with `within` those that hold most of these words."""
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            places = self._where.get(word, ())
            if len(places) <= _COMMON:
                for index in places:
                    shared[index] += self._weights[word]
        mine = self.weight(words) or 1.0
        if within:
            ranked = sorted(shared, key=lambda index: (-shared[index], index))
        else:
            ranked = sorted(shared, key=lambda index: (-shared[index] / (mine + self._weight[index]), index))
        return ranked[:_CANDIDATES]


def weights_of(*sides: Side) -> dict[str, float]:
    """Give each word's weight over all sides: the rarer, the more it says."""
    counted = Counter(word for side in sides for words in side.words for word in words)
    total = sum(len(side) for side in sides) or 1
    return {word: math.log(1 + total / number) for word, number in counted.items()}


class Matcher:
    """Pairs the provisions of two documents; `run` gives the pairs."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        """Take both in reading order."""
        self._old, self._new = Side(old), Side(new)
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}

    def run(self) -> list[tuple[Placed, Placed]]:
        """Pair what is equal, then what is clearly alike, then what is likely, then what only its place tells."""
        self._equal()
        scored = self._scored()
        for least in (CLEARLY, LIKELY, LIKELY):
            self._take(scored, least)
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
        """Tell apart what says the same in several places by what stands around, else by the order."""
        if len(olds) * len(news) > _LARGE:
            choices = [(0.0, 0, here, there) for here, there in zip(olds, news, strict=False)]
        else:
            choices = [(-self._context(here, there), abs(here - there), here, there) for here in olds for there in news]
        for _, _, here, there in sorted(choices):
            if here not in self._to_new and there not in self._to_old and self._fits(here, there):
                self._pair(here, there)

    def _scored(self) -> dict[tuple[int, int], float]:
        """Give the likeness of every pair worth a look."""
        index = Index(self._old, self._left(self._old, self._to_new), weights_of(self._old, self._new))
        scored: dict[tuple[int, int], float] = {}
        for there in self._left(self._new, self._to_old):
            words = self._new.words[there]
            for here in dict.fromkeys([*index.nearest(words), *index.nearest(words, within=True)]):
                if self._fits(here, there):
                    raw = likeness(self._old.texts[here], self._new.texts[there], at_least=_AT_LEAST)
                    raw -= 0.0 if self._same_kind(here, there) else _OTHER_KIND
                    if raw >= _AT_LEAST:
                        scored[here, there] = raw
        return scored

    def _take(self, scored: dict[tuple[int, int], float], least: float) -> None:
        by_words = least == CLEARLY
        choices = []
        for (here, there), raw in scored.items():
            if here in self._to_new or there in self._to_old:
                continue
            score = raw + self._context(here, there)
            if (raw if by_words else score) >= least:
                choices.append((-score, abs(here - there), here, there))
        for _, _, here, there in sorted(choices):
            if here not in self._to_new and there not in self._to_old:
                self._pair(here, there)

    def _by_place(self) -> None:
        """Pair what stands between the same two neighbours and is at least a little alike."""
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
        """Pair a lead-in or heading in wholly other words by most of what hangs below it; the deepest first."""
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
        """Give how much more likely a pair is for what stands around it."""
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
        """Tell whether a pair can be at all: a heading never becomes a clause."""
        kinds = self._old.placed[here].provision.kind, self._new.placed[there].provision.kind
        return kinds[0] is kinds[1] or Kind.HEADING not in kinds

    def _same_kind(self, here: int, there: int) -> bool:
        return self._old.placed[here].provision.kind is self._new.placed[there].provision.kind

    @staticmethod
    def _left(side: Side, taken: dict[int, int]) -> Iterator[int]:
        return (index for index in range(len(side)) if index not in taken)
