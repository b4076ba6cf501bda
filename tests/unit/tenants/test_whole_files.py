"""Every file that lasts is written in the one way; what writes otherwise is named here, with why it may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.resellers import whole_files

ROOT = Path(__file__).resolve().parents[3]
#: Modules that write files which nobody needs afterwards.
MAY = {
    "tenants/resellers/whole_files.py": "the one way itself",
    "portal/folder_broker.py": "messages and a lock; a message that is lost is made up for by the sweep",
    "portal/running/processes.py": "logs of the demo's programs",
    "portal/running/demo.py": "a lock",
    "portal/embedded/lease.py": "locks",
    "tenants/bounds/turns.py": "locks",
    "portal/embedded/server.py": "the log of PostgreSQL",
}
WRITING = {"write_text", "write_bytes", "touch", "fdopen", "mkstemp", "copyfile", "copy2"}


def writes(tree: ast.AST) -> Iterator[str]:
    """The calls in a module that write or open a file for writing."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [
            one.value for one in [*node.args, *(word.value for word in node.keywords)] if isinstance(one, ast.Constant)
        ]
        opened = name == "open" and any(isinstance(mode, str) and mode[:1] in {"w", "a", "x"} for mode in modes)
        by_the_system = name == "open" and isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "os.open"
        if name in WRITING or opened or by_the_system:
            yield f"{name} in line {node.lineno}"


def test_nothing_else_writes_a_file_that_lasts() -> None:
    found = {
        str(path.relative_to(ROOT)): list(writes(ast.parse(path.read_text())))
        for package in ("portal", "enforcement", "policies", "tenants")
        for path in (ROOT / package).rglob("*.py")
    }
    writing = {name for name, calls in found.items() if calls}
    assert writing - MAY.keys() == set(), "use tenants.resellers.whole_files or storage, or say in MAY why not"
    assert MAY.keys() - writing == set(), "these no longer write: take them from MAY"


def test_a_block_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    whole_files.write(kept, "first")
    with pytest.raises(ZeroDivisionError), whole_files.writing(kept) as out:
        out.write(b"half" * (1 // 0))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_text() == "first"


def test_a_file_that_is_to_stay_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    whole_files.write(kept, "first", replace=False)
    with pytest.raises(FileExistsError):
        whole_files.write(kept, "second", replace=False)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["first"]


def test_a_name_as_long_as_the_file_system_takes_is_no_trouble(tmp_path: Path) -> None:
    kept = tmp_path / ("n" * 255)
    whole_files.write(kept, b"whole")
    assert kept.read_bytes() == b"whole"
