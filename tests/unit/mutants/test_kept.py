"""What a stopped run left is made whole, and only what changed tests may judge otherwise is measured again."""

import json
import os
from pathlib import Path

import pytest

from tests.mutants.kept import make_ready

RULES, GONE, PLAIN = "room/rules.py", "room/gone/rules.py", "room/views.py"
TEST, OTHER, HELPER = "tests/unit/room/test_rules.py", "tests/unit/room/test_other.py", "tests/unit/room/months.py"
SETTINGS = '[tool.mutmut]\nonly_mutate = ["*/rules.py"]\npytest_add_cli_args_test_selection = ["tests/unit/room"]\n'


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def keep(root: Path, codes: dict[str, int | None], module: str = RULES) -> None:
    write(root / "mutants" / module, "mutated")
    verdicts = {f"room.rules.x_{name}": code for name, code in codes.items()}
    write(root / "mutants" / f"{module}.meta", json.dumps({"exit_code_by_key": verdicts}))


def kept(root: Path) -> dict[str, int | None]:
    verdicts = json.loads((root / "mutants" / f"{RULES}.meta").read_text())["exit_code_by_key"]
    return {name.removeprefix("room.rules.x_"): code for name, code in verdicts.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of which all was measured: `own` is found by one file of tests, `both` by two."""
    write(tmp_path / "pyproject.toml", SETTINGS)
    for path in (RULES, PLAIN, TEST, OTHER, HELPER):
        write(tmp_path / path, "first")
    make_ready(tmp_path)
    keep(tmp_path, {"own__mutmut_1": 1, "own__mutmut_2": 0, "both__mutmut_1": 1, "far__mutmut_1": -24})
    stats = {
        "tests_by_mangled_function_name": {
            "room.rules.x_own": [f"{TEST}::test_a"],
            "room.rules.x_both": [f"{TEST}::test_a", f"{OTHER}::test_b"],
            "room.rules.x_far": ["tests/unit/far/test_far.py::test_c"],
        },
        "duration_by_test": {f"{TEST}::test_a": 1.0, f"{OTHER}::test_b": 2.0},
        "stats_time": 3.0,
    }
    write(tmp_path / "mutants/mutmut-stats.json", json.dumps(stats))
    return tmp_path


def test_nothing_is_measured_again_where_nothing_changed(root: Path) -> None:
    before = kept(root)
    make_ready(root)
    assert kept(root) == before
    assert (root / "mutants" / RULES).read_text() == "mutated"


def test_whoever_survived_is_tried_again_and_what_a_changed_test_found(root: Path) -> None:
    write(root / OTHER, "second")
    make_ready(root)
    assert kept(root) == {"own__mutmut_1": 1, "own__mutmut_2": None, "both__mutmut_1": None, "far__mutmut_1": -24}
    stats = json.loads((root / "mutants/mutmut-stats.json").read_text())
    assert stats["duration_by_test"] == {f"{TEST}::test_a": 1.0}
    assert stats["tests_by_mangled_function_name"]["room.rules.x_both"] == [f"{TEST}::test_a"]


@pytest.mark.parametrize("path", [HELPER, "tests/unit/room/conftest.py"])
def test_what_a_changed_helper_says_counts_for_all_tests_of_its_folder(root: Path, path: str) -> None:
    write(root / path, "second")
    make_ready(root)
    assert kept(root) == {"own__mutmut_1": None, "own__mutmut_2": None, "both__mutmut_1": None, "far__mutmut_1": -24}


def test_the_conftest_of_all_tests_counts_for_all(root: Path) -> None:
    write(root / "tests/conftest.py", "second")
    make_ready(root)
    assert set(kept(root).values()) == {None}


@pytest.mark.parametrize("code", [2, -2, -15])
def test_a_mutant_whose_tests_were_stopped_is_not_measured(root: Path, code: int) -> None:
    keep(root, {"own__mutmut_1": code, "own__mutmut_2": 1, "far__mutmut_1": -24})
    make_ready(root)
    assert kept(root) == {"own__mutmut_1": None, "own__mutmut_2": 1, "far__mutmut_1": -24}


def test_verdicts_that_are_half_written_go_with_their_mutants(root: Path) -> None:
    write(root / "mutants" / f"{RULES}.meta", '{"exit_code_by_key": {"room')
    make_ready(root)
    assert not (root / "mutants" / RULES).exists()
    assert not (root / "mutants" / f"{RULES}.meta").exists()


def test_mutants_that_are_younger_than_their_verdicts_are_made_again_and_the_verdicts_stay(root: Path) -> None:
    copy = root / "mutants" / RULES
    later = copy.stat().st_mtime_ns + 10**10
    os.utime(copy, ns=(later, later))
    before = kept(root)
    make_ready(root)
    assert not copy.exists()
    assert kept(root) == before


def test_what_is_no_longer_in_the_project_or_not_chosen_is_not_counted(root: Path) -> None:
    for module in (GONE, PLAIN):
        keep(root, {"own__mutmut_1": 0}, module)
    write(root / "mutants/tests/unit/room/test_renamed.py", "an old name")
    make_ready(root)
    left = {str(path.relative_to(root / "mutants")) for path in (root / "mutants").rglob("*.py*")}
    assert left == {RULES, f"{RULES}.meta", PLAIN}
