"""Where the marks of a picture stand: pure arithmetic for uptime bars and charts, in SVG units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

UPTIME_WIDTH = 1000.0
#: A short interruption in a long month must still be seen.
LEAST_WIDTH = 3.0
CHART_WIDTH = 720.0
CHART_HEIGHT = 220.0
GRID_LINES = 4


def pick(item: Any, name: str, default: Any = None) -> Any:
    """Read a named value from a mapping or an object, as templates do."""
    return item.get(name, default) if isinstance(item, Mapping) else getattr(item, name, default)


@dataclass(frozen=True)
class Stretch:
    """One interval on an uptime bar; x and width in SVG units, start and end in UTC."""

    x: str
    width: str
    kind: str
    start: datetime
    end: datetime
    duration: timedelta
    reason: str
    url: str
    contest_url: str


def stretches(start: datetime, end: datetime, intervals: Sequence[Any]) -> list[Stretch]:
    """Place intervals (`start`, `end`, `kind`, `reason`, `url`, `contest_url`) on a bar from start to end.

    A kind is counted, excluded, maintenance or not_counted. Each is clipped to the bar; one that does not touch it is
    left out; an open end runs to the end of the bar.
    """
    span = (end - start).total_seconds()
    placed = []
    for interval in sorted(intervals, key=lambda one: pick(one, "start")):
        begin = max(pick(interval, "start"), start)
        finish = min(pick(interval, "end") or end, end)
        if begin >= finish:
            continue
        width = max((finish - begin).total_seconds() / span * UPTIME_WIDTH, LEAST_WIDTH)
        x = min((begin - start).total_seconds() / span * UPTIME_WIDTH, UPTIME_WIDTH - width)
        placed.append(
            Stretch(
                x=number(x),
                width=number(width),
                kind=str(pick(interval, "kind", "counted")),
                start=begin,
                end=finish,
                duration=finish - begin,
                reason=str(pick(interval, "reason", "") or ""),
                url=str(pick(interval, "url", "") or ""),
                contest_url=str(pick(interval, "contest_url", "") or ""),
            )
        )
    return placed


def number(value: float) -> str:
    """Write a coordinate shortly, with a dot whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def nice_top(highest: float) -> int:
    """Return the smallest round number not under `highest` that four grid lines divide evenly."""
    if highest <= GRID_LINES:
        return GRID_LINES
    step = 1
    while True:
        for factor in (1, 2, 3, 4, 5):
            top = factor * step * GRID_LINES
            if top >= highest:
                return top
        step *= 10


@dataclass(frozen=True)
class ChartLine:
    """One series of an area chart."""

    label: str
    area: str
    path: str
    order: int
    last_x: str
    last_y: str
    last: Any
    values: tuple[Any, ...]


def lines(labels: Sequence[str], series: Sequence[Any]) -> tuple[list[ChartLine], int]:
    """Place series (`label`, `values` as many as labels) on the chart; returns them and the top of the scale."""
    top = nice_top(max((float(v) for one in series for v in pick(one, "values")), default=0.0))
    step = CHART_WIDTH / max(len(labels) - 1, 1)
    drawn = []
    for order, one in enumerate(series, start=1):
        values = tuple(pick(one, "values"))
        points = [(index * step, CHART_HEIGHT * (1 - float(value) / top)) for index, value in enumerate(values)]
        path = " ".join(f"{'M' if index == 0 else 'L'}{number(x)} {number(y)}" for index, (x, y) in enumerate(points))
        last = points[-1] if points else (0.0, CHART_HEIGHT)
        area = f"{path} L{number(last[0])} {number(CHART_HEIGHT)} L0 {number(CHART_HEIGHT)} Z" if points else ""
        drawn.append(
            ChartLine(
                label=str(pick(one, "label")),
                area=area,
                path=path,
                order=order,
                last_x=number(last[0]),
                last_y=number(last[1]),
                last=values[-1] if values else None,
                values=values,
            )
        )
    return drawn, top


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: its share of the longest row, from 0 to 100; with `more`, `value` is the least it is."""

    label: str
    value: Any
    share: str
    url: str
    more: bool


def bars(rows: Sequence[Any]) -> list[Bar]:
    """Place rows (`label`, `value`, `url`) beside each other, the longest filling the width."""
    highest = max((Decimal(str(pick(row, "value"))) for row in rows), default=Decimal(0))
    return [
        Bar(
            label=str(pick(row, "label")),
            value=pick(row, "value"),
            share=number(float(Decimal(str(pick(row, "value"))) / highest * 100) if highest else 0.0),
            url=str(pick(row, "url", "") or ""),
            more=bool(pick(row, "more", False)),
        )
        for row in rows
    ]
