"""A figure: ours, the other side, their ratio and the bound it must keep."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

VAR = Path(__file__).resolve().parents[2] / "var" / "bench"


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is ours/other; `at_most` tells which side of `bound` is right."""

    name: str
    ours: float
    other: float
    unit: str
    bound: float
    at_most: bool

    @property
    def ratio(self) -> float:
        """Ours over the other."""
        return self.ours / self.other

    @property
    def ok(self) -> bool:
        """Whether the bound is kept."""
        return self.ratio <= self.bound if self.at_most else self.ratio >= self.bound

    def line(self) -> str:
        """One line for the person at the terminal."""
        word = "at most" if self.at_most else "at least"
        verdict = "ok" if self.ok else "NOT KEPT"
        return (
            f"{self.name:<44} ours {self.ours:10.4f} {self.unit}  other {self.other:10.4f} {self.unit}"
            f"  ratio {self.ratio:6.3f}  {word} {self.bound:g}  {verdict}"
        )


def in_turn(
    rounds: int, ours: Callable[[], float], other: Callable[[], float], *, warmup: int = 1
) -> tuple[float, float]:
    """Medians of both sides, measured A B A B so that a slow minute of the machine hits both."""
    for _ in range(warmup):
        ours()
        other()
    pairs = [(ours(), other()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, figures: list[Figure]) -> bool:
    """Prints the figures, keeps them in var/bench/NAME.json, and tells whether every bound is kept."""
    for figure in figures:
        print(figure.line(), flush=True)
    VAR.mkdir(parents=True, exist_ok=True)
    rows = [
        {key: value for key, value in asdict(figure).items() if key in {"name", "ours", "other", "bound"}}
        | {"ratio": figure.ratio, "ok": figure.ok}
        for figure in figures
    ]
    (VAR / f"{name}.json").write_text(json.dumps({"name": name, "figures": rows}, indent=2) + "\n")
    return all(figure.ok for figure in figures)
