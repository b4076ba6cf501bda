"""What reaches the broker, and a broker that nobody answers at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery.signals import after_task_publish

from portal.celery import app
from portal.running.ports import free_ports

Sent = list[tuple[str, str, dict[str, Any]]]


@contextmanager
def tasks_sent() -> Iterator[Sent]:
    """Collects the tasks that reach the broker: each one's name, its tenant and what it was given."""
    found: Sent = []

    def keep(sender: str, headers: dict[str, str], body: Any, **_: object) -> None:
        found.append((sender.rpartition(".")[2], headers["schema"], body[1]))

    after_task_publish.connect(keep)
    try:
        yield found
    finally:
        after_task_publish.disconnect(keep)


@contextmanager
def broker_gone() -> Iterator[None]:
    """Whatever is sent meanwhile goes to a port where nobody listens."""
    before = app.conf.broker_url
    (nobody,) = free_ports(1)
    _use(f"amqp://127.0.0.1:{nobody}//")
    try:
        yield
    finally:
        _use(before)


def _use(url: str) -> None:
    app.conf.update(broker_url=url, broker_write_url=url, broker_read_url=url)
    app._after_fork()  # type: ignore[attr-defined]  # not in its stubs; Celery's own way to let go of the connections that it keeps
