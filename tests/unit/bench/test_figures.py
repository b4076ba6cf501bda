"""What `make bench` makes of its rounds: ratios, spreads, bounds kept or not, and the page that lists them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import figures
from tests.bench.bounds import BOUNDS, Bound, table
from tests.bench.figures import Figure, Spread, in_turn, report
from tests.databases import ROOT

AT_MOST = Bound("one / other", "ours", "theirs", "s", 1.1)
AT_LEAST = Bound("one / other", "ours", "theirs", "requests/s", 0.9, at_most=False)


@pytest.fixture
def kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Figures are kept in a folder of the test's own."""
    monkeypatch.setattr(figures, "VAR", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("bound", "ours", "kept"),
    [(AT_MOST, 1.1, True), (AT_MOST, 1.11, False), (AT_LEAST, 0.9, True), (AT_LEAST, 0.89, False)],
)
def test_a_bound_is_kept_by_the_medians(bound: Bound, ours: float, kept: bool) -> None:  # noqa: FBT001 - a parameter
    figure = Figure(bound, [ours, ours, 50], [1, 1, 0.02])
    assert figure.ratio == ours
    assert figure.kept is kept
    assert ("NOT KEPT" in figure.told()) is not kept
    assert "not judged" in figure.told(judged=False)


def test_both_sides_are_told_with_the_middle_half_of_their_rounds() -> None:
    told = Figure(AT_MOST, [1, 2, 3, 4, 5], [10, 10, 10, 20, 90]).told()
    assert "ours 3 (2 to 4) s" in told
    assert "other 10 (10 to 20) s" in told
    assert str(Spread.of([7])) == "7 (7 to 7)"


def test_each_side_comes_first_in_its_turn() -> None:
    order: list[str] = []

    def side(name: str) -> figures.Side:
        def played() -> float:
            order.append(name)
            return len(order)

        return played

    values = in_turn(3, side("a"), side("b"), warmup=1)
    assert "".join(order) == "ab" + "ab" + "ba" + "ab"
    assert [len(one) for one in values] == [3, 3]
    assert values[0][1] > values[1][1], "in the second round the other side came first"


def test_every_figure_that_has_a_bound_must_be_measured_and_no_other(kept_here: Path) -> None:
    with pytest.raises(ValueError, match="fanout measured"):
        report("fanout", {"growth / 50 MB": [[1], [1]]})
    assert not list(kept_here.iterdir())


def test_what_is_not_kept_is_named(kept_here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    growth, taken = {"growth / 50 MB": [[90.0], [50.0]]}, {"100,000 deliveries / INSERT": [[1.0], [1.0]]}
    assert report("fanout", growth | taken) is False
    assert "growth / 50 MB: 1.8, at most 1: NOT KEPT" in capsys.readouterr().out
    rows = json.loads((kept_here / "fanout.json").read_text())
    assert [row["figure"] for row in rows if not row["kept"]] == ["growth / 50 MB"]
    assert bench.not_kept("fanout") == ["Not kept in fanout: growth / 50 MB: 1.8, at most 1."]


def test_a_benchmark_that_does_not_exist_is_named() -> None:
    command = [sys.executable, "-m", "tests.bench", "speed"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no benchmark speed; there are provision, page," in done.stderr


def test_no_figure_is_named_twice_and_each_says_what_it_is() -> None:
    for name, bounds in BOUNDS.items():
        assert len({bound.figure for bound in bounds}) == len(bounds), name
        assert all(bound.ours and bound.other and bound.bound != 0 for bound in bounds), name
        assert any(bound.bound for bound in bounds), f"{name} is held to nothing"


def test_a_figure_without_a_bound_is_told_and_not_judged() -> None:
    figure = Figure(Bound("one / bare", "ours", "theirs", "mails/s", None), [1, 1, 1], [9, 9, 9])
    assert "no bound: not judged" in figure.told()
    assert figure.row()["kept"] is True


def test_the_page_shows_every_figure_and_its_bound_as_they_are() -> None:
    page = (ROOT / "docs" / "figures.md").read_text()
    assert table() in page, "run `.venv/bin/python -m tests.bench --table` and put its table into docs/figures.md"
