"""A policy that the story cannot be played with ends it at once, with 2 and one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import ROOT


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("# Policy\n\nYou shall not:\n\n- send spam;\n- scan networks.\n", "no remedy that speaks of suspending"),
        ("# Policy\n\nWe may suspend the Services where this AUP is violated.\n", "no prohibition"),
        ("", "cannot be imported"),
        (None, "cannot be imported"),
    ],
)
def test_it_ends_with_2_and_one_sentence(tmp_path: Path, content: str | None, why: str) -> None:
    policy = tmp_path / "policy.md"
    if content is not None:
        policy.write_text(content)
    line = [sys.executable, "-m", "tests.story", "--aup", str(policy)]
    done = subprocess.run(line, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stdout
