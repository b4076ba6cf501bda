"""The one way a webhook is sent: JSON, signed as Standard Webhooks say, with a secret of the tenant's own.

What the other side keeps is asked for with the same signature, over an empty body.
"""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
from django.core.signing import Signer
from standardwebhooks.webhooks import Webhook

from tenants.outbox.rules import AttemptResult
from tenants.resellers.current import connection
from tenants.resellers.instant import real_now
from tenants.resellers.outgoing import TIMEOUT, Resolving, trusted

_CHUNK: Final = 64 * 1024
_LONGEST_POST: Final = 60.0  # seconds for the answer to a call


def webhook_secret(purpose: str) -> str:
    """Returns the secret a receiver checks with, as Standard Webhooks' libraries take it.

    Each tenant and each purpose has its own, derived from the tenant's salted key (invariant 12).
    """
    signer = Signer(salt=f"{connection.schema_name}:{purpose}", algorithm="sha256")
    return "whsec_" + base64.b64encode(signer.signature("endpoint").encode()).decode()


class FetchFailed(Exception):
    """Nothing whole came back; the words say why."""


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
    """Gets an address with a signed request, following no redirect; raises FetchFailed for all that others do.

    Reads `most_bytes` at most and for `seconds` at most, whatever the other side sends. `inwards` as in `post_webhook`.
    """
    until = time.monotonic() + seconds
    said = {"accept": "application/json", "accept-encoding": "identity", **(headers or {})}
    try:
        with (
            httpx.Client(transport=_transport(inwards=inwards), timeout=TIMEOUT, trust_env=False) as client,
            client.stream("GET", url, headers=said | _signed(message_id, "", secret)) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise FetchFailed(f"{answer.status_code} {answer.reason_phrase}")
            return _read(answer, most_bytes, until)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise FetchFailed(f"{type(error).__name__}: {error}") from error


def _read(answer: httpx.Response, most_bytes: int, until: float) -> bytes:
    """Reads an answer within its bounds; `until` is of `time.monotonic()`. Raises FetchFailed."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise FetchFailed("encoded, though asked not to be")
    found = b""
    for chunk in answer.iter_raw(_CHUNK):
        found += chunk
        if len(found) > most_bytes:
            raise FetchFailed(f"more than {most_bytes} bytes")
        if time.monotonic() > until:
            raise FetchFailed("not done in time")
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back of a call: the status (0: nothing came), it in words, and the beginning of what was said."""

    status: int
    words: str
    body: bytes = b""

    @property
    def taken(self) -> bool:
        """Whether the other side took it."""
        return httpx.codes.is_success(self.status)


def post_signed(
    *, url: str, message_id: str, body: bytes, secret: str, headers: Mapping[str, str], most_bytes: int
) -> Answered:
    """Posts JSON as it is, signed, following no redirect and in production never inwards; never raises for others.

    Of the answer `most_bytes` are read at most; a longer one is taken, but not read.
    """
    until = time.monotonic() + _LONGEST_POST
    said = {"content-type": "application/json", "accept": "application/json", "accept-encoding": "identity"}
    signed = {**said, **headers, **_signed(message_id, body.decode(), secret)}
    try:
        with (
            httpx.Client(transport=Resolving(), timeout=TIMEOUT, trust_env=False) as client,
            client.stream("POST", url, content=body, headers=signed) as answer,
        ):
            words = f"{answer.status_code} {answer.reason_phrase}"
            try:
                return Answered(answer.status_code, words, _read(answer, most_bytes, until))
            except FetchFailed:
                return Answered(answer.status_code, words)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Answered(0, f"{type(error).__name__}: {error}")


def _transport(*, inwards: bool) -> httpx.HTTPTransport:
    return httpx.HTTPTransport(verify=trusted()) if inwards else Resolving()


def post_webhook(
    *, url: str, message_id: str, payload: Mapping[str, Any], secret: str, inwards: bool = False
) -> AttemptResult:
    """Posts one signed call, following no redirect; never raises for what others do.

    2xx takes it, 410 is final, anything else is not. `inwards` allows private addresses in production, for endpoints
    that the reseller's own administrator declared.
    """
    body = json.dumps(payload, separators=(",", ":"))
    headers = {"content-type": "application/json"} | _signed(message_id, body, secret)
    try:
        with httpx.Client(transport=_transport(inwards=inwards), timeout=TIMEOUT, trust_env=False) as client:
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
