"""Makes ready what earlier runs kept: a stopped one goes on, and what changed tests may judge otherwise is tried again.

mutmut writes a verdict after each mutant and makes mutants again where a rule changed. It does not see that a file
was half written when it was stopped, that a module or test is gone, or that a test says something else than before.
"""

import hashlib
import json
import tomllib
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from tests.mutants.outcomes import STOPPED, SURVIVED

#: Below `mutants/`: what mutmut keeps of the tests, and the digest of each file of tests as it was measured last.
STATS: Final = "mutmut-stats.json"
DIGESTS: Final = "tests-measured.json"


def make_ready(root: Path) -> None:
    """Puts `mutants/` of the project right."""
    folder = root / "mutants"
    folder.mkdir(exist_ok=True)
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["mutmut"]
    remove_halves(root, folder, settings["only_mutate"])
    forget_stopped(folder)
    forget_changed(root, folder, settings["pytest_add_cli_args_test_selection"])


def remove_halves(root: Path, folder: Path, patterns: Collection[str]) -> None:
    """Removes what is gone from the project, and each module of which the mutants or verdicts are not whole."""
    for copy in list(folder.rglob("*.py")):
        name, verdicts = copy.relative_to(folder), copy.with_name(f"{copy.name}.meta")
        half = mutated(name, patterns) and not (_read(verdicts) and _age(verdicts) >= _age(copy))
        if half or not (root / name).exists():
            copy.unlink()
    for verdicts in list(folder.rglob("*.py.meta")):
        name = verdicts.relative_to(folder).with_suffix("")
        if not (_read(verdicts) and mutated(name, patterns) and (root / name).exists()):
            verdicts.unlink()


def forget_stopped(folder: Path) -> None:
    """A mutant whose tests were stopped is not measured."""
    for kept in _verdicts(folder):
        codes = kept["exit_code_by_key"]
        codes.update(dict.fromkeys((name for name, code in codes.items() if code in STOPPED), None))


def forget_changed(root: Path, folder: Path, selection: Collection[str]) -> None:
    """After tests changed: forgets who survived, and what a changed test found, and has mutmut time those tests again.

    What a helper (a module without tests) says counts for all tests of its folder.
    """
    now, before = digests(root, selection), _read(folder / DIGESTS) or {}
    changed = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
    if not changed:
        return
    stats = _read(folder / STATS)
    touched = set()
    if stats:
        tests = stats["tests_by_mangled_function_name"]
        touched = {function for function, by in tests.items() if any(concerned(test, changed) for test in by)}
        for function in touched:
            tests[function] = [test for test in tests[function] if not concerned(test, changed)]
        seconds = stats["duration_by_test"]
        stats["duration_by_test"] = {test: took for test, took in seconds.items() if not concerned(test, changed)}
        (folder / STATS).write_text(json.dumps(stats))
    for kept in _verdicts(folder):
        for name, code in kept["exit_code_by_key"].items():
            if code in SURVIVED or name.rpartition("__mutmut_")[0] in touched:
                kept["exit_code_by_key"][name] = None
    (folder / DIGESTS).write_text(json.dumps(now))


def digests(root: Path, selection: Collection[str]) -> dict[str, str]:
    """The SHA-256 of each file of the selected tests, and of each conftest above them, by its path in the project."""
    chosen = [root / one for one in selection]
    files = {path for one in chosen for path in ([one] if one.is_file() else one.rglob("*.py"))}
    files |= {above / "conftest.py" for one in chosen for above in one.parents if above.is_relative_to(root / "tests")}
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()
    }


def concerned(test: str, changed: Collection[str]) -> bool:
    """Whether a change in these files may change what a test says."""
    own = test.partition("::")[0]
    return any(
        own == path if Path(path).name.startswith("test_") else own.startswith(f"{Path(path).parent}/")
        for path in changed
    )


def mutated(name: Path, patterns: Collection[str]) -> bool:
    """Whether mutmut puts faults into the module."""
    return any(fnmatch(str(name), pattern) for pattern in patterns)


def _verdicts(folder: Path) -> Iterator[dict[str, Any]]:
    """Each module's verdicts, written back where the caller changed them."""
    for path in sorted(folder.rglob("*.py.meta")):
        kept = json.loads(path.read_text())
        before = json.dumps(kept)
        yield kept
        if json.dumps(kept) != before:
            path.write_text(json.dumps(kept, indent=4))


def _read(path: Path) -> dict[str, Any] | None:
    """What a file of JSON holds; None where it is absent or half written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return found


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns
