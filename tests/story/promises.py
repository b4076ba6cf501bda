"""Tells each step in a line and stops at the first broken promise, naming it."""

import sys
import threading
import time


class BrokenPromise(Exception):
    """Something the product promises did not happen."""


class Unplayable(Exception):
    """The given policy lacks what the story is about."""


class Abandoned(Exception):
    """The other playing broke a promise, so this one stops too."""


class Narrator:
    """Says what happens in each playing; both outcomes are played at the same time, each in a thread of its own."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.kept = 0
        self.over = threading.Event()
        self._playing = threading.local()
        self._lock = threading.Lock()

    def begin(self, outcome: str) -> None:
        """This thread plays that outcome from now on."""
        self._playing.outcome = outcome

    def step(self, number: int, sentence: str) -> None:
        """One step of the story is done."""
        self.say(f"{number:3}. [{time.monotonic() - self.started:5.1f} s] {sentence}")

    def say(self, words: str) -> None:
        """One line, at once, with the outcome that this thread plays."""
        outcome = getattr(self._playing, "outcome", "")
        sys.stdout.write(f"{outcome:<11}{words}\n" if outcome else f"{words}\n")
        sys.stdout.flush()

    def promise(self, kept: object, sentence: str, *details: object) -> None:
        """Counts a kept promise; raises BrokenPromise with the details when it is not."""
        if self.over.is_set():
            raise Abandoned
        if not kept:
            raise BrokenPromise("; ".join([sentence, *(shortened(detail) for detail in details)]))
        with self._lock:
            self.kept += 1


def shortened(detail: object) -> str:
    """A detail that fits a terminal."""
    words = " ".join(str(detail).split())
    return words if len(words) <= 1500 else f"{words[:1500]} ..."


narrator = Narrator()
promise = narrator.promise
