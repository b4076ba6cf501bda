"""What tests of rules ask for: a machine in another zone."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def far_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process stands in a zone of its own, since an instant is told in UTC on whatever machine."""
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "Pacific/Apia")
        time.tzset()
        yield
    time.tzset()
