"""Shares the embedded server between processes: it lives as long as one of them holds a lease.

A lease is a shared lock on a file, so that the kernel takes it back from a process that is killed.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.embedded.endpoint import DATABASE, DatabaseSetupError, Endpoint, endpoint
from portal.embedded.places import Places, places
from portal.embedded.roles import prepare
from portal.embedded.server import forget_data, running, start_server, stop_server


class _Held:
    """This process's lease, if any."""

    lease: int | None = None
    process: int = 0


def known(var: Path | None = None) -> Endpoint | None:
    """The addresses of the server if it runs already; starts nothing."""
    there = places(var)
    return endpoint(there.superuser_url) if running(there) else None


def ensure(*, database: str = DATABASE, var: Path | None = None) -> Endpoint:
    """Starts the server if needed, prepares roles and database, and keeps both until this process ends.

    The last process to end stops the server. Raises DatabaseSetupError.
    """
    there = places(var)
    if _Held.lease is None or _Held.process != os.getpid():
        _Held.lease, _Held.process = _open(there, "users"), os.getpid()
        fcntl.flock(_Held.lease, fcntl.LOCK_SH)
        atexit.register(_release_at_exit, var, os.getpid())
    with _alone(there):
        if not running(there):
            start_server(there)
        there.point()
        return prepare(there.superuser_url, database=database)


def release(var: Path | None = None) -> bool:
    """Gives this process's lease back; the last one stops the server, and then the answer is True."""
    if _Held.lease is None or _Held.process != os.getpid():
        return False
    os.close(_Held.lease)
    _Held.lease = None
    there = places(var)
    if there.keep.exists():
        return False
    return _stop_unless_used(there)


def start(var: Path | None = None) -> Endpoint:
    """Starts the server and leaves it running until `stop`."""
    address = ensure(var=var)
    places(var).keep.touch()
    return address


def stop(var: Path | None = None) -> bool:
    """Stops the server, whoever uses it; False where none ran."""
    there = places(var)
    there.keep.unlink(missing_ok=True)
    if not there.var.exists():
        return False
    with _alone(there):
        return stop_server(there)


def forget(var: Path | None = None) -> None:
    """Stops the server and removes all its data."""
    stop(var)
    forget_data(places(var))


def _stop_unless_used(there: Places) -> bool:
    lease = _open(there, "users")
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:  # whoever wants a lease now waits until the server has stopped, and starts it again
        with _alone(there):
            return stop_server(there)
    finally:
        os.close(lease)


def _release_at_exit(var: Path | None, process: int) -> None:
    if process == os.getpid():  # not in a child that was forked
        release(var)


def _open(there: Places, name: str) -> int:
    try:
        there.var.mkdir(parents=True, exist_ok=True)
        return os.open(there.var / f"postgres.{name}", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        message = (
            f"{there.var} cannot be used ({error.strerror}): was it made by another user? Remove it and start again."
        )
        raise DatabaseSetupError(message) from error


@contextmanager
def _alone(there: Places) -> Iterator[None]:
    """One process at a time starts, prepares or stops."""
    lock = _open(there, "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
