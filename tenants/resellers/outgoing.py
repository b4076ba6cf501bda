"""Calls to addresses that others declare: resolved once, never inwards in production, and webhooks signed."""

import base64
import datetime as dt
import ipaddress
import socket
from dataclasses import dataclass
from typing import Final

import httpx
from django.conf import settings
from django.core.signing import Signer
from standardwebhooks.webhooks import Webhook

from tenants.resellers.current import connection

TIMEOUT: Final = httpx.Timeout(10.0)


class Resolving(httpx.HTTPTransport):
    """Connects to the very address it looked up: localhost names to this machine, in production never inwards."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends to the resolved address, with the host's own name in the header and in the certificate's check."""
        host = request.url.host
        url = request.url.copy_with(host=_address_of(host))
        extensions = {**request.extensions, "sni_hostname": host}
        # A copy, since httpx resolves redirects against the request it was given.
        sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
        return super().handle_request(sent)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint said: `status` None where nothing answered; `words` for people and logs."""

    status: int | None
    words: str

    @property
    def taken(self) -> bool:
        """Whether it took the call."""
        return self.status is not None and httpx.codes.is_success(self.status)

    @property
    def gone(self) -> bool:
        """Whether it wants no call ever again (410)."""
        return self.status == httpx.codes.GONE


def webhook_secret(purpose: str) -> str:
    """The secret a receiver checks with, as Standard Webhooks' libraries take it.

    Each tenant and each purpose has its own, derived from the tenant's salted key (invariant 12).
    """
    signer = Signer(salt=f"{connection.schema_name}:{purpose}", algorithm="sha256")
    return "whsec_" + base64.b64encode(signer.signature("endpoint").encode()).decode()


def post_webhook(
    *, url: str, message_id: str, body: str, secret: str, at: dt.datetime, inwards: bool = False
) -> Answer:
    """Post one signed call, following no redirect; never raises for what others do.

    `at` is the real instant of sending (receivers refuse old ones). `inwards` allows private addresses in production,
    for endpoints that the reseller's own administrator declared.
    """
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
        return Answer(None, f"{type(error).__name__}: {error}"[:300])
    return Answer(answer.status_code, f"{answer.status_code} {answer.reason_phrase}"[:300])


def _address_of(host: str) -> str:
    if host == "localhost" or host.endswith(".localhost"):
        address = "127.0.0.1"
    else:
        address = str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    if settings.PRODUCTION and not ipaddress.ip_address(address).is_global:
        raise httpx.ConnectError(f"{host} is not a public address")
    return address
