"""Reads bounce mails: delivery status notifications (RFC 3464) in multipart/report mails (RFC 6522). Pure."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import Any, Final

_MESSAGE_ID: Final = re.compile(r"<([^<>@\s]+)@([^<>@\s]+)>")
_ADDRESSED: Final = ("to", "delivered-to", "x-original-to", "envelope-to")
_ACTIONS: Final = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})


class NotABounce(ValueError):
    """The mail reports on no delivery; the sentence says what it lacks."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says became of a mail: to whom, `action` as RFC 3464 names it, status code and its own words."""

    action: str
    recipient: str
    status: str
    diagnostic: str

    @property
    def words(self) -> str:
        """For people: the code and what the server said."""
        return " ".join(part for part in (self.status, self.diagnostic) if part)


@dataclass(frozen=True, slots=True)
class Bounce:
    """One bounce mail: its own Message-ID, where it was sent, the mail it is about (left, right of the @), reports."""

    message_id: str
    addressed: tuple[str, ...]
    about: tuple[str, str] | None
    reports: tuple[Report, ...]


def read_bounce(raw: bytes) -> Bounce:
    """Reads a bounce mail; raises NotABounce with a sentence for any other."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        raise NotABounce("This mail holds no delivery status (RFC 3464), so it reports on no delivery.")
    reports = tuple(_reports(status))
    if not reports:
        raise NotABounce("The delivery status of this mail names no recipient.")
    addressed = tuple(
        address.strip() for name in _ADDRESSED for value in mail.get_all(name, []) for address in str(value).split(",")
    )
    return Bounce(_text(mail, "message-id"), addressed, _about(mail), reports)


def _reports(status: Message[Any, Any]) -> Iterator[Report]:
    """Returns each recipient's block; the first block is about the whole mail and has no Action."""
    blocks = status.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        action = _text(block, "action").lower().split(" ")[0]
        if action in _ACTIONS:
            recipient = _text(block, "final-recipient") or _text(block, "original-recipient")
            yield Report(
                action,
                recipient.rpartition(";")[2].strip(),
                _text(block, "status"),
                _text(block, "diagnostic-code").rpartition(";")[2].strip(),
            )


def _about(mail: EmailMessage) -> tuple[str, str] | None:
    """Returns the Message-ID of the returned mail, whole or its headers only."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            returned = inner[0] if isinstance(inner, list) and inner else None
        elif kind == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            returned = email.message_from_bytes(content) if isinstance(content, bytes) else None
        else:
            continue
        if isinstance(returned, Message) and (found := _MESSAGE_ID.search(_text(returned, "message-id"))):
            return found[1], found[2]
    return None


def _text(part: Any, name: str) -> str:
    """Returns a header in one line; empty where the part has none."""
    return " ".join(str(part.get(name, "")).split())
