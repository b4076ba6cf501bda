"""The one way a webhook is sent: JSON, signed as Standard Webhooks say, with a secret of the tenant's own."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import httpx
from django.core.signing import Signer
from standardwebhooks.webhooks import Webhook

from tenants.outbox.rules import AttemptResult
from tenants.resellers.current import connection
from tenants.resellers.instant import real_now
from tenants.resellers.outgoing import TIMEOUT, Resolving


def webhook_secret(purpose: str) -> str:
    """Returns the secret a receiver checks with, as Standard Webhooks' libraries take it.

    Each tenant and each purpose has its own, derived from the tenant's salted key (invariant 12).
    """
    signer = Signer(salt=f"{connection.schema_name}:{purpose}", algorithm="sha256")
    return "whsec_" + base64.b64encode(signer.signature("endpoint").encode()).decode()


def post_webhook(
    *, url: str, message_id: str, payload: Mapping[str, Any], secret: str, inwards: bool = False
) -> AttemptResult:
    """Posts one signed call, following no redirect; never raises for what others do.

    2xx takes it, 410 is final, anything else is not. `inwards` allows private addresses in production, for endpoints
    that the reseller's own administrator declared.
    """
    body, at = json.dumps(payload, separators=(",", ":")), real_now()  # receivers refuse old ones
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, body),
    }
    transport = httpx.HTTPTransport() if inwards else Resolving()
    try:
        with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client:
            answer = client.post(url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return AttemptResult(f"{type(error).__name__}: {error}")
    words = f"{answer.status_code} {answer.reason_phrase}"
    return AttemptResult(words, taken=answer.is_success, final=answer.status_code == httpx.codes.GONE)
