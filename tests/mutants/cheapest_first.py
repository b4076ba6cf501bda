"""A pytest plugin: the quickest tests run first, so that most mutants are found before one of many examples begins."""

import json
from pathlib import Path

import pytest

#: What mutmut keeps of the tests; it stands in this folder when it runs them.
STATS = Path("mutmut-stats.json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sorts by the time that mutmut measured; what it did not measure yet comes first."""
    try:
        seconds: dict[str, float] = json.loads(STATS.read_text())["duration_by_test"]
    except (FileNotFoundError, json.JSONDecodeError):
        return
    items.sort(key=lambda item: seconds.get(item.nodeid, 0.0))
