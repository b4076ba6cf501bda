"""Work that is left to a worker: removing the files of appeals whose time is over."""

from typing import Any

from celery import shared_task

from enforcement.appeals.conversation.actions import delete_files, remove_due
from enforcement.appeals.conversation.queries import due_to_be_removed, files_to_delete
from policies.versions.company import this_reseller
from tenants.ledger import clock


@shared_task
def remove_old_evidence(**_: Any) -> None:
    """Removes what nothing keeps any more, and deletes the files of what is removed; a second run finds none."""
    remove_due()
    delete_files()


def wake() -> None:
    """What the sweep asks in each tenant."""
    due = due_to_be_removed(at=clock.now(), days=this_reseller().evidence_days)
    if due.exists() or files_to_delete().exists():
        remove_old_evidence.delay()
