"""The provisions of two documents as they are matched: each side read once, and looked up by rare words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from policies.documents.continuity.likeness import content, plain, worth
from policies.documents.model.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policies.documents.model.document import Placed

_CANDIDATES: Final = 8
#: A word that stands in more provisions than this points to none of them.
_COMMON: Final = 64
_ENOUGH: Final = 32
#: Who shares less than this part of all that both say is no candidate, be it for the whole or for a part.
_HARDLY: Final = 0.15
_HOLDS: Final = 0.3


class Side:
    """The provisions of one document in reading order, with what is asked of them again and again."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        """Reads them once."""
        self.placed = placed
        self.texts = [plain(one.provision.text) for one in placed]
        self.words = [frozenset(text.split()) for text in self.texts]
        at = {one.key: index for index, one in enumerate(placed)}
        self.parents = [-1 if one.parent_key is None else at[one.parent_key] for one in placed]
        self.headings = [one.provision.kind is Kind.HEADING for one in placed]
        self._content: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self.placed)

    def content(self, index: int) -> frozenset[str]:
        """Returns what one of them says, worked out when it is first asked for."""
        if index not in self._content:
            self._content[index] = content(self.texts[index])
        return self._content[index]

    @cached_property
    def below(self) -> dict[int, list[int]]:
        """Returns what hangs directly below each, those at the top below -1."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, over in enumerate(self.parents):
            found[over].append(index)
        return found


class Index:
    """Finds the provisions of a side that share rare words with a text."""

    def __init__(self, side: Side, among: Iterable[int], weights: dict[str, float]) -> None:
        """Indexes some of the provisions."""
        self._side, self._weights = side, weights
        self._where: dict[str, list[int]] = defaultdict(list)
        self._weight: dict[int, float] = {}
        for index in among:
            for word in side.words[index]:
                self._where[word].append(index)
            self._weight[index] = self.weight(side.words[index])

    def weight(self, words: Iterable[str]) -> float:
        """Returns how much words say together: rare ones more."""
        return sum(map(self._weights.__getitem__, words))

    def share(self, words: frozenset[str], index: int) -> float:
        """Returns which part, 0 to 1, of all that words and an indexed provision say is said by both."""
        both = self.weight(words & self._side.words[index])
        return 2 * both / ((self.weight(words) + self._weight[index]) or 1.0)

    def nearest(self, words: frozenset[str], *, within: bool = False) -> list[int]:
        """Returns the best few, most alike first; with `within` those that hold most of these words."""
        shared = self._shared(self._telling(words))
        return self._holding_most(shared) if within else self._most_alike(shared, words)

    def around(self, words: frozenset[str]) -> list[int]:
        """Returns the best few of either kind, each once, without those that share hardly anything."""
        telling = self._telling(words)
        shared, hardly = self._shared(telling), _HARDLY * self.weight(telling)
        weight = self._weight
        shared = {index: says for index, says in shared.items() if says >= hardly or says >= _HOLDS * weight[index]}
        if len(shared) <= _CANDIDATES:
            return list(shared)
        return list(dict.fromkeys([*self._most_alike(shared, words), *self._holding_most(shared)]))

    def _telling(self, words: frozenset[str]) -> list[str]:
        """Returns those of some words that point to provisions; of many the rarest are enough."""
        where = self._where
        telling = [word for word in words if word in where and len(where[word]) <= _COMMON]
        if len(telling) > _ENOUGH:
            telling.sort(key=lambda word: (len(where[word]), word))
            del telling[_ENOUGH:]
        return telling

    def _shared(self, telling: Iterable[str]) -> dict[int, float]:
        """Returns for each that shares words how much these say."""
        shared: dict[int, float] = defaultdict(float)
        for word in telling:
            weight = self._weights[word]
            for index in self._where[word]:
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


class Weights:
    """How much each word says over all sides: the rarer, the more; worked out when it is first asked for."""

    def __init__(self, *sides: Side) -> None:
        """Keeps the sides."""
        self._sides = sides

    @cached_property
    def words(self) -> dict[str, float]:
        """Returns the weight of each of `Side.words`."""
        return self._weigh(Counter(chain.from_iterable(chain.from_iterable(side.words for side in self._sides))))

    @cached_property
    def content(self) -> dict[str, float]:
        """Returns the weight of each that `Side.content` holds."""
        counted = Counter(word for side in self._sides for at in range(len(side)) for word in side.content(at))
        return {word: weight * worth(word) for word, weight in self._weigh(counted).items()}

    def _weigh(self, counted: Counter[str]) -> dict[str, float]:
        total = sum(map(len, self._sides)) or 1
        by_number = {number: math.log(1 + total / number) for number in set(counted.values())}
        return {word: by_number[number] for word, number in counted.items()}
