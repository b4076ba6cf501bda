"""Mails and XARF reports as reporters send them."""

import json
from typing import Any

PLAIN = "Your server 192.0.2.7 sent us forty thousand spam mails since 13:45 UTC."


def mail(words: str = PLAIN, **headers: str) -> bytes:
    """A plain mail; a header is named with underscores for its hyphens, and left out where it is empty."""
    said = {
        "From": "Desk <abuse@desk.example>",
        "To": "abuse@acme.example",
        "Subject": "Spam from 192.0.2.7",
        "Date": "Wed, 28 Oct 2026 13:50:00 +0000",
        "Message-ID": "<one@desk.example>",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in said.items() if value]
    return ("\n".join(lines) + f"\n\n{words}\n").encode()


def xarf(**changed: Any) -> bytes:
    """A XARF report, version 4."""
    party = {"org": "Desk", "contact": "abuse@desk.example", "domain": "desk.example"}
    said = {
        "xarf_version": "4.2.0",
        "report_id": "00000000-0000-4000-8000-000000000001",
        "timestamp": "2026-10-28T12:45:00Z",
        "reporter": party,
        "sender": party,
        "source_identifier": "192.0.2.7",
        "category": "connection",
        "type": "login_attack",
    } | changed
    return json.dumps(said).encode()


def with_file(content: str, words: str = PLAIN, **headers: str) -> bytes:
    """A mail that has a text file attached."""
    part = f'--b\nContent-Type: text/plain; name="log.txt"\nContent-Disposition: attachment\n\n{content}\n--b--'
    body = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n{part}"
    return mail(body, **{"Content_Type": "multipart/mixed; boundary=b", "MIME_Version": "1.0"} | headers)
