"""A pytest plugin: functions that keep their results (`lru_cache`) forget them before the tests of a mutant.

mutmut forks each mutant from a process in which the tests already ran over the rules as they are. What these had
computed there would stand for what the mutant computes, and nothing would find it.
"""

import sys
import tomllib
from pathlib import Path


def pytest_runtestloop() -> None:
    """Forgets what every function of the mutated packages keeps."""
    packages = tuple(tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]["source_paths"])
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages:
            for value in list(vars(module).values()):
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()
