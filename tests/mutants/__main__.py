"""Runs mutmut over the pure rules and prints what share of the mutants the unit tests found, by room.

What was measured lies in `mutants/` and is not measured again while neither the rule nor mutmut's settings
(`[tool.mutmut]` in pyproject.toml) change: a run that was stopped goes on. Ends with 1 where a room has less than
90 % found, or a survivor stands in no line of `survivors.txt`.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.outcomes import Outcome, outcomes

ROOT = Path(__file__).resolve().parents[2]
EXCUSED = Path(__file__).with_name("survivors.txt")
ENOUGH = 0.9
#: Pure rules need no database: a test that asked for one would fail here.
NO_DATABASE = "postgresql://nobody@127.0.0.1:9/none"


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
    """Measures, prints, judges."""
    environment = {**os.environ, "DATABASE_URL": NO_DATABASE, "DATABASE_OWNER_URL": NO_DATABASE}
    run = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1)]
    done = subprocess.run(run, cwd=ROOT, env=environment, check=False)
    kept = list(outcomes(ROOT / "mutants"))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one in kept:
        tally = tallies[one.room]
        tally.found += one.verdict == "found"
        tally.survived += one.verdict == "survived"
        tally.unmeasured += one.verdict == "unmeasured"
    for room, tally in sorted(tallies.items()):
        rest = f", {tally.unmeasured} not measured" if tally.unmeasured else ""
        print(f"{tally.share:7.1%}  {room}: {tally.found} of {tally.found + tally.survived} found{rest}")
    excused = reasons(EXCUSED.read_text())
    unexcused = list(unexplained(kept, excused))
    print(*unexcused, sep="\n")
    poor = [room for room, tally in tallies.items() if tally.share < ENOUGH or tally.unmeasured]
    return 1 if done.returncode or not kept or poor or unexcused else 0


def reasons(text: str) -> dict[str, str]:
    """Why each survivor named in the file is no fault: lines `MUTANT: reason`; `#` begins a remark."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name.strip(): reason.strip() for name, _colon, reason in (line.partition(": ") for line in lines)}


def unexplained(kept: list[Outcome], excused: dict[str, str]) -> Iterator[str]:
    """Survivors without a reason, and reasons whose mutant is found or gone."""
    survivors = {one.name for one in kept if one.verdict == "survived"}
    for name in sorted(survivors - excused.keys()):
        yield f"survived without a reason: {name} (see it: python -m mutmut show {name})"
    for name in sorted(excused.keys() - survivors):
        yield f"stands in survivors.txt and does not survive: {name}"


if __name__ == "__main__":
    sys.exit(main())
