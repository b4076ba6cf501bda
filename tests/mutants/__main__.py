"""Runs mutmut over the pure rules and prints what share of the mutants the unit tests found, by room.

What was measured lies in `mutants/` and is not measured again while neither the rule nor its tests nor mutmut's
settings (`[tool.mutmut]` in pyproject.toml) change: a run that was stopped goes on. Ends with 1 where the run did not
end well, a room has less than 90 % found or something not measured, or a survivor stands in no line of `survivors.txt`.

    python -m tests.mutants [--jobs N]    mutants tried at a time; as many as there are processors
"""

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.kept import make_ready
from tests.mutants.outcomes import Outcome, outcomes

ROOT = Path(__file__).resolve().parents[2]
EXCUSED = Path(__file__).with_name("survivors.txt")
ENOUGH = 0.9
#: Pure rules need no database: a test that asked for one would fail here.
NO_DATABASE = "postgresql://nobody@127.0.0.1:9/none"
#: Months that the tests of credits make up; a mutant that so few do not find is one that a promise is missing for.
MONTHS = "60"


@dataclass
class Tally:
    """The mutants of one room."""

    found: int = 0
    survived: int = 0
    unmeasured: int = 0

    @property
    def share(self) -> float:
        """Found among those measured; 1 where none was."""
        measured = self.found + self.survived
        return self.found / measured if measured else 1.0


def main() -> int:
    """Measures, prints, judges; one run at a time."""
    parser = argparse.ArgumentParser(description="Puts faults into the pure rules and prints the share found by room.")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at a time")
    jobs = parser.parse_args().jobs
    started = time.monotonic()
    (ROOT / "mutants").mkdir(exist_ok=True)
    with (ROOT / "mutants/.running").open("w") as running:
        try:
            fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Two would overwrite what each other measured; the tests of a run that was stopped end by themselves.
            print("Another run is at work here; this one begins when that has ended.", flush=True)
            fcntl.flock(running, fcntl.LOCK_EX)
        make_ready(ROOT)
        done = measure(jobs, running.fileno())
    print(f"Ran for {(time.monotonic() - started) / 60:.0f} minutes.")
    return judge(done)


def measure(jobs: int, lock: int) -> int:
    """Runs mutmut over what is not measured yet; returns its exit code. It holds the lock as long as it runs itself."""
    environment = {
        **os.environ,
        "DATABASE_URL": NO_DATABASE,
        "DATABASE_OWNER_URL": NO_DATABASE,
        "PROVISO_MONTHS": MONTHS,
    }
    # Whoever stops this run by its id stops mutmut with it: `subprocess.run` ends what it started on the way out.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    run = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs)]
    return subprocess.run(run, cwd=ROOT, env=environment, check=False, pass_fds=[lock]).returncode


def judge(done: int) -> int:
    """Prints what is kept, by room, and what is to be explained; returns 1 where it is not enough."""
    if done:
        print(f"mutmut ended with {done}: what follows is what was measured until then.")
    kept = list(outcomes(ROOT / "mutants"))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one in kept:
        tally = tallies[one.room]
        tally.found += one.verdict == "found"
        tally.survived += one.verdict == "survived"
        tally.unmeasured += one.verdict == "unmeasured"
    for room, tally in sorted(tallies.items()):
        rest = f", {tally.unmeasured} not measured" if tally.unmeasured else ""
        share = f"{tally.share:7.1%}" if tally.found + tally.survived else "      –"
        print(f"{share}  {room}: {tally.found} of {tally.found + tally.survived} found{rest}")
    excused = reasons(EXCUSED.read_text())
    unexcused = list(unexplained(kept, excused))
    print(*unexcused, sep="\n")
    poor = [room for room, tally in tallies.items() if tally.share < ENOUGH or tally.unmeasured]
    return 1 if done or not kept or poor or unexcused else 0


def reasons(text: str) -> dict[str, str]:
    """Why each survivor named in the file is no fault: lines `MUTANT: reason`; `#` begins a remark."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name.strip(): reason.strip() for name, _colon, reason in (line.partition(": ") for line in lines)}


def unexplained(kept: list[Outcome], excused: dict[str, str]) -> Iterator[str]:
    """Survivors without a reason, and reasons whose mutant is found or gone."""
    survivors = {one.name for one in kept if one.verdict == "survived"}
    unmeasured = {one.name for one in kept if one.verdict == "unmeasured"}
    for name in sorted(survivors - excused.keys()):
        yield f"survived without a reason: {name} (see it: python -m mutmut show {name})"
    for name in sorted(excused.keys() - survivors - unmeasured):
        yield f"stands in survivors.txt and does not survive: {name}"


if __name__ == "__main__":
    sys.exit(main())
