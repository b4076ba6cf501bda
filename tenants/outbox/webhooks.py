"""The one way a webhook is sent: JSON, signed as Standard Webhooks say, with a secret of the tenant's own.

What the other side keeps is asked for with the same signature, over an empty body.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.core.signing import Signer
from standardwebhooks.webhooks import Webhook

from tenants.outbox.rules import AttemptResult
from tenants.resellers.current import connection
from tenants.resellers.instant import real_now
from tenants.resellers.outgoing import CallFailed, call

_LONGEST_POST: Final = 30.0  # seconds for a call whose answer is read


def webhook_secret(purpose: str) -> str:
    """Returns the secret a receiver checks with, as Standard Webhooks' libraries take it.

    Each tenant and each purpose has its own, derived from the tenant's salted key (invariant 12).
    """
    signer = Signer(salt=f"{connection.schema_name}:{purpose}", algorithm="sha256")
    return "whsec_" + base64.b64encode(signer.signature("endpoint").encode()).decode()


def fetch_signed(
    *,
    url: str,
    message_id: str,
    secret: str,
    most_bytes: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    inwards: bool = False,
) -> bytes:
    """Gets an address with a signed request, following no redirect; raises CallFailed for all that others do.

    Reads `most_bytes` at most and for `seconds` at most, whatever the other side sends. `inwards` as in `post_webhook`.
    """
    said = {"accept": "application/json", **(headers or {}), **_signed(message_id, "", secret)}
    reply = call("GET", url, headers=said, seconds=seconds, most_bytes=most_bytes, inwards=inwards)
    if reply.status != HTTPStatus.OK:
        raise CallFailed(reply.words)
    if not reply.whole:
        raise CallFailed(f"more than {most_bytes} bytes")
    return reply.body


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back of a call: the status (0: nothing came), it in words, and the beginning of what was said."""

    status: int
    words: str
    body: bytes = b""

    @property
    def taken(self) -> bool:
        """Whether the other side took it."""
        return _is_success(self.status)


def post_signed(
    *, url: str, message_id: str, body: bytes, secret: str, headers: Mapping[str, str], most_bytes: int
) -> Answered:
    """Posts JSON as it is, signed, following no redirect and in production never inwards; never raises for others.

    Of the answer `most_bytes` are read at most; a longer one is taken, but not read.
    """
    said = {"content-type": "application/json", "accept": "application/json"}
    signed = {**said, **headers, **_signed(message_id, body.decode(), secret)}
    try:
        reply = call("POST", url, content=body, headers=signed, seconds=_LONGEST_POST, most_bytes=most_bytes)
    except CallFailed as error:
        return Answered(0, str(error))
    return Answered(reply.status, reply.words, reply.body if reply.whole else b"")


def post_webhook(
    *, url: str, message_id: str, payload: Mapping[str, Any], secret: str, inwards: bool = False
) -> AttemptResult:
    """Posts one signed call, following no redirect; never raises for what others do.

    2xx takes it, 410 is final, anything else is not. `inwards` allows the private networks that the operator named, for
    endpoints that the reseller's own administrator declared.
    """
    body = json.dumps(payload, separators=(",", ":"))
    headers = {"content-type": "application/json"} | _signed(message_id, body, secret)
    try:
        reply = call("POST", url, content=body.encode(), headers=headers, inwards=inwards)
    except CallFailed as error:
        return AttemptResult(str(error))
    return AttemptResult(reply.words, taken=_is_success(reply.status), final=reply.status == HTTPStatus.GONE)


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _signed(message_id: str, body: str, secret: str) -> dict[str, str]:
    """Returns the three headers of Standard Webhooks."""
    at = real_now()  # receivers refuse old ones
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, body),
    }
