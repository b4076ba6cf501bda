"""What came of an attempt, and when the next one is made; no clock, no database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

_MOST_DOUBLINGS: Final = 30  # beyond that no timedelta holds it


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """What came of one attempt.

    `final`: no other attempt would help. `for_all`: the connection or the server is at fault, not this item.
    """

    words: str
    taken: bool = False
    final: bool = False
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class BackOff:
    """How long to wait for the next attempt: `first`, then twice as long each time, at most `longest`."""

    first: dt.timedelta = dt.timedelta(seconds=30)
    longest: dt.timedelta = dt.timedelta(hours=4)
    most_attempts: int = 12

    def wait_after(self, attempts: int) -> dt.timedelta | None:
        """Returns how long to wait after so many attempts; None: give up."""
        if attempts >= self.most_attempts:
            return None
        doublings: int = 2 ** min(max(attempts - 1, 0), _MOST_DOUBLINGS)
        return min(self.first * doublings, self.longest)
