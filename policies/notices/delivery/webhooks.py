"""Posts notices to the webhooks that people chose."""

from typing import Any

from policies.notices.delivery.outboxes import WEBHOOKS
from policies.notices.models import Delivery
from policies.notices.wording import in_language
from tenants.outbox.actions import send_due
from tenants.outbox.rules import AttemptResult
from tenants.outbox.webhooks import post_webhook, webhook_secret
from tenants.people.models import User
from tenants.resellers.addresses import absolute


def secret_of(person: User) -> str:
    """Returns the secret that a person's endpoint checks signatures with: nobody else's, at no other tenant."""
    return webhook_secret(f"notices:{person.pk}")


def call_due() -> int:
    """Posts everything that is due; returns how many endpoints took theirs."""
    return send_due(WEBHOOKS, _post)


def _post(delivery: Delivery) -> AttemptResult:
    return post_webhook(
        url=delivery.address,
        message_id=f"{delivery.pk}.{delivery.round}",
        payload=payload(delivery),
        secret=secret_of(delivery.recipient),
    )


def payload(delivery: Delivery) -> dict[str, Any]:
    """Returns what an endpoint is posted: the notice in its reader's language, and for which customer."""
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
