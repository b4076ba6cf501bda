"""The mails that tell reporters of an outcome: queued with it, sent by a worker; the secret is never queued."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from enforcement.reports.mails import tell_outcome
from enforcement.reports.models import MutedSender, OutcomeMail, Report
from tenants.outbox.actions import send_due
from tenants.outbox.queries import Outbox
from tenants.outbox.rules import AttemptResult
from tenants.resellers.waking import wake

MAIL_OUTCOMES: Final = "enforcement.reports.tasks.mail_outcomes"


def queue_outcome(reports: Iterable[Report], *, at: dt.datetime) -> int:
    """Queues a mail to the reporter of each report who left an address and is not muted; returns how many.

    Part of a verb that has asked the clock.
    """
    queued = 0
    for report in reports:
        address = report.reporter.email.strip().lower() if hasattr(report, "reporter") else ""
        names = [address, address.rpartition("@")[2]]
        if address and not MutedSender.objects.filter(sender__in=names, ended_at=None).exists():
            OutcomeMail.objects.get_or_create(report=report, queued_at=at, defaults={"next_attempt_at": at})
            queued += 1
    if queued:
        wake(MAIL_OUTCOMES)
    return queued


OUTCOMES: Final = Outbox(items=OutcomeMail.objects.all, related=("report__reporter",))


def mail_due() -> int:
    """Sends every mail that is due; returns how many the mail server took."""
    return send_due(OUTCOMES, _send)


def _send(mail: OutcomeMail) -> AttemptResult:
    address = mail.report.reporter.email
    if not address:
        return AttemptResult("the address was erased", final=True)
    tell_outcome(mail.report, address)
    return AttemptResult("", taken=True)
