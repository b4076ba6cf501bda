"""How a verb leaves work to a worker: it names the task, so that no action imports tasks."""

from typing import Any

from celery import Task
from django.db import transaction
from django.utils.module_loading import import_string


def wake(task: str, **kwargs: Any) -> None:
    """Sends the task of this dotted name, such as `policies.notices.tasks.deliver`, once the transaction is committed.

    What the task works on is a row by then, so a broker that is gone fails no verb: the sweep finds the row. Raises
    ImportError or TypeError at once for a name that is no task's.
    """
    found = import_string(task)
    if not isinstance(found, Task):
        raise TypeError(f"{task} is not a task")

    def send() -> None:
        found.delay(**kwargs)

    # Not a partial: Django names what failed by its __qualname__, and would fail the verb where there is none.
    transaction.on_commit(send, robust=True)
