"""Calls to the reseller's provisioning endpoint: queued with the hold, posted by a worker, tried for two days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from enforcement.holds.models import Hold, ProvisioningCall
from enforcement.holds.queries import open_holds
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.actions import send_due
from tenants.outbox.models import OutboxStatus
from tenants.outbox.queries import Outbox, ours
from tenants.outbox.rules import AttemptResult, BackOff
from tenants.outbox.webhooks import post_webhook, webhook_secret

PLACED, LIFTED = "hold.placed", "hold.lifted"
#: A service must go off and on soon, so the first attempts follow fast; the last comes after 45 hours.
BACK_OFF: Final = BackOff(first=dt.timedelta(seconds=10), longest=dt.timedelta(days=1), most_attempts=15)


def signing_secret() -> str:
    """Returns the tenant's secret as Standard Webhooks' libraries take it; another tenant's differs (invariant 12)."""
    return webhook_secret("provisioning")


def queue_call(*, hold: Hold, event: str, due: dt.datetime, at: dt.datetime) -> ProvisioningCall | None:
    """Queues a call for `due` (UTC) in the caller's transaction; None where no endpoint is declared."""
    url = this_reseller().provisioning_url
    if not url:
        return None
    before = ProvisioningCall.objects.filter(hold=hold, event=event).aggregate(last=Max("round"))["last"]
    return ProvisioningCall.objects.create(
        hold=hold,
        event=event,
        round=0 if before is None else before + 1,
        url=url,
        payload=_payload(hold, event, due),
        queued_at=at,
        next_attempt_at=due,
    )


def withdraw_unsent(*, hold: Hold, at: dt.datetime) -> bool:
    """Gives up a call about a hold that never began; True if none was sent."""
    unsent = ProvisioningCall.objects.filter(hold=hold, event=PLACED, attempts=0, status=OutboxStatus.QUEUED)
    answer = "lifted before it began; never sent"
    return bool(unsent.update(status=OutboxStatus.FAILED, ended_at=at, answer=answer))


def call_due() -> int:
    """Makes every call that is due; returns how many the endpoint took."""
    return send_due(CALLS, _post)


def _callable() -> QuerySet[ProvisioningCall]:
    """Returns all calls, but that lifting waits until placing was taken or given up."""
    waiting = (OutboxStatus.QUEUED, OutboxStatus.SENDING)
    placing = ProvisioningCall.objects.filter(hold=OuterRef("hold"), event=PLACED, status__in=waiting)
    return ProvisioningCall.objects.exclude(Q(event=LIFTED) & Exists(placing))


def _record(calls: Sequence[ProvisioningCall], at: dt.datetime) -> None:
    """The ledger keeps how each call ended."""
    for call in calls:
        if call.status != OutboxStatus.QUEUED:
            facts = {"event": call.event, "attempts": call.attempts, "answer": call.answer}
            record(verb=f"call.{call.status}", at=at, by=None, subject=call, facts=facts)


CALLS: Final = Outbox(items=_callable, related=("hold",), back_off=BACK_OFF, settled=_record)


def _post(call: ProvisioningCall) -> AttemptResult:
    """One attempt; no answer is final, since a hold that nobody carries out is worse than a call too many."""
    # Whether the service may run is said as it is now: other holds may have come or gone meanwhile.
    call.payload["data"]["enabled"] = _enabled(call, clock.now())
    ours(call).update(payload=call.payload)
    answer = post_webhook(
        url=call.url, message_id=str(call.pk), payload=call.payload, secret=signing_secret(), inwards=True
    )
    return replace(answer, final=False)


def _enabled(call: ProvisioningCall, at: dt.datetime) -> bool:
    service = Service.objects.get(holds=call.hold_id)
    return not open_holds(at=at).filter(service=service).exists()


def _payload(hold: Hold, event: str, at: dt.datetime) -> dict[str, Any]:
    return {
        "type": event,
        "timestamp": at.isoformat(),
        "data": {
            "hold": str(hold.pk),
            "reason": hold.reason,
            "measure": str(hold.measure_id) if hold.measure_id else None,
            "service": hold.service.reference,
            "customer": hold.service.customer.reference,
            "starts_at": hold.starts_at.isoformat(),
            "lifted_at": hold.lifted_at.isoformat() if hold.lifted_at else None,
            "restricts": {"what": hold.restricts, "detail": hold.restricts_detail} if hold.restricts else None,
            "enabled": False,
        },
    }
