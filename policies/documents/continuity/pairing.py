"""How each provision of one version goes on in the next, once both have their keys: kept, reworded, split, merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from policies.documents.comparing.compare import moved_keys
from policies.documents.continuity.likeness import likeness
from policies.documents.continuity.sides import Index, Side, Weights
from policies.documents.continuity.splits import is_sure, sureness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policies.documents.model.document import Document, Placed

#: Below this likeness (0 to 100) a person should look whether it is still the same provision.
DOUBTFUL: Final = 75.0
_PERHAPS: Final = 50.0
_CLOSE: Final = 8.0


class Fate(StrEnum):
    """What became of a provision from one version to the next."""

    KEPT = "kept"
    REWORDED = "reworded"
    SPLIT = "split"  # words of an old provision that now stand apart
    MERGED = "merged"  # words that now stand in another provision
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pair:
    """One provision's way: `old` is None where it is new, `new` where it is gone.

    `likeness` goes from 0 to 100. `of` is the key that it was split from or merged into; `perhaps` the key of another
    provision that this one may continue, or that may continue it, after all.
    """

    old: Placed | None
    new: Placed | None
    fate: Fate
    likeness: float
    moved: bool = False
    doubtful: bool = False
    of: str | None = None
    perhaps: str | None = None

    @property
    def key(self) -> str:
        """Returns the key that it has, or had."""
        placed = self.new or self.old
        return placed.key if placed else ""


def pairs_of(old: Document, new: Document) -> tuple[Pair, ...]:
    """Tells what became of every provision, in the reading order of `new`, with those gone at the end."""
    return _Pairing(old.placed(), new.placed()).pairs()


def figures(pairs: Iterable[Pair]) -> Counter[str]:
    """Counts each fate, and besides what moved and what is doubtful."""
    counted: Counter[str] = Counter()
    for pair in pairs:
        counted[pair.fate.value] += 1
        counted["moved"] += pair.moved
        counted["doubtful"] += pair.doubtful
    return counted


class _Pairing:
    def __init__(self, before: Mapping[str, Placed], after: Mapping[str, Placed]) -> None:
        self._before, self._after = before, after
        self._old, self._new = Side(list(before.values())), Side(list(after.values()))
        self._weights = Weights(self._old, self._new).words
        self._here = {key: index for index, key in enumerate(before)}
        self._there = {key: index for index, key in enumerate(after)}
        self._moved = moved_keys(before, after)

    def pairs(self) -> tuple[Pair, ...]:
        lone_old = [self._here[key] for key in self._before if key not in self._after]
        lone_new = [self._there[key] for key in self._after if key not in self._before]
        among_old, among_new = Index(self._old, lone_old, self._weights), Index(self._new, lone_new, self._weights)
        parents = Index(self._old, range(len(self._old)), self._weights) if lone_new else None
        wholes = Index(self._new, range(len(self._new)), self._weights) if lone_old else None
        told = []
        for key, placed in self._after.items():
            there = self._there[key]
            if key in self._before:
                told.append(self._went_on(key, placed, among_old, among_new))
            else:
                perhaps, score = self._best(self._old, among_old, self._new, there)
                source, sure = self._split_from(there, parents) if parents else (None, 0.0)
                fate = Fate.SPLIT if source else Fate.NEW
                one = Pair(None, placed, fate, score, doubtful=bool(source) and not is_sure(sure), of=source)
                told.append(self._unsure(one, perhaps, score))
        for here in lone_old:
            placed = self._old.placed[here]
            perhaps, score = self._best(self._new, among_new, self._old, here)
            target, sure = self._merged_into(here, wholes) if wholes else (None, 0.0)
            fate = Fate.MERGED if target else Fate.GONE
            one = Pair(placed, None, fate, score, doubtful=bool(target) and not is_sure(sure), of=target)
            told.append(self._unsure(one, perhaps, score))
        return tuple(told)

    @staticmethod
    def _unsure(pair: Pair, perhaps: str | None, score: float) -> Pair:
        return replace(pair, perhaps=perhaps, doubtful=True) if perhaps and score >= _PERHAPS else pair

    def _went_on(self, key: str, placed: Placed, among_old: Index, among_new: Index) -> Pair:
        here, there = self._here[key], self._there[key]
        old, moved = self._before[key], key in self._moved
        if self._old.texts[here] == self._new.texts[there]:
            same = old.provision.text == placed.provision.text
            return Pair(old, placed, Fate.KEPT if same else Fate.REWORDED, 100.0, moved)
        score = likeness(self._old.texts[here], self._new.texts[there])
        perhaps, other = self._best(self._old, among_old, self._new, there)
        instead, another = self._best(self._new, among_new, self._old, here)
        rival = perhaps if other >= another else instead
        close = max(other, another) >= score - _CLOSE
        return Pair(
            old, placed, Fate.REWORDED, score, moved, score < DOUBTFUL or close, perhaps=rival if close else None
        )

    @staticmethod
    def _best(there: Side, index: Index, here: Side, at: int) -> tuple[str | None, float]:
        """Returns the unpaired provision on the other side that is most alike, and how much."""
        kind = here.placed[at].provision.kind
        best, score = None, 0.0
        for other in index.nearest(here.words[at]):
            if (there.placed[other].provision.kind == "heading") is (kind == "heading"):
                found = likeness(there.texts[other], here.texts[at], at_least=max(score, _PERHAPS))
                if found > score:
                    best, score = there.placed[other].key, found
        return best, score

    def _split_from(self, there: int, index: Index) -> tuple[str | None, float]:
        """Returns the old provision whose words these were and whose successor lost them, and how sure that is."""
        return self._parted(there, self._new, self._old, self._there, index)

    def _merged_into(self, here: int, index: Index) -> tuple[str | None, float]:
        """Returns the new provision that says these words and whose predecessor did not, and how sure that is."""
        return self._parted(here, self._old, self._new, self._here, index)

    @staticmethod
    def _parted(at: int, mine: Side, other: Side, by_key: Mapping[str, int], index: Index) -> tuple[str | None, float]:
        """Looks on the other side; what it went on as, or came from, stands on mine under the same key."""
        above = mine.placed[at].parent_key
        found, surest = None, 0.0
        for where in index.nearest(mine.words[at], within=True):
            key = other.placed[where].key
            counterpart = mine.texts[by_key[key]] if key in by_key else None
            sure = sureness(mine.texts[at], other.texts[where], counterpart, beside=key == above)
            if sure > surest:
                found, surest = key, sure
        return found, surest
