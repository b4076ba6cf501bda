"""Mails as reporters send them, put together from their words."""

import json
from typing import Any

SENT = "Thu, 29 Oct 2026 10:00:00 +0100"


def mail(
    body: str,
    *,
    subject: str = "Abuse report",
    sender: str = "Desk <abuse@desk.example>",
    date: str | None = SENT,
    headers: str = "",
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    """Returns a mail with one body."""
    dated = f"Date: {date}\n" if date else ""
    head = f"From: {sender}\nTo: abuse@acme.example\nSubject: {subject}\n{dated}Message-ID: <1@desk.example>\n{headers}"
    return f"{head}MIME-Version: 1.0\nContent-Type: {content_type}\n\n{body}".encode()


def multipart(*parts: str, subtype: str = "mixed", **kwargs: Any) -> bytes:
    """Returns a mail of several parts, each with its own headers, a blank line and its body."""
    body = "".join(f"--b\n{part}\n" for part in parts) + "--b--\n"
    return mail(body, content_type=f"multipart/{subtype}; boundary=b", **kwargs)


def xarf4(**fields: Any) -> dict[str, Any]:
    """Returns a XARF report of version 4."""
    contact = {"org": "Desk", "contact": "abuse@desk.example", "domain": "desk.example"}
    return {
        "xarf_version": "4.2.0",
        "report_id": "00000000-0000-4000-8000-000000000001",
        "timestamp": "2026-10-28T12:45:00Z",
        "reporter": contact,
        "sender": contact,
        "source_identifier": "192.0.2.7",
        "category": "connection",
        "type": "login_attack",
        **fields,
    }


def xarf3(kind: str = "LoginAttack", **fields: Any) -> dict[str, Any]:
    """Returns a XARF report of version 3."""
    report = {"ReportClass": "Activity", "ReportType": kind, "Date": "2026-10-28T12:45:00Z", "SourceIp": "192.0.2.7"}
    info = {"ReporterOrg": "Desk", "ReporterOrgDomain": "desk.example", "ReporterOrgEmail": "abuse@desk.example"}
    return {"Version": "3", "ReporterInfo": info, "Disclosure": True, "Report": report | fields}


def attached(report: Any, name: str = "xarf.json") -> str:
    """Returns a part with JSON."""
    return f'Content-Type: application/json; name="{name}"\n\n{json.dumps(report)}'


def feedback(*, original: str = "", words: str = "An abuse report.", **fields: str) -> bytes:
    """Returns a feedback report (ARF); a field's name has underscores for hyphens."""
    said = "\n".join(f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value)
    return multipart(
        f"Content-Type: text/plain\n\n{words}",
        f"Content-Type: message/feedback-report\n\n{said}\n",
        "Content-Type: message/rfc822\n\n" + (original or "Subject: Buy now\n\nBuy."),
        subtype="report; report-type=feedback-report",
    )
