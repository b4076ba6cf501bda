"""Single values of a structured report, each from anything that stands there: a target, an instant, a port, a file."""

import base64
import binascii
import contextlib
import datetime as dt
import ipaddress
from typing import Any

from enforcement.reports.reading.bounds import LONGEST_HEADER
from enforcement.reports.reading.model import Attachment, Target
from enforcement.reports.reading.texts import cleaned
from enforcement.reports.reading.words.instants import Frame, instants
from tenants.customers.identifiers import recognised, shown

_HIGHEST_PORT = 65_535
_LONGEST_PLACE = 2_000
_LONGEST_FILENAME = 120


def text(value: Any) -> str:
    """Returns a text or a number in words, anything else as an empty text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return cleaned(str(value)[:LONGEST_HEADER]).strip()


def target(value: Any, port: Any = None) -> Target | None:
    """Returns what an address, network, host, link, mail address or phone number names; None where it names nothing."""
    place = text(value)[:_LONGEST_PLACE]
    if not place:
        return None
    try:
        address = ipaddress.ip_address(place.strip("[]"))
    except ValueError:
        known = recognised(place)
    else:
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        known = "network", str(mapped or address)
    if known is None:
        return None
    kind, name = known
    return Target(shown(name) if kind == "network" else name, number_of_port(port))


def number_of_port(value: Any) -> int | None:
    """Returns a port, None where it is none."""
    words = text(value)
    port = int(words) if words.isdecimal() and len(words) <= 5 else 0  # noqa: PLR2004 - digits of the highest port
    return port if 0 < port <= _HIGHEST_PORT else None


def instant(value: Any, frame: Frame) -> tuple[dt.datetime | None, bool]:
    """Returns the instant that a field names, in UTC, and whether its zone is sure; None where it names none."""
    words = text(value)[:100]
    found = instants(words, frame) if words else []
    return (found[0].at, found[0].sure) if found else (None, True)


def attachment(
    name: str, kind: Any, payload: Any, digest: Any = None, *, encoded: bool | None = None
) -> Attachment | None:
    """Returns a file that stands in a report as Base64, or as it is where that cannot be decoded."""
    if not isinstance(payload, str) or not payload:
        return None
    data = payload.encode("utf-8", "replace")
    if encoded is not False:
        with contextlib.suppress(binascii.Error, ValueError):
            data = base64.b64decode("".join(payload.split()), validate=True) or data
    return Attachment(
        name[:_LONGEST_FILENAME], text(kind)[:100] or "application/octet-stream", data, text(digest)[:200]
    )
