"""Words sought in many texts: a pattern, and stretches of letters without which it cannot match, which are asked first.

Asking whether a text holds a few letters takes a fiftieth of what a search for the pattern takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern without regard to case; of each group of `hints`, in small letters, a text must hold one."""

    pattern: re.Pattern[str]
    hints: tuple[tuple[str, ...], ...]

    def search(self, text: str, small: str) -> re.Match[str] | None:
        """Finds the pattern in a text; `small` is the same text `in_small_letters`."""
        return self.pattern.search(text) if self._possible(small) else None

    def each(self, text: str, small: str) -> Iterator[re.Match[str]]:
        """Finds every place of the pattern, from left to right."""
        return self.pattern.finditer(text) if self._possible(small) else iter(())

    def _possible(self, small: str) -> bool:
        for group in self.hints:
            for hint in group:
                if hint in small:
                    break
            else:
                return False
        return True


def sought(pattern: str, *hints: str) -> Sought:
    """Returns the pattern with its hints, each group one string, its hints divided by bars."""
    return Sought(re.compile(pattern, re.IGNORECASE), tuple(tuple(group.split("|")) for group in hints))


def in_small_letters(text: str) -> str:
    """Returns a text in the letters that hints are written in, so that a pattern finds it however written."""
    small = text.lower()
    if small.isascii():
        return small
    return small.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")
