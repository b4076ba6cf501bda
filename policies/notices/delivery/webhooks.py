"""Posts notices to the webhooks that people chose, signed as Standard Webhooks say, and tried again like mails."""

import json
from typing import Any

from django.db import transaction

from policies.notices.delivery import rules
from policies.notices.delivery.claiming import claim
from policies.notices.delivery.sending import hand_back, not_taken, ours
from policies.notices.models import Channel, Delivery, DeliveryEvent, DeliveryStatus, Happening
from policies.notices.wording import in_language
from tenants.ledger import clock
from tenants.people.models import User
from tenants.resellers.addresses import absolute
from tenants.resellers.outgoing import Answer, post_webhook, webhook_secret


def secret_of(person: User) -> str:
    """The secret that a person's endpoint checks signatures with; nobody else's, and none of another tenant's."""
    return webhook_secret(f"notices:{person.pk}")


def call_due() -> int:
    """Post everything that is due, and return how many endpoints took it."""
    taken = 0
    while (held := claim(channel=Channel.WEBHOOK)).deliveries:
        for at, delivery in enumerate(held.deliveries):
            if not held.may_begin:
                hand_back(held.deliveries[at:], "the lease would have ended")
                break
            taken += _post(delivery)
    return taken


def _post(delivery: Delivery) -> bool:
    answer = post_webhook(
        url=delivery.address,
        message_id=f"{delivery.pk}.{delivery.round}",
        body=json.dumps(payload(delivery), separators=(",", ":")),
        secret=secret_of(delivery.recipient),
        at=clock.real_now(),
    )
    if answer.taken:
        return _delivered(delivery, answer)
    # 410: the endpoint wants none ever again; anything else may be put right.
    not_taken(delivery, rules.Trouble(answer.words, permanent=answer.gone, for_all=False))
    return False


@transaction.atomic
def _delivered(delivery: Delivery, answer: Answer) -> bool:
    at = clock.now()
    state = DeliveryStatus.DELIVERED
    changed = ours(delivery).update(status=state, sent_at=at, ended_at=at, lease_until=None, answer=answer.words[:500])
    if changed:
        DeliveryEvent.objects.create(delivery=delivery, at=at, what=Happening.DELIVERED, words=answer.words[:500])
    return bool(changed)


def payload(delivery: Delivery) -> dict[str, Any]:
    """What an endpoint is posted: the notice in its reader's language, and for which customer."""
    notice = delivery.notice
    return {
        "type": f"notice.{notice.kind}",
        "timestamp": notice.created_at.isoformat(),
        "data": {
            "notice": str(notice.pk),
            "delivery": str(delivery.pk),
            "title": notice.title,
            "link": absolute(notice.path),
            "customer": delivery.customer.reference if delivery.customer else None,
            "content": in_language(notice.content, delivery.language),
        },
    }
