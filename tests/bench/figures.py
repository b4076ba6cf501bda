"""Figures: both sides measured in turn, each with its spread, their ratio and the bound it must keep."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bounds import BOUNDS, Bound
from tests.bench.sizes import QUICK

VAR = Path(__file__).resolve().parents[2] / "var" / "bench"

Side = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some rounds, and between which values the middle half of them lies."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, rounds: Sequence[float]) -> "Spread":
        """The spread of at least one round."""
        if len(rounds) == 1:
            return cls(rounds[0], rounds[0], rounds[0])
        low, median, high = statistics.quantiles(rounds, n=4, method="inclusive")
        return cls(low, median, high)

    def __str__(self) -> str:
        return f"{self.median:.4g} ({self.low:.4g} to {self.high:.4g})"


@dataclass(frozen=True, slots=True)
class Figure:
    """A bound and the rounds in which both sides were measured, as many of either."""

    bound: Bound
    ours: Sequence[float]
    other: Sequence[float]

    @property
    def ratio(self) -> float:
        """Our median over the other side's."""
        return statistics.median(self.ours) / statistics.median(self.other)

    @property
    def ratios(self) -> Spread:
        """The ratio of each round, in which both sides met the same moment of the machine."""
        return Spread.of([mine / theirs for mine, theirs in zip(self.ours, self.other, strict=True)])

    @property
    def kept(self) -> bool:
        """Whether the bound is kept."""
        return self.bound.keeps(self.ratio)

    def told(self, *, judged: bool = True) -> str:
        """Two lines for the person at the terminal; a trial is not judged."""
        judged = judged and self.bound.bound is not None
        verdict = ("kept" if self.kept else "NOT KEPT") if judged else "not judged"
        unit, ratios = self.bound.unit, self.ratios
        return (
            f"{self.bound.figure}: {self.ratio:.3g}, {self.bound.said}: {verdict}\n"
            f"    ours {Spread.of(self.ours)} {unit}, other {Spread.of(self.other)} {unit},"
            f" ratio by round {ratios.low:.3g} to {ratios.high:.3g}, {len(self.ours)} rounds"
        )

    def row(self) -> dict[str, object]:
        """What is kept in a file."""
        return {
            "figure": self.bound.figure,
            "unit": self.bound.unit,
            "ratio": self.ratio,
            "bound": self.bound.said,
            "kept": self.kept,
            "ours": list(self.ours),
            "other": list(self.other),
        }


def in_turn(rounds: int, *sides: Side, warmup: int = 1) -> list[list[float]]:
    """What each side gave in each round; a slow moment of the machine hits all, and each comes first in its turn."""
    for _ in range(warmup):
        for side in sides:
            side()
    values: list[list[float]] = [[] for _ in sides]
    for number in range(rounds):
        for place in range(len(sides)):
            which = (number + place) % len(sides)
            values[which].append(sides[which]())
    return values


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, measured: Mapping[str, Sequence[Sequence[float]]]) -> bool:
    """Prints a benchmark's figures, ours first, and keeps them in var/bench/NAME.json; whether every bound is kept.

    A trial (`--quick`) is neither judged nor kept. Raises ValueError where a figure of `BOUNDS` is missing or unknown.
    """
    bounds = {bound.figure: bound for bound in BOUNDS[name]}
    if bounds.keys() != measured.keys():
        message = f"{name} measured {sorted(measured)}, and bounds are set for {sorted(bounds)}"
        raise ValueError(message)
    figures = [Figure(bounds[figure], *sides) for figure, sides in measured.items()]
    for figure in figures:
        print(figure.told(judged=not QUICK), flush=True)
    if QUICK:
        return True
    VAR.mkdir(parents=True, exist_ok=True)
    kept_in(name).write_text(json.dumps([figure.row() for figure in figures], indent=2) + "\n")
    return all(figure.kept for figure in figures)


def kept_in(name: str) -> Path:
    """Where a benchmark's figures are kept."""
    return VAR / f"{name}.json"
