"""Starts again what ended, later each time, and gives up when that did not help."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

PAUSES = (1.0, 3.0, 9.0)  # seconds before the first, the second and the third time
STEADY = 60.0  # seconds it must go on for its earlier ends to be forgotten
LAST_LINES = 12


class ProcessEndedError(Exception):
    """A process ended that should have gone on; says which, how, and its last words."""


class Watched(Protocol):
    """Something that should go on until it is told to stop."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def log(self) -> Path:
        """Where its words go."""

    def ended(self) -> str:
        """How it ended, as the rest of a sentence; empty while it goes on."""

    def start(self) -> None:
        """Starts it again."""


@dataclass
class _Record:
    """How often one was started again, when the next time is due, and since when it goes on."""

    times: int = 0
    due: float | None = None
    since: float = field(default_factory=time.monotonic)


class Restarting:
    """Looks after what it is shown; with no pauses the first end is final."""

    def __init__(self, say: Callable[[str], None], *, pauses: tuple[float, ...] = PAUSES) -> None:
        """`say` gets a line each time something ended; `pauses`: seconds, one for each time it is started again."""
        self.say = say
        self.pauses = pauses
        self._records: dict[str, _Record] = {}

    def look_after(self, one: Watched) -> None:
        """Starts it again if it ended and its pause is over; raises ProcessEndedError when that did not help."""
        record = self._records.setdefault(one.name, _Record())
        now = time.monotonic()
        if record.due is not None:
            if now >= record.due:
                record.due, record.since = None, now
                one.start()
            return
        ended = one.ended()
        if not ended:
            return
        if now - record.since > STEADY:
            record.times = 0
        if record.times == len(self.pauses):
            helped = f", and starting it again {record.times} times did not help" if record.times else ""
            raise ProcessEndedError(f"{one.name} ended {ended}{helped}; its last words ({one.log}):\n{tail(one.log)}")
        pause = self.pauses[record.times]
        record.times += 1
        record.due = now + pause
        self.say(
            f"{one.name} ended {ended}; it is started again in {pause:g} s "
            f"({record.times} of {len(self.pauses)}; its words are in {one.log})."
        )


def how(code: int) -> str:
    """An exit code in words."""
    return f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"


def tail(log: Path) -> str:
    """The last lines of a log, indented."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    return "\n".join(f"    {line}" for line in lines)
