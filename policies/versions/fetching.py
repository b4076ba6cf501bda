"""One careful GET of an address that somebody else declares."""

import time
from dataclasses import dataclass

import httpx
from django.utils.translation import gettext as _

from tenants.resellers.outgoing import Resolving

MAX_BYTES = 2_000_000
_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_MAX_SECONDS = 30.0
_REDIRECTS = 3
_HEADERS = {"User-Agent": "Proviso posting proof", "Accept": "text/html", "Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address served: no status where nothing answered; `problem` is one sentence or empty."""

    url: str
    status: int | None = None
    body: bytes = b""
    problem: str = ""


def fetch(url: str) -> Fetched:
    """Gets an address with time limits, at most three redirects and at most 2 MB; never raises for what others do."""
    deadline = time.monotonic() + _MAX_SECONDS
    client = httpx.Client(
        transport=Resolving(),
        timeout=_TIMEOUT,
        follow_redirects=True,
        max_redirects=_REDIRECTS,
        headers=_HEADERS,
        trust_env=False,
    )
    try:
        with client, client.stream("GET", url) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    return Fetched(
                        url, response.status_code, bytes(body[:MAX_BYTES]), _("The page is larger than 2 MB.")
                    )
                if time.monotonic() > deadline:
                    return Fetched(url, response.status_code, bytes(body), _("The page took longer than 30 seconds."))
            return Fetched(url, response.status_code, bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Fetched(url, problem=_("The website did not answer: %s.") % (str(error) or type(error).__name__))
