"""Letters without which a pattern cannot match, told of a text from its words: each word is read once and remembered.

A policy says a few thousand words over and over, and there are hundreds of patterns: asking a text for each of their
hints takes fifty times as long as putting together what is known of its words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Words remembered, and the longest of them in letters: strangers' texts may hold any number of any length.
_REMEMBERED: Final = 30_000
_LONGEST: Final = 40
#: By so many letters at its beginning a hint is looked up inside a word.
_BEGINNING: Final = 3


class _Known(dict[str, int]):
    """Each word with a bit for each group of hints of which it holds one, or such a part of one as a word can hold."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[tuple[str, ...], int] = {}
        self._whole: dict[str, int] = defaultdict(int)
        self._first: dict[str, int] = defaultdict(int)
        self._last: dict[str, int] = defaultdict(int)
        self._short: dict[str, int] = defaultdict(int)
        self._inside: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def bit(self, group: tuple[str, ...]) -> int:
        """Returns the bit of a group of hints, in small letters."""
        if group not in self._groups:
            self.clear()
            self._groups[group] = 1 << len(self._groups)
            for hint in group:
                self._learn(hint, self._groups[group])
        return self._groups[group]

    def _learn(self, hint: str, bit: int) -> None:
        """Keeps the longest part of a hint between its spaces, and where in a word that must stand."""
        parts = hint.split(" ")
        place = max(range(len(parts)), key=lambda at: len(parts[at]))
        part = parts[place]
        if len(parts) == 1:
            if len(part) < _BEGINNING:
                self._short[part] |= bit
            else:
                self._inside[part[:_BEGINNING]][part] |= bit
        elif place == 0:
            self._last[part] |= bit
        elif place == len(parts) - 1:
            self._first[part] |= bit
        else:
            self._whole[part] |= bit

    def __missing__(self, word: str) -> int:
        bits = reduce(or_, self._held(word), self._whole.get(word, 0))
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = bits
        return bits

    def _held(self, word: str) -> Iterator[int]:
        """Yields the bits of what stands at the beginning, at the end or inside of a word."""
        yield from (bits for part, bits in self._short.items() if part in word)
        yield from (bits for part, bits in self._first.items() if word.startswith(part))
        yield from (bits for part, bits in self._last.items() if word.endswith(part))
        for at in range(len(word) - _BEGINNING + 1):
            if longer := self._inside.get(word[at : at + _BEGINNING]):
                yield from (bits for part, bits in longer.items() if word.startswith(part, at))


_KNOWN: Final = _Known()


def need_of(groups: Sequence[tuple[str, ...]]) -> int:
    """Returns the bits of groups of hints, of each of which a text must hold one."""
    return reduce(or_, map(_KNOWN.bit, groups), 0)


def hinted(small: str) -> int:
    """Returns the bits that a text in small letters may have: a hint that reaches over a space is only likely."""
    return reduce(or_, map(_KNOWN.__getitem__, small.split()), 0)
