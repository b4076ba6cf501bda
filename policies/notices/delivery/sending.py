"""Sends mails and keeps what became of each; none is called sent before the server took it (invariant 4)."""

import smtplib
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from policies.notices.delivery import rules
from policies.notices.delivery.mails import MailWriter
from policies.notices.delivery.outboxes import MAILS, claim_mails
from policies.notices.delivery.smtp_connections import PreparedMail, SmtpConnections, Transfer
from policies.notices.models import Delivery
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.outbox.actions import Claim, hand_back, settle
from tenants.outbox.rules import AttemptResult

AttemptResults = list[tuple[Delivery, AttemptResult]]


@dataclass(frozen=True, slots=True)
class Group:
    """Mails that are on their way, one on each connection."""

    deliveries: list[Delivery]
    transfer: Transfer

    def answers(self) -> AttemptResults:
        """Returns what the server said of each."""
        return list(zip(self.deliveries, self.transfer.answers(), strict=True))


#: One trip for what the server just took: the instant is the statement's own.
_TAKEN = """
UPDATE notices_delivery SET status = 'sent', sent_at = {now}, lease_until = NULL, answer = ''
WHERE id = ANY(%s) AND status = 'sending' AND lease_until = %s
"""


def deliver_due(*, seconds: float | None = None) -> int:
    """Sends batch after batch until nothing is due, or for so long; returns how many mails the server took."""
    reseller, sent = this_reseller(), 0
    connections = SmtpConnections()
    writer = MailWriter(reseller, as_bytes=connections.smtp)
    end = None if seconds is None else time.monotonic() + seconds
    try:
        while (end is None or time.monotonic() < end) and (held := claim_mails(rate=reseller.mail_rate)).items:
            sent += _send(held, writer=writer, connections=connections)
    finally:
        connections.close()
    return sent


def _send(held: Claim[Delivery], *, writer: MailWriter, connections: SmtpConnections) -> int:
    """Sends what is held, as many at once as there are connections.

    Every answer is kept before the words of the next mail leave on its connection. The next mails are written while the
    server reads the words of these, and the database keeps its answers while it reads the next envelopes.
    """
    sent, rest = 0, deque(held.items)
    ready: list[tuple[Delivery, PreparedMail]] = []
    under_way = Group([], connections.begin([]))
    while True:
        while rest and len(ready) < connections.most:
            delivery = rest.popleft()
            if mail := _written(delivery, writer):
                ready.append((delivery, mail))
        answers = under_way.answers()
        stopped = _why_no_more(held, answers)
        if stopped or not ready:
            sent += _kept(answers)
            hand_back(MAILS, [*(delivery for delivery, _mail in ready), *rest], stopped)
            return sent
        try:
            width = connections.open(len(ready))
        except (smtplib.SMTPException, OSError) as error:
            sent += _kept(answers)
            answer = rules.answer_of(error)
            settle(MAILS, ready[0][0], answer)
            hand_back(MAILS, [*(delivery for delivery, _mail in ready[1:]), *rest], answer.words)
            return sent
        group, ready = ready[:width], ready[width:]
        under_way = Group(
            [delivery for delivery, _mail in group], connections.begin([mail for _delivery, mail in group])
        )
        sent += _kept(answers)
        under_way.transfer.hand_over()


def _why_no_more(held: Claim[Delivery], answers: AttemptResults) -> str:
    """Returns why what is left waits for another worker; nothing where it is sent now."""
    if answers and all(answer.for_all for _delivery, answer in answers):
        return answers[0][1].words
    return "" if held.may_begin else "the lease would have ended"


def _kept(answers: AttemptResults) -> int:
    """Keeps what the server said of each; returns how many it took."""
    for delivery, answer in answers:
        if not answer.taken:
            settle(MAILS, delivery, answer)
    return _taken([delivery for delivery, answer in answers if answer.taken])


def _written(delivery: Delivery, writer: MailWriter) -> PreparedMail | None:
    """Returns the mail, ready to be handed over; None if it could not be written, which is kept as its answer."""
    try:
        return writer.prepare(delivery)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is this mail's answer, and kept with it
        settle(MAILS, delivery, rules.answer_of(error))
        return None


def _taken(deliveries: Sequence[Delivery]) -> int:
    """Keeps that the server took them, before the next are begun; what somebody else has by now is not counted."""
    if not deliveries:
        return 0
    with connection.cursor() as cursor:
        names = [delivery.pk for delivery in deliveries]
        cursor.execute(_TAKEN.format(now=clock.expression()), [names, deliveries[0].lease_until])
        return int(cursor.rowcount)
