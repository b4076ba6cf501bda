"""The mails that tell reporters what became of a report: queued by the verb, sent by a worker; no secret is queued."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from enforcement.reports.mails import confirm, tell_outcome
from enforcement.reports.models import MailToReporter, Report
from enforcement.reports.senders.queries import muted_by
from tenants.outbox.actions import send_due
from tenants.outbox.queries import Outbox
from tenants.outbox.rules import AttemptResult
from tenants.resellers.waking import wake

MAIL_REPORTERS: Final = "enforcement.reports.tasks.mail_reporters"
_LONGEST_MESSAGE_ID: Final = 500  # a line of a mail holds no more


def queue_received(arrived: Iterable[tuple[Report, str]], *, at: dt.datetime) -> None:
    """Queues a mail that each report arrived, with those of the same mail, whose Message-ID stands beside it.

    Part of a verb that has asked the clock, and whether the addresses are to be told.
    """
    kind = MailToReporter.Kind.RECEIVED
    queued = [
        MailToReporter(kind=kind, report=report, answering=_kept(answering), queued_at=at, next_attempt_at=at)
        for report, answering in arrived
    ]
    if queued:
        MailToReporter.objects.bulk_create(queued)
        wake(MAIL_REPORTERS)


def _kept(message_id: str) -> str:
    fits = message_id.isascii() and message_id.isprintable() and len(message_id) <= _LONGEST_MESSAGE_ID
    return message_id if fits else ""


def queue_outcome(reports: Iterable[Report], *, at: dt.datetime) -> int:
    """Queues a mail to the reporter of each report who left an address and is not muted; returns how many.

    Part of a verb that has asked the clock.
    """
    queued = 0
    for report in reports:
        address = report.reporter.email if hasattr(report, "reporter") else ""
        if address and not muted_by(address):
            kind = MailToReporter.Kind.OUTCOME
            MailToReporter.objects.get_or_create(
                kind=kind, report=report, queued_at=at, defaults={"next_attempt_at": at}
            )
            queued += 1
    if queued:
        wake(MAIL_REPORTERS)
    return queued


MAILS: Final = Outbox(items=MailToReporter.objects.all, related=("report__reporter",))


def mail_due() -> int:
    """Sends every mail that is due; returns how many the mail server took."""
    return send_due(MAILS, _send)


def _send(mail: MailToReporter) -> AttemptResult:
    address = mail.report.reporter.email.strip()
    if not address:
        return AttemptResult("the address was erased", final=True)
    if muted_by(address):
        return AttemptResult("the sender is muted", final=True)
    send = confirm if mail.kind == MailToReporter.Kind.RECEIVED else tell_outcome
    send(mail, address)
    return AttemptResult("", taken=True)
