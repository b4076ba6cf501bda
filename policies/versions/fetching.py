"""One careful GET of an address that somebody else declares."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenants.resellers.outgoing import CallFailed, call

MAX_BYTES = 2_000_000
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
    try:
        reply = call("GET", url, headers=_HEADERS, seconds=_MAX_SECONDS, most_bytes=MAX_BYTES, redirects=_REDIRECTS)
    except CallFailed as error:
        return Fetched(url, problem=_("The website did not answer: %s.") % error)
    problem = "" if reply.whole else _("The page is larger than 2 MB.")
    return Fetched(url, reply.status, reply.body, problem)
