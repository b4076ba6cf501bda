"""What tests of rules ask for: a machine in another zone."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def far_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process stands eleven hours behind UTC, since days and instants are told alike on whatever machine."""
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "Pacific/Pago_Pago")
        time.tzset()
        yield
    time.tzset()
