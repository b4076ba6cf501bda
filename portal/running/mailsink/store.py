"""Keeps received messages as .eml files and reads them back."""

import email
import email.policy
import html
import re
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from tenants.resellers import whole_files

KIND_HEADER = "X-Proviso-Kind"
ENVELOPE_HEADER = "X-Envelope-To"
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True)
class Summary:
    """One received message in a list; `recipients` are the envelope's, `received_at` is UTC."""

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    kind: str
    message_id: str

    def as_json(self) -> dict[str, object]:
        """The same for machines."""
        return asdict(self) | {"received_at": self.received_at.isoformat(), "recipients": list(self.recipients)}


class Message:
    """One message with its bodies."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        parsed = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self.parsed = parsed

    @cached_property
    def text(self) -> str:
        """The plain body, or an empty text."""
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        """The HTML body, or an empty text."""
        return self._body("html")

    @cached_property
    def links(self) -> list[str]:
        """Every web address in it, in order, each once; from the plain body where there is one."""
        return list(dict.fromkeys(LINK.findall(self.text or html.unescape(self.html))))

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All headers, in order."""
        return [(name, str(value)) for name, value in self.parsed.items()]

    @property
    def attachments(self) -> list[str]:
        """The names of attached files."""
        return [part.get_filename() or part.get_content_type() for part in self.parsed.iter_attachments()]

    def _body(self, kind: str) -> str:
        part = self.parsed.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


class Store:
    """A folder of messages, numbered from 1 in the order they came; safe for many threads, one process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._summaries = [self._summary(path) for path in sorted(folder.glob("*.eml"))]

    def add(self, content: bytes, *, sender: str, recipients: Iterable[str]) -> Summary:
        """Keeps a message on disk before it is acknowledged to the sender."""
        envelope = f"X-Envelope-From: {sender}\r\n{ENVELOPE_HEADER}: {', '.join(recipients)}\r\n".encode()
        with self._lock:
            number = self._summaries[-1].number + 1 if self._summaries else 1
            path = self.path(number)
            whole_files.write(path, envelope + content)
            summary = self._summary(path)
            self._summaries.append(summary)
        return summary

    def list(self, *, to: str = "", kind: str = "", after: int = 0) -> list[Summary]:
        """The newest first, of those whose recipient contains `to`, whose kind is `kind`, numbered past `after`."""
        with self._lock:
            found = list(self._summaries)
        wanted = to.strip().lower()
        return [
            summary
            for summary in reversed(found)
            if summary.number > after
            and (not kind or summary.kind == kind)
            and (not wanted or any(wanted in recipient.lower() for recipient in summary.recipients))
        ]

    def get(self, number: int) -> Message | None:
        """The message of that number, if there is one."""
        path = self.path(number)
        return Message(path.read_bytes()) if path.exists() else None

    def path(self, number: int) -> Path:
        """Where a message lies."""
        return self.folder / f"{number:08d}.eml"

    @staticmethod
    def _summary(path: Path) -> Summary:
        with path.open("rb") as file:
            parsed = email.message_from_bytes(b"".join(_head(file)), policy=email.policy.default)
        recipients = str(parsed.get(ENVELOPE_HEADER, ""))
        return Summary(
            number=int(path.stem),
            received_at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
            sender=str(parsed.get("From", "")),
            recipients=tuple(one.strip() for one in recipients.split(",") if one.strip()),
            subject=str(parsed.get("Subject", "")),
            kind=str(parsed.get(KIND_HEADER, "")),
            message_id=str(parsed.get("Message-ID", "")).strip(),
        )


def count_by_kind(summaries: Iterable[Summary]) -> dict[str, int]:
    """How many of each kind, most frequent first."""
    return dict(Counter(summary.kind for summary in summaries).most_common())


def _head(lines: Iterable[bytes]) -> Iterable[bytes]:
    for line in lines:
        yield line
        if not line.strip():
            return
