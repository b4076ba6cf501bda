"""The one way a webhook is sent: JSON, signed as Standard Webhooks say, with a secret of the tenant's own.

What the other side keeps is asked for with the same signature, over an empty body.
"""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import httpx
from django.core.signing import Signer
from standardwebhooks.webhooks import Webhook

from tenants.outbox.rules import AttemptResult
from tenants.resellers.current import connection
from tenants.resellers.instant import real_now
from tenants.resellers.outgoing import TIMEOUT, Resolving

_CHUNK: Final = 64 * 1024


def webhook_secret(purpose: str) -> str:
    """Returns the secret a receiver checks with, as Standard Webhooks' libraries take it.

    Each tenant and each purpose has its own, derived from the tenant's salted key (invariant 12).
    """
    signer = Signer(salt=f"{connection.schema_name}:{purpose}", algorithm="sha256")
    return "whsec_" + base64.b64encode(signer.signature("endpoint").encode()).decode()


class FetchFailed(Exception):
    """Nothing whole came back; the words say why."""


def fetch_signed(*, url: str, message_id: str, secret: str, most_bytes: int, seconds: float, inwards: bool) -> bytes:
    """Gets an address with a signed request, following no redirect; raises FetchFailed for all that others do.

    Reads `most_bytes` at most and for `seconds` at most, whatever the other side sends. `inwards` as in `post_webhook`.
    """
    until, found = time.monotonic() + seconds, b""
    headers = {"accept": "application/json", "accept-encoding": "identity"} | _signed(message_id, "", secret)
    transport = httpx.HTTPTransport() if inwards else Resolving()
    try:
        with (
            httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client,
            client.stream("GET", url, headers=headers) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise FetchFailed(f"{answer.status_code} {answer.reason_phrase}")
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise FetchFailed("encoded, though asked not to be")
            for chunk in answer.iter_raw(_CHUNK):
                found += chunk
                if len(found) > most_bytes:
                    raise FetchFailed(f"more than {most_bytes} bytes")
                if time.monotonic() > until:
                    raise FetchFailed(f"not done in {seconds:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise FetchFailed(f"{type(error).__name__}: {error}") from error
    return found


def post_webhook(
    *, url: str, message_id: str, payload: Mapping[str, Any], secret: str, inwards: bool = False
) -> AttemptResult:
    """Posts one signed call, following no redirect; never raises for what others do.

    2xx takes it, 410 is final, anything else is not. `inwards` allows private addresses in production, for endpoints
    that the reseller's own administrator declared.
    """
    body = json.dumps(payload, separators=(",", ":"))
    headers = {"content-type": "application/json"} | _signed(message_id, body, secret)
    transport = httpx.HTTPTransport() if inwards else Resolving()
    try:
        with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client:
            answer = client.post(url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return AttemptResult(f"{type(error).__name__}: {error}")
    words = f"{answer.status_code} {answer.reason_phrase}"
    return AttemptResult(words, taken=answer.is_success, final=answer.status_code == httpx.codes.GONE)


def _signed(message_id: str, body: str, secret: str) -> dict[str, str]:
    """Returns the three headers of Standard Webhooks."""
    at = real_now()  # receivers refuse old ones
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, body),
    }
