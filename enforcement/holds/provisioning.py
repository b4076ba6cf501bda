"""Calls to the reseller's provisioning endpoint: queued with the hold, signed, sent by a worker, tried again."""

import datetime as dt
import json
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from enforcement.holds.models import CallStatus, Hold, ProvisioningCall
from enforcement.holds.queries import open_holds
from enforcement.holds.rules import wait_after
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.resellers.outgoing import post_webhook, webhook_secret

PLACED, LIFTED = "hold.placed", "hold.lifted"
LEASE = dt.timedelta(minutes=2)
_WAITING = (CallStatus.QUEUED, CallStatus.SENDING)


def signing_secret() -> str:
    """The tenant's secret for Standard Webhooks, as its libraries take it; another tenant's differs (invariant 12)."""
    return webhook_secret("provisioning")


def queue_call(*, hold: Hold, event: str, due: dt.datetime) -> ProvisioningCall | None:
    """Leaves a call in the outbox, in the caller's transaction; None where no endpoint is declared."""
    url = this_reseller().provisioning_url
    if not url:
        return None
    return ProvisioningCall.objects.create(
        hold=hold, event=event, url=url, payload=_payload(hold, event, due), next_attempt_at=due
    )


def withdraw_unsent(*, hold: Hold) -> bool:
    """Gives up a call about a hold that never began; True if none was sent."""
    unsent = ProvisioningCall.objects.filter(hold=hold, event=PLACED, attempts=0, status=CallStatus.QUEUED)
    return bool(unsent.update(status=CallStatus.FAILED, answer="lifted before it began; never sent"))


def due_calls(*, at: dt.datetime) -> QuerySet[ProvisioningCall]:
    """Calls to be made at `at` (UTC); lifting waits until placing was taken or given up."""
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    placing = ProvisioningCall.objects.filter(hold=OuterRef("hold"), event=PLACED, status__in=_WAITING)
    return ProvisioningCall.objects.filter(free, status__in=_WAITING, next_attempt_at__lte=at).exclude(
        Q(event=LIFTED) & Exists(placing)
    )


def send_due(*, batch: int = 20) -> int:
    """Makes every call that is due and returns how many; a call another worker holds is left to it."""
    made = 0
    while calls := _claim(batch):
        for call in calls:
            _settle(call, *_post(call))
        made += len(calls)
    return made


@transaction.atomic
def _claim(batch: int) -> list[ProvisioningCall]:
    at = clock.now()
    calls = list(due_calls(at=at).select_for_update(skip_locked=True, of=("self",)).order_by("next_attempt_at")[:batch])
    for call in calls:
        call.status, call.lease_until, call.attempts = CallStatus.SENDING, at + LEASE, call.attempts + 1
        # Whether the service may run is said as it is now: other holds may have come or gone meanwhile.
        call.payload["data"]["enabled"] = _enabled(call, at)
        call.save(update_fields=["status", "lease_until", "attempts", "payload"])
    return calls


def _enabled(call: ProvisioningCall, at: dt.datetime) -> bool:
    service = Service.objects.get(holds=call.hold_id)
    return not open_holds(at=at).filter(service=service).exists()


def _post(call: ProvisioningCall) -> tuple[bool, str]:
    """One attempt: whether the endpoint took it, and what it answered."""
    body = json.dumps(call.payload, separators=(",", ":"))
    answer = post_webhook(
        url=call.url,
        message_id=str(call.pk),
        body=body,
        secret=signing_secret(),
        at=clock.real_now(),
        inwards=True,
    )
    return answer.taken, answer.words


@transaction.atomic
def _settle(call: ProvisioningCall, taken: bool, answer: str) -> None:  # noqa: FBT001 - the pair that _post gives
    at = clock.now()
    changed: dict[str, Any] = {"answer": answer, "lease_until": None}
    wait = wait_after(call.attempts)
    if taken:
        changed |= {"status": CallStatus.DELIVERED, "delivered_at": at}
    elif wait is None:
        changed |= {"status": CallStatus.FAILED}
    else:
        changed |= {"status": CallStatus.QUEUED, "next_attempt_at": at + wait}
    ours = ProvisioningCall.objects.filter(pk=call.pk, status=CallStatus.SENDING, attempts=call.attempts)
    if ours.update(**changed) and changed["status"] != CallStatus.QUEUED:
        facts = {"event": call.event, "attempts": call.attempts, "answer": answer}
        record(verb=f"call.{changed['status']}", at=at, by=None, subject=call, facts=facts)


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
            "enabled": False,
        },
    }
