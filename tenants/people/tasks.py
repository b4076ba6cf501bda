"""Work that people's verbs leave to a worker: the mails about accounts, at a reseller and at the operator's host."""

from typing import Any

from celery import shared_task

from tenants.people import mails


@shared_task
def send_mails(**_: Any) -> int:
    """Answers whoever asked for a link, and sends the mails that are due; returns how many the server took."""
    return mails.send_mails()


@shared_task
def send_operators_mails(**_: Any) -> int:
    """Does the same for operators, in the public schema, which no sweep of tenants reaches."""
    return mails.send_mails()


def wake() -> None:
    """What the sweep asks in each tenant."""
    if mails.anything_waits():
        send_mails.delay()
