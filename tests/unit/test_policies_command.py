"""`make policies` says of every policy in a folder what became of it, and of a history how much kept its key."""

from pathlib import Path

import pytest

from tests.policies import main

TEXT = "# Policy\n\n1. You must not:\n   a. send spam;\n   b. scan ports.\n2. We may suspend the service.\n"


def test_a_folder_is_measured_a_line_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.md").write_text(TEXT)
    (tmp_path / "two.txt").write_text("You must not spam.\n")
    assert main([str(tmp_path)]) == 0
    head, one, _two, total = capsys.readouterr().out.splitlines()
    figures = dict(zip(head.split()[1:], one.split()[1:], strict=True))
    assert (figures["lost"], figures["clauses"], figures["number"], figures["wrong"]) == ("0", "4", "2", "0")
    assert total.startswith("2 files, 0 refused")


def test_a_refused_file_fails_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.md").write_text("\n")
    assert main([str(tmp_path)]) == 1
    assert "refused: The file is empty" in capsys.readouterr().out


def test_versions_of_one_policy_tell_how_much_kept_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "01-first.md").write_text(TEXT)
    (tmp_path / "02-second.md").write_text(TEXT.replace("suspend", "end"))
    assert main([str(tmp_path)]) == 0
    assert "identical text that kept its key: 3 of 3 (100.0 %)" in capsys.readouterr().out


def test_a_folder_without_a_policy_says_so(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2
