"""Asks recipients how far they have come, ever more rarely, until it is over or was asked for long enough."""

import datetime as dt
import json
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.passing.models import Passing
from enforcement.cases.passing.queries import to_ask
from enforcement.cases.passing.rules import Told, ask_after, told
from enforcement.cases.passing.sending import bearer, signing_secret
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.webhooks import fetch_signed
from tenants.resellers.outgoing import CallFailed

MOST_AT_ONCE: Final = 100
_MOST_BYTES: Final = 64_000
_SECONDS: Final = 15.0
#: Nobody else asks meanwhile; who died asking is followed by another after that.
_LEASE: Final = dt.timedelta(minutes=5)


def ask_recipients() -> int:
    """Asks for what is due and keeps what is said; returns how many answered. Never raises for what others do."""
    answered = 0
    for one in to_ask(clock.now()).select_related("recipient")[:MOST_AT_ONCE]:
        rows = Passing.objects.filter(pk=one.pk, ask_at=one.ask_at)
        if rows.update(ask_at=clock.now() + _LEASE):
            said, failure = _asked(one)
            _keep(one, said, failure)
            answered += said is not None
    return answered


def _asked(passing: Passing) -> tuple[Told | None, str]:
    """Returns what the recipient says, or why it said nothing."""
    try:
        data = fetch_signed(
            url=passing.status_url,
            message_id=f"{passing.pk}.{passing.asks + 1}",
            secret=signing_secret(),
            most_bytes=_MOST_BYTES,
            seconds=_SECONDS,
            headers=bearer(passing),
        )
        said = told(json.loads(data))
    except (CallFailed, ValueError, RecursionError) as error:
        return None, str(error)[:300] or type(error).__name__
    return said, "" if said else _("The answer says no state.")


@transaction.atomic
def _keep(passing: Passing, said: Told | None, failure: str) -> None:
    locked = Passing.objects.select_for_update().get(pk=passing.pk)
    at = clock.now()
    if locked.answered_at is not None:
        return
    locked.asks, locked.asked_at, locked.ask_failure = locked.asks + 1, at, failure
    before = (locked.remote_status, locked.remote_reason, locked.remote_outcome)
    if said is not None:
        locked.remote_status, locked.remote_reason = said.status, said.reason
        locked.remote_outcome = said.outcome
    over = said is not None and said.over
    sent = locked.sent_at or locked.queued_at
    locked.ask_at = None if over else ask_after(locked.asks + 1, sent_at=sent, at=at)
    locked.answered_at = at if over else None
    fields = ["asks", "asked_at", "ask_failure", "remote_status", "remote_reason", "remote_outcome"]
    locked.save(update_fields=[*fields, "ask_at", "answered_at"])
    now = (locked.remote_status, locked.remote_reason, locked.remote_outcome)
    if now != before:
        facts = dict(zip(("status", "reason", "outcome"), now, strict=True), number=locked.number)
        record(verb="passing.answered", at=at, by=None, subject=locked, facts=facts)
    if over:
        tell(Kind.PASSED)
