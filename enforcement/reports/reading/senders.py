"""Who sent a mail, when, and which domains and addresses are the sender's own."""

import datetime as dt
import re
from email.utils import getaddresses, parsedate_to_datetime

from enforcement.reports.reading.mime import Headers
from enforcement.reports.reading.words.addresses import addresses, is_private
from enforcement.reports.reading.words.hosts import registered
from enforcement.reports.reading.words.instants import Frame
from tenants.resellers.instants import EARLIEST, LATEST

_DOMAIN = re.compile(r"@([\w.-]{3,253})")
_LONGEST = 2_000
_MAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@[\w.-]{1,253}")


def sender(headers: Headers) -> tuple[str, str]:
    """Returns the mail address and the name of whoever sent a mail, empty where it names none."""
    for header in ("from", "sender", "reply-to"):
        for name, address in _addresses(headers, header):
            if _MAIL.fullmatch(address):
                return address, name
    return "", ""


def houses(headers: Headers) -> frozenset[str]:
    """Returns the registered domains of whoever sent a mail, and of whom it was sent to."""
    names = ("from", "sender", "reply-to", "to", "cc", "delivered-to", "x-original-to", "return-path", "errors-to")
    found = [domain for name in names for value in headers.all(name)[:5] for domain in _DOMAIN.findall(value)[:20]]
    return frozenset(registered(domain.strip(".").lower()) for domain in found)


def is_to_us(inner: Headers, outer: Headers) -> bool:
    """Whether a mail inside another was sent to us: a report that was passed on, not what is reported."""
    recipients = {address.lower() for name in ("to", "cc") for _, address in _addresses(inner, name)}
    ours = {
        address.lower().rpartition("@")[2] for name in ("to", "delivered-to") for _, address in _addresses(outer, name)
    }
    return any(one.startswith("abuse@") or one.rpartition("@")[2] in ours for one in recipients if "@" in one)


def relays(headers: Headers) -> frozenset[str]:
    """Returns the addresses through which a mail came here: the reporter's and our own servers."""
    words = "\n".join([*headers.all("received")[:50], headers.first("x-originating-ip")])
    return frozenset(text for text in addresses(words) if "/" not in text and not is_private(text))


def frame(headers: Headers) -> Frame:
    """Returns when a mail was sent, and the zone of its sender; without a `Date`, what the last server said."""
    for value, is_theirs in ((headers.first("date"), True), (headers.first("received").rpartition(";")[2], False)):
        if sent := instant(value):
            return Frame(sent, sent.tzinfo if is_theirs else None)
    return Frame()


def instant(value: str) -> dt.datetime | None:
    """Returns the instant of a mail's date; aware, in the zone that it names."""
    try:
        at = parsedate_to_datetime(value.strip())
        at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
        return at if EARLIEST <= at.astimezone(dt.UTC) < LATEST else None
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):
        return None


def _addresses(headers: Headers, name: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value[:_LONGEST] for value in headers.all(name)[:10]])
    except (ValueError, IndexError, TypeError, RecursionError):
        return []
