"""Threads that work beside a worker, each over a connection of its own; all resellers share how many there are."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Self

from django.conf import settings
from django.db import connection as own_connection

from tenants.resellers.current import connection

#: Of the database's advisory locks, those that say which helper's place is taken.
_PLACES: Final = 0x63726564


class Helpers:
    """Threads in the caller's tenant that take up work until none is left, or until somebody failed."""

    def __init__(self, work: Callable[[], bool]) -> None:
        """`work` does one piece, and says whether there was any."""
        self._work = work
        self._threads: list[threading.Thread] = []
        self._stop = threading.Event()
        self._raised: list[BaseException] = []

    def __enter__(self) -> Self:
        """Starts none yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Waits for all, who end after the piece they are at if the caller failed; raises what one of them raised."""
        if kind:
            self._stop.set()
        for thread in self._threads:
            thread.join()
        if self._raised and not kind:
            raise self._raised[0]

    def call(self) -> None:
        """Has as many help as may; those that find no place go away again.

        Inside a transaction nobody can help, since no other connection sees what it did.
        """
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if connection.in_atomic_block or self._raised:
            return
        tenant = connection.tenant
        for _missing in range(len(self._threads), settings.CREDITS_CONNECTIONS - 1):
            thread = threading.Thread(target=self._help, args=[tenant], name="credits-helper")
            self._threads.append(thread)
            thread.start()

    def _help(self, tenant: object) -> None:
        try:
            connection.set_tenant(tenant)
            while not self._stop.is_set():
                with _place() as taken:
                    if not taken or not self._work():
                        return
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            self._raised.append(error)
            self._stop.set()
        finally:
            own_connection.close()


@contextmanager
def _place() -> Iterator[bool]:
    """Takes one of the places of all resellers together, if one is free; it is given back after each piece."""
    with connection.cursor() as cursor:
        for place in range(settings.CREDITS_CONNECTIONS - 1):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_PLACES, place])
            if cursor.fetchone()[0]:
                break
        else:
            yield False
            return
    try:
        yield True
    finally:
        if own_connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_PLACES, place])
