"""Sends what was passed on: a mail with the report attached, or a signed call to the recipient's API."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Final
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from enforcement.cases.passing.actions import LOCK
from enforcement.cases.passing.models import Passing, Way
from enforcement.cases.passing.queries import files_of, whole
from enforcement.cases.passing.rules import SENDING, ask_after, told
from policies.documents.model.categories import CATEGORIES
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.actions import send_due
from tenants.outbox.models import OutboxStatus
from tenants.outbox.queries import Outbox, ours
from tenants.outbox.rules import AttemptResult
from tenants.outbox.webhooks import post_signed, webhook_secret
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import unlocked

#: A recipient's first answer says no more than where its state is to be asked for.
MOST_ANSWER: Final = 64_000
_HTTP_NOT_THESE: Final = frozenset({401, 403, 408, 429})
_CLIENT_ERRORS: Final = range(400, 500)


def signing_secret() -> str:
    """Returns the secret with which calls to recipients are signed, as Standard Webhooks' libraries take it."""
    return webhook_secret("passing")


def send_passings() -> int:
    """Sends everything that is due; returns how many recipients took it."""
    return send_due(PASSINGS, _send)


def _settled(items: Sequence[Passing], at: dt.datetime) -> None:
    """The ledger keeps how each sending ended; what was lost waits for somebody."""
    for one in items:
        if one.status != OutboxStatus.QUEUED:
            facts = {"number": one.number, "attempts": one.attempts, "answer": one.answer}
            record(verb=f"passing.{one.status}", at=at, by=None, subject=one, facts=facts)
            if one.status == OutboxStatus.FAILED:
                tell(Kind.PASSED)


PASSINGS: Final = Outbox(items=Passing.objects.all, related=("recipient", "case"), back_off=SENDING, settled=_settled)


def _send(passing: Passing) -> AttemptResult:
    try:
        body = whole(passing.report, files_of(passing))
    except Refused as refused:
        return AttemptResult(refused.sentence, final=True)
    if hashlib.sha256(body).hexdigest() != passing.digest:
        return AttemptResult("it would not be what was passed on", final=True)
    if passing.way == Way.MAIL:
        mail_of(passing, body).send()
        return AttemptResult("", taken=True)
    return _post(passing, body)


def _post(passing: Passing, body: bytes) -> AttemptResult:
    headers = {"Idempotency-Key": str(passing.pk), **bearer(passing)}
    answer = post_signed(
        url=passing.address,
        message_id=str(passing.pk),
        body=body,
        secret=signing_secret(),
        headers=headers,
        most_bytes=MOST_ANSWER,
    )
    if answer.taken:
        _keep_state(passing, answer.body)
    refused = answer.status in _CLIENT_ERRORS and answer.status not in _HTTP_NOT_THESE
    return AttemptResult(answer.words, taken=answer.taken, final=refused)


def bearer(passing: Passing) -> dict[str, str]:
    """Returns the header that opens the recipient's API; empty where no token is kept, or it cannot be read here."""
    token = unlocked(LOCK, passing.recipient.token) if passing.recipient and passing.recipient.token else ""
    return {"Authorization": f"Bearer {token}"} if token else {}


def _keep_state(passing: Passing, body: bytes) -> None:
    """Keeps where the state is to be asked for: at the recipient's own host alone, since the token goes there."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return
    said = told(answer)
    url = answer.get("status_url") if isinstance(answer, dict) else None
    if said is None or not isinstance(url, str) or not same_origin(url, passing.address):
        return
    at = clock.now()
    ours(passing).update(
        status_url=url, remote_status=said.status, remote_reason=said.reason, ask_at=ask_after(1, sent_at=at, at=at)
    )


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        same = (first.scheme, first.hostname, first.port) == (second.scheme, second.hostname, second.port)
    except ValueError:
        return False
    return same and len(one) <= 500 and "@" not in first.netloc  # noqa: PLR2004 - as long as the column


def mail_of(passing: Passing, body: bytes) -> EmailMessage:
    """Returns the mail, with the report as its attachment; an answer that keeps its number is joined to the case."""
    return mail_with(str(passing), passing.report, body, to=passing.address, category=passing.case.category)


def mail_with(number: str, report: dict[str, object], body: bytes, *, to: str, category: str) -> EmailMessage:
    """Returns the mail that carries a report; `number` is what its recipient answers under."""
    reporter = report["reporter"]
    assert isinstance(reporter, dict)
    title = CATEGORIES[category].title
    context = {"report": report, "number": number, "company": reporter["org"], "title": title}
    mailbox = parseaddr(str(reporter["contact"]))[1]
    mail = EmailMessage(
        f"{number}: {title}, {report['source_identifier']}",
        render_to_string("cases/passing/mail.txt", context),
        to=[to],
        reply_to=[mailbox],
        headers={
            "Message-ID": f"<{number}.{report['report_id']}@{reporter['domain']}>",
            "X-Proviso-Kind": "passing",
        },
    )
    mail.attach("xarf.json", body, "application/json")
    return mail
