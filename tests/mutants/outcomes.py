"""Reads what mutmut kept of each mutant."""

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: mutmut keeps the exit code of the tests; these mean that no test failed, or that none ran over it.
SURVIVED = frozenset({0, 5, 33})
#: The tests were stopped: pytest's own code for it, and the signals that stop a run.
STOPPED = frozenset({2, -signal.SIGINT, -signal.SIGTERM})


@dataclass(frozen=True)
class Outcome:
    """One mutant: its name, the room it stands in, and `found`, `survived` or `unmeasured`."""

    name: str
    room: str
    verdict: str


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every mutant of which something is kept below the folder."""
    for kept in sorted(folder.rglob("*.py.meta")):
        room = "/".join(kept.relative_to(folder).parts[:2])
        if room == "policies/documents":
            room = "/".join(kept.relative_to(folder).parts[:3])
        for name, code in json.loads(kept.read_text())["exit_code_by_key"].items():
            yield Outcome(name, room, verdict(code))


def verdict(code: int | None) -> str:
    """What an exit code says; a time-out or a crash was noticed too."""
    if code is None or code in STOPPED:
        return "unmeasured"
    return "survived" if code in SURVIVED else "found"
