"""Words sought in many texts: a pattern, and stretches of letters without which it cannot match, which are asked first.

Asking what is known of a text's words takes a fiftieth of what a search for the pattern takes.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from policies.documents.proposing.hints import hinted, need_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Of so many sets of hints it is remembered what they let be possible.
_REMEMBERED: Final = 1_000


class Letters:
    """A text in which words are sought, and the hints that it holds."""

    __slots__ = ("hints", "small", "text")

    def __init__(self, text: str) -> None:
        """Reads it once for all patterns."""
        self.text: Final = text
        self.small: Final = in_small_letters(text)
        self.hints: Final = hinted(self.small)


@lru_cache(maxsize=128)
def letters_of(text: str) -> Letters:
    """Returns a text to search; several are asked about the same text one after the other."""
    return Letters(text)


class Sought:
    """A pattern without regard to case; of each group of `hints`, in small letters, a text must hold one."""

    __slots__ = ("_apart", "hints", "need", "pattern")

    def __init__(self, pattern: re.Pattern[str], hints: tuple[tuple[str, ...], ...]) -> None:
        """Keeps the pattern; hints that reach over a space are asked for by themselves, after the others."""
        self.pattern: Final = pattern
        self.hints: Final = hints
        self.need: Final = need_of(hints)
        self._apart: Final = tuple(group for group in hints if any(" " in hint for hint in group))

    def search(self, letters: Letters) -> re.Match[str] | None:
        """Finds the pattern in a text."""
        if letters.hints & self.need != self.need or not self.possible(letters):
            return None
        return self.pattern.search(letters.text)

    def each(self, letters: Letters) -> Iterator[re.Match[str]]:
        """Finds every place of the pattern, from left to right."""
        return self.pattern.finditer(letters.text) if self.possible(letters) else iter(())

    def likely(self, hints: int) -> bool:
        """Tells whether the words of a text, by the bits of their hints, are such that it may hold them."""
        return hints & self.need == self.need

    def possible(self, letters: Letters) -> bool:
        """Tells whether a text holds the hints."""
        if letters.hints & self.need != self.need:
            return False
        return not self._apart or all(any(hint in letters.small for hint in group) for group in self._apart)


class AnyOf:
    """Patterns of which the leftmost counts, and of two at one place the earlier: as one with bars between, but sooner.

    What a text holds no hints of is not looked for.
    """

    __slots__ = ("_hints", "_likely", "ways")

    def __init__(self, *ways: Sought) -> None:
        """Keeps them."""
        self.ways: Final = ways
        self._hints = reduce(or_, (way.need for way in ways))
        self._likely: dict[int, tuple[Sought, ...]] = {}

    def search(self, letters: Letters) -> re.Match[str] | None:
        """Finds the first place of any."""
        return next(self.each(letters), None) if self.possible(letters) else None

    def each(self, letters: Letters) -> Iterator[re.Match[str]]:
        """Finds every place of any, from left to right, none of them inside another."""
        patterns = [way.pattern for way in self._ways(letters.hints) if way.possible(letters)]
        if len(patterns) == 1:
            return patterns[0].finditer(letters.text)
        return _leftmost(patterns, letters.text) if patterns else iter(())

    def likely(self, hints: int) -> bool:
        """Tells whether the words of a text, by the bits of their hints, are such that it may hold one of them."""
        return bool(self._ways(hints))

    def possible(self, letters: Letters) -> bool:
        """Tells whether a text may hold what one of them needs."""
        return bool(self._ways(letters.hints))

    def _ways(self, hints: int) -> tuple[Sought, ...]:
        """Returns those whose hints the words of a text may hold."""
        hints &= self._hints
        ways = self._likely.get(hints)
        if ways is None:
            if len(self._likely) >= _REMEMBERED:
                self._likely.clear()
            ways = self._likely[hints] = tuple(way for way in self.ways if way.need & hints == way.need)
        return ways


def _leftmost(patterns: list[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Finds what the patterns with bars between would, provided that none of them matches nothing at all."""
    coming = [(pattern, pattern.search(text)) for pattern in patterns]
    while coming := [(pattern, match) for pattern, match in coming if match is not None]:
        first = min((match for _, match in coming if match is not None), key=lambda match: match.start())
        yield first
        end = first.end()
        coming = [
            (pattern, match if match is None or match.start() >= end else pattern.search(text, end))
            for pattern, match in coming
        ]


def sought(pattern: str, *hints: str) -> Sought:
    """Returns the pattern with its hints, each group one string, its hints divided by bars."""
    return Sought(re.compile(pattern, re.IGNORECASE), tuple(tuple(group.split("|")) for group in hints))


def in_small_letters(text: str) -> str:
    """Returns a text in the letters that hints are written in, so that a pattern finds it however written."""
    small = text.lower()
    if small.isascii():
        return small
    return small.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")
