"""Mail servers that are not as they should be: one that drips, one that is gone; and how mail is sent to one."""

import contextlib
import socket
import threading
from collections.abc import Iterator

from pytest_django import Settings


@contextlib.contextmanager
def dripping() -> Iterator[tuple[int, list[object]]]:
    """A server that takes a connection and says one byte of its greeting, then nothing; gives port and who came."""
    came: list[object] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def listen() -> None:
            while not over.is_set():
                with contextlib.suppress(OSError):
                    came_in, _address = server.accept()
                    came.append(came_in)
                    came_in.sendall(b"2")

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], came
        finally:
            over.set()
            thread.join()
            for one in came:
                one.close()  # type: ignore[attr-defined]  # a socket


def port_of_nobody() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def by_smtp(settings: Settings, port: int) -> None:
    """Mail goes to this port of our own machine from now on."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
