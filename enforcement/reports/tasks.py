"""Work that is left to a worker: reading what a door stored and nobody read, mails to reporters, deleting evidence."""

from typing import Any

from celery import shared_task

from enforcement.reports.custody.actions.removing import delete_files, remove_due
from enforcement.reports.custody.queries import due_to_be_removed, files_to_delete
from enforcement.reports.doors.mailbox import poll, poll_due
from enforcement.reports.doors.taking_in import due, take_in_due
from enforcement.reports.following.outbox import MAILS, mail_due
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.outbox.queries import waits


@shared_task
def read_raw_reports(**_: Any) -> None:
    """Reads what was stored and not read in time; a second run finds none."""
    take_in_due()


@shared_task
def delete_removed_files(**_: Any) -> None:
    """Deletes the files of removed evidence; a second run finds none."""
    delete_files()


@shared_task
def remove_due_evidence(**_: Any) -> None:
    """Removes the evidence and raw reports whose days are over, as far as nothing keeps them."""
    remove_due()


@shared_task
def mail_reporters(**_: Any) -> None:
    """Sends every mail to a reporter that is due; a second run finds none."""
    mail_due()


@shared_task
def poll_mailbox(**_: Any) -> None:
    """Takes what is new in the abuse mailbox; a second run within a minute does nothing."""
    poll()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if poll_due():
        poll_mailbox.delay()
    if due().exists():
        read_raw_reports.delay()
    if waits(MAILS):
        mail_reporters.delay()
    if files_to_delete().exists():
        delete_removed_files.delay()
    days = this_reseller().evidence_days
    if any(rows.exists() for rows in due_to_be_removed(at=clock.now(), days=days)):
        remove_due_evidence.delay()
