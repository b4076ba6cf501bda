"""Pictures stand where the figures say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.look.figures import UPTIME_WIDTH, bars, lines, nice_top, stretches

START, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def test_an_open_hold_runs_to_the_end_of_the_bar() -> None:
    (placed,) = stretches(START, END, [{"start": END - timedelta(hours=72), "end": None, "kind": "excluded"}])
    assert placed.duration == timedelta(hours=72)
    assert float(placed.x) + float(placed.width) == UPTIME_WIDTH


def test_an_interruption_is_clipped_to_the_month_and_one_outside_is_left_out() -> None:
    early = {"start": START - timedelta(hours=2), "end": START + timedelta(hours=1)}
    outside = {"start": START - timedelta(hours=2), "end": START}
    (placed,) = stretches(START, END, [outside, early])
    assert (placed.start, placed.end, placed.x) == (START, START + timedelta(hours=1), "0")


@given(st.lists(st.tuples(st.integers(0, 743 * 3600), st.integers(1, 3600)), max_size=8))
def test_no_stretch_ever_leaves_the_bar_or_vanishes(spans: list[tuple[int, int]]) -> None:
    intervals = [
        {"start": START + timedelta(seconds=begin), "end": START + timedelta(seconds=begin + length)}
        for begin, length in spans
    ]
    placed = stretches(START, END, intervals)
    assert len(placed) == len(spans)
    for one in placed:
        assert float(one.x) >= 0
        assert float(one.width) >= 3
        assert float(one.x) + float(one.width) <= UPTIME_WIDTH + 0.02


@given(st.floats(0, 1e9))
def test_the_scale_ends_above_the_highest_figure_on_a_number_that_four_lines_divide(highest: float) -> None:
    top = nice_top(highest)
    assert top >= highest
    assert top % 4 == 0


def test_a_chart_without_figures_draws_nothing() -> None:
    drawn, top = lines([], [{"label": "Read", "values": []}])
    assert (drawn[0].path, drawn[0].area, top) == ("", "", 4)
    assert bars([]) == []


def test_the_longest_bar_fills_the_width() -> None:
    shares = [bar.share for bar in bars([{"label": "a", "value": 8}, {"label": "b", "value": 2}])]
    assert shares == ["100", "25"]
    assert bars([{"label": "a", "value": 0}])[0].share == "0"
