"""Listening to a room's event beside whoever listens already."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def listening_to(event: list[Callable[..., Any]], listener: Callable[..., Any]) -> Iterator[None]:
    """Registers a listener as a room does at start-up, for so long."""
    event.append(listener)
    try:
        yield
    finally:
        event.remove(listener)
