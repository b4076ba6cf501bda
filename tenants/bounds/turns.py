"""Costly work of one kind is done two at a time on the whole machine, and one at a time for one tenant.

A turn is a lock on a file in a folder that all processes share, so it ends with the process that holds it. Whoever
waits is told after a few seconds that others are before it; and so few may wait that nobody's threads are held.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

PLACES: Final = 2
#: How many wait on the whole machine, and of one tenant.
_WAITING: Final = 8
_WAITING_OF_ONE: Final = 2
_PAUSE: Final = 0.02


class Busy(Exception):
    """Others are before; asking again after a few seconds may go well."""


@contextmanager
def turn(folder: Path, kind: str, tenant: str, *, patience: float = 4.0) -> Iterator[None]:
    """Holds one of the places of a kind of work; raises `Busy` after `patience` seconds, or at once where many wait.

    `tenant` is the name of a schema. A tenant never has two places, so another that waits is always next.
    """
    there = folder / kind
    there.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as held:
        with ExitStack() as waiting:
            if not _any_of(waiting, there, f"{tenant}.waits", _WAITING_OF_ONE):
                raise Busy
            if not _any_of(waiting, there, ".waits", _WAITING):
                raise Busy
            _come_in(held, there, tenant, until=time.monotonic() + patience)
        yield


def _come_in(held: ExitStack, there: Path, tenant: str, *, until: float) -> None:
    while not _lock(held, there / f"{tenant}.works"):
        _wait(until)
    while not _any_of(held, there, ".works", PLACES):
        _wait(until)


def _wait(until: float) -> None:
    if time.monotonic() >= until:
        raise Busy
    time.sleep(_PAUSE)


def _any_of(held: ExitStack, there: Path, name: str, many: int) -> bool:
    return any(_lock(held, there / f"{name}.{number}") for number in range(many))


def _lock(held: ExitStack, path: Path) -> bool:
    """Locks a file until the stack is left; says no where another holds it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held.callback(os.close, file)
        return True
    os.close(file)
    return False
