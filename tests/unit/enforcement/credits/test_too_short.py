"""An interruption is as long as it was, whatever the edges of a month or of a level's time cut off it."""

import datetime as dt

import pytest

from enforcement.credits.deciding import Fact, too_short
from enforcement.credits.intervals import Interval, Span

MONTH = Interval(dt.datetime(2026, 10, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize("edge", [MONTH.start, MONTH.end], ids=["begins before", "ends after"])
@pytest.mark.parametrize(("before", "after", "short"), [(2, 1, True), (1, 2, True), (1, 4, False), (4, 1, False)])
def test_both_sides_of_an_edge_count_for_how_long_it_was(
    edge: dt.datetime,
    before: int,
    after: int,
    short: bool,  # noqa: FBT001 - a case of the table
) -> None:
    down = Interval(edge - before * MINUTE, edge + after * MINUTE)
    assert too_short(MONTH, [Fact("f", Span(down.start, down.end), "import")], 300) == ((down,) if short else ())
