"""Sends mails and keeps what became of each; none is called sent before the server took it (invariant 4)."""

import smtplib
import time
import uuid
from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F, QuerySet

from policies.notices.delivery import rules
from policies.notices.delivery.claiming import Claim, claim, due
from policies.notices.delivery.mails import Letters
from policies.notices.delivery.smtp_connections import Letter, Lines
from policies.notices.models import Channel, Delivery, DeliveryEvent, DeliveryStatus, Happening, Sending, SendingStatus
from policies.versions.company import this_reseller
from tenants.ledger import clock

Answers = list[tuple[Delivery, rules.Trouble | None]]

#: One trip for what the server just took: the instant is the statement's own.
_TAKEN = """
UPDATE notices_delivery SET status = 'sent', sent_at = {now}, lease_until = NULL, answer = ''
WHERE id = ANY(%s) AND status = 'sending' AND lease_until = %s
"""


def deliver_due(*, seconds: float | None = None) -> int:
    """Send batch after batch until nothing is due, or for so long; returns how many mails the server took."""
    reseller, sent = this_reseller(), 0
    lines = Lines()
    letters = Letters(reseller, as_bytes=lines.smtp)
    end = None if seconds is None else time.monotonic() + seconds
    try:
        while (end is None or time.monotonic() < end) and (held := claim(rate=reseller.mail_rate)).deliveries:
            sent += _send(held, letters=letters, lines=lines)
    finally:
        lines.close()
    return sent


def _send(held: Claim, *, letters: Letters, lines: Lines) -> int:
    """Send what is held, as many at once as there are connections.

    Every answer is kept before the words of the next mail leave on its connection; what the database needs for that
    runs while the server reads the next envelopes.
    """
    sent, rest = 0, held.deliveries
    answers: Answers = []
    while rest:
        if not held.may_begin:
            hand_back(rest, "the lease would have ended")
            break
        try:
            width = lines.open(len(rest))
        except (smtplib.SMTPException, OSError) as error:
            trouble = rules.trouble_of(error)
            not_taken(rest[0], trouble)
            hand_back(rest[1:], trouble.answer)
            break
        group, rest = rest[:width], rest[width:]
        written = [(delivery, letter) for delivery in group if (letter := _written(delivery, letters))]
        begun = lines.begin([letter for _delivery, letter in written])
        sent += _kept(answers)
        answers = list(zip((delivery for delivery, _letter in written), begun.finish(), strict=True))
        if answers and all(trouble is not None and trouble.for_all for _delivery, trouble in answers):
            assert answers[0][1] is not None
            hand_back(rest, answers[0][1].answer)
            break
    return sent + _kept(answers)


def _kept(answers: Answers) -> int:
    """Keep what the server said of each; returns how many it took."""
    for delivery, trouble in answers:
        if trouble is not None:
            not_taken(delivery, trouble)
    return _taken([delivery for delivery, trouble in answers if trouble is None])


def _written(delivery: Delivery, letters: Letters) -> Letter | None:
    """The mail, ready to be handed over; None for one that could not be written, which is kept as its answer."""
    try:
        return letters.letter(delivery)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is this mail's answer, and kept with it
        not_taken(delivery, rules.trouble_of(error))
        return None


def _taken(deliveries: Sequence[Delivery]) -> int:
    """Keep that the server took them, before the next are begun; what somebody else has by now is not counted."""
    if not deliveries:
        return 0
    with connection.cursor() as cursor:
        names = [delivery.pk for delivery in deliveries]
        cursor.execute(_TAKEN.format(now=clock.expression()), [names, deliveries[0].lease_until])
        return int(cursor.rowcount)


def ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery, as long as it is still ours: same state and same lease."""
    return Delivery.objects.filter(pk=delivery.pk, status=DeliveryStatus.SENDING, lease_until=delivery.lease_until)


@transaction.atomic
def not_taken(delivery: Delivery, trouble: rules.Trouble) -> None:
    """Keep the answer; try again later unless it was final, tried too often, or staff cancelled meanwhile."""
    at = clock.now()
    wait = None if trouble.permanent else rules.wait_after(delivery.attempts)
    answer = trouble.answer[:500]
    if wait is None:
        changed = ours(delivery).update(status=DeliveryStatus.FAILED, ended_at=at, lease_until=None, answer=answer)
    else:
        changed = ours(delivery).update(
            status=DeliveryStatus.QUEUED, next_attempt_at=at + wait, lease_until=None, answer=answer
        )
    if changed:
        DeliveryEvent.objects.create(delivery=delivery, at=at, what=Happening.TROUBLE, words=answer)
        _cancel_if_cancelled([delivery.pk])


@transaction.atomic
def hand_back(rest: Sequence[Delivery], why: str) -> None:
    """Queue again what was claimed and not tried, since the line is at fault and not these."""
    if not rest:
        return
    at = clock.now()
    behind: list[uuid.UUID] = [one.pk for one in rest]
    mine = Delivery.objects.filter(pk__in=behind, status=DeliveryStatus.SENDING, lease_until=rest[0].lease_until)
    mine.update(
        status=DeliveryStatus.QUEUED,
        attempts=F("attempts") - 1,
        next_attempt_at=at + rules.FIRST_WAIT,
        lease_until=None,
        answer=why[:500],
    )
    _cancel_if_cancelled(behind)


def _cancel_if_cancelled(deliveries: Sequence[uuid.UUID]) -> None:
    """What was in a worker's hands while its notice was cancelled is not tried again."""
    at = clock.now()
    cancelled = Sending.objects.filter(status=SendingStatus.CANCELLED).values("notice_id")
    waiting = Delivery.objects.filter(pk__in=deliveries, status=DeliveryStatus.QUEUED, notice_id__in=cancelled)
    waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)


def waits(channel: Channel) -> bool:
    """Whether anything is due over a channel now."""
    return due(at=clock.now(), real=clock.real_now(), channel=channel).exists()
