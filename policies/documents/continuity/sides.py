"""The provisions of two documents as they are matched: each side read once, and looked up by rare words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from itertools import accumulate, chain
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
#: Weights are whole numbers of these parts of one, so that they add up to the same in whatever order.
_PARTS: Final = 1_000_000


class Known:
    """What both sides have read: most texts of two versions are the same, and each is read once."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._read: dict[str, tuple[str, frozenset[str]]] = {}
        self._content: dict[str, frozenset[str]] = {}

    def read(self, text: str) -> tuple[str, frozenset[str]]:
        """Returns a text in plain words, and these words."""
        found = self._read.get(text)
        if found is None:
            words = plain(text)
            found = self._read[text] = words, frozenset(words.split())
        return found

    def content(self, words: str) -> frozenset[str]:
        """Returns what plain words say."""
        found = self._content.get(words)
        if found is None:
            found = self._content[words] = content(words)
        return found


class Side:
    """The provisions of one document in reading order, with what is asked of them again and again."""

    def __init__(self, placed: Sequence[Placed], known: Known | None = None) -> None:
        """Reads them once; `known` is what the other side has read."""
        self.placed = placed
        self.known = known or Known()
        read = [self.known.read(one.provision.text) for one in placed]
        self.texts = [text for text, _ in read]
        self.words = [words for _, words in read]
        at = {one.key: index for index, one in enumerate(placed)}
        self.parents = [-1 if one.parent_key is None else at[one.parent_key] for one in placed]
        self.headings = [one.provision.kind is Kind.HEADING for one in placed]

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self.placed)

    def content(self, index: int) -> frozenset[str]:
        """Returns what one of them says, worked out when it is first asked for."""
        return self.known.content(self.texts[index])

    @cached_property
    def below(self) -> dict[int, list[int]]:
        """Returns what hangs directly below each, those at the top below -1."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, over in enumerate(self.parents):
            found[over].append(index)
        return found


class Index:
    """Finds the provisions of a side that share rare words with a text."""

    def __init__(self, side: Side, among: Iterable[int], weights: dict[str, int]) -> None:
        """Indexes some of the provisions."""
        self._side, self._weights = side, weights
        among = list(among)
        counted = Counter(chain.from_iterable(side.words[index] for index in among))
        telling = sorted((number, word) for word, number in counted.items() if number <= _COMMON)
        #: Where each word that points to provisions stands, and which comes before which: the rarest first.
        self._where: dict[str, list[int]] = {word: [] for _, word in telling}
        self._order = {word: place for place, (_, word) in enumerate(telling)}
        self._weight = {index: self.weight(side.words[index]) for index in among}
        self._lightest = min(self._weight.values(), default=0)
        for index in among:
            for word in side.words[index] & self._where.keys():
                self._where[word].append(index)

    def weight(self, words: Iterable[str]) -> int:
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
        hardly, weight, own = _HARDLY * self.weight(telling), self._weight, self._side.words
        said = frozenset(telling)
        # Whoever shares fewer words than this cannot share as much as is asked, not even the rarest ones.
        least = min(hardly, _HOLDS * self._lightest)
        heaviest = accumulate(sorted(map(self._weights.__getitem__, telling), reverse=True))
        few = sum(so_far < least for so_far in heaviest)
        found = Counter(chain.from_iterable(map(self._where.__getitem__, telling)))
        several = {index: self.weight(said & own[index]) for index, number in found.items() if number > few}
        shared = {index: says for index, says in several.items() if says >= hardly or says >= _HOLDS * weight[index]}
        if len(shared) <= _CANDIDATES:
            return list(shared)
        return list(dict.fromkeys([*self._most_alike(shared, words), *self._holding_most(shared)]))

    def _telling(self, words: frozenset[str]) -> list[str]:
        """Returns those of some words that point to provisions; of many the rarest are enough."""
        telling = list(words & self._where.keys())
        if len(telling) > _ENOUGH:
            telling.sort(key=self._order.__getitem__)
            del telling[_ENOUGH:]
        return telling

    def _shared(self, telling: Iterable[str]) -> dict[int, int]:
        """Returns for each that shares words how much these say."""
        shared: dict[int, int] = defaultdict(int)
        for word in telling:
            weight = self._weights[word]
            for index in self._where[word]:
                shared[index] += weight
        return shared

    def _most_alike(self, shared: dict[int, int], words: frozenset[str]) -> list[int]:
        mine, weight = self.weight(words) or 1.0, self._weight
        ranked = sorted((-says / (mine + weight[index]), index) for index, says in shared.items())
        return [index for _, index in ranked[:_CANDIDATES]]

    @staticmethod
    def _holding_most(shared: dict[int, int]) -> list[int]:
        ranked = sorted((-says, index) for index, says in shared.items())
        return [index for _, index in ranked[:_CANDIDATES]]


class Weights:
    """How much each word says over all sides: the rarer, the more; worked out when it is first asked for."""

    def __init__(self, *sides: Side) -> None:
        """Keeps the sides."""
        self._sides = sides

    @cached_property
    def words(self) -> dict[str, int]:
        """Returns the weight of each of `Side.words`."""
        return self._weigh(Counter(chain.from_iterable(chain.from_iterable(side.words for side in self._sides))))

    @cached_property
    def content(self) -> dict[str, int]:
        """Returns the weight of each that `Side.content` holds."""
        counted = Counter(chain.from_iterable(side.content(at) for side in self._sides for at in range(len(side))))
        return {word: round(weight * worth(word)) for word, weight in self._weigh(counted).items()}

    def _weigh(self, counted: Counter[str]) -> dict[str, int]:
        total = sum(map(len, self._sides)) or 1
        by_number = {number: round(_PARTS * math.log(1 + total / number)) for number in set(counted.values())}
        return {word: by_number[number] for word, number in counted.items()}
