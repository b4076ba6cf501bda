"""The mails of `intake`: a script's plain words with a log, a mailbox provider's ARF, a XARF report; each its own."""

import datetime as dt
import ipaddress
import json
from email.utils import format_datetime

_FIRST = ipaddress.IPv4Address("198.18.0.1")  # the range for benchmarks (RFC 2544)
_DESKS = 20
_LOG = "{at:%b %d %H:%M:%S} www sshd[{pid}]: Failed password for root from {address} port {port} ssh2"
_PLAIN = """Dear abuse team,

the server {address} on your network tried to log in to our hosts by SSH (brute force). Please look into it.
Times are in UTC.

{log}

Regards,
the desk
"""
_ARF = """--b
Content-Type: text/plain; charset=utf-8

This is an abuse report for a mail that was received from {address}.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Desk/1.0
Version: 1
Source-IP: {address}
Arrival-Date: {sent}

--b
Content-Type: message/rfc822

Received: from out.bulk.example (out.bulk.example [{address}]) by mx.desk.example; {sent}
From: Offers <offers@bulk.example>
To: somebody@desk.example
Subject: Offer {number}
Date: {sent}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Buy it now.

--b--
"""
_XARF = """--b
Content-Type: text/plain; charset=utf-8

A report in XARF is attached.

--b
Content-Type: application/json; name="xarf.json"

{xarf}

--b--
"""


def address_of(service: int) -> str:
    """Returns the address that a service holds."""
    return str(_FIRST + service)


def mails(batch: int, count: int, *, services: int) -> list[bytes]:
    """Returns so many mails about acts of the last hour, about these services in turn."""
    sent = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return [_mail(f"{batch}-{place}", place, address_of(place % services), sent) for place in range(count)]


def _mail(number: str, place: int, address: str, sent: dt.datetime) -> bytes:
    at = sent - dt.timedelta(minutes=place % 50 + 1)
    kind = place % 3
    body = [_plain, _arf, _xarf][kind](number, address, at)
    content = ("text/plain; charset=utf-8", "multipart/report; report-type=feedback-report; boundary=b")
    head = (
        f"Received: from mx.desk.example (mx.desk.example [198.51.100.7]) by mx.acme.example; {format_datetime(sent)}\n"
        f"From: Desk <abuse@desk{place % _DESKS}.example>\nTo: abuse@acme.example\nSubject: Abuse from {address}\n"
        f"Date: {format_datetime(sent)}\nMessage-ID: <{number}@desk.example>\nMIME-Version: 1.0\n"
        f"Content-Type: {[*content, 'multipart/mixed; boundary=b'][kind]}\n\n"
    )
    return (head + body).encode()


def _plain(number: str, address: str, at: dt.datetime) -> str:
    lines = [
        _LOG.format(at=at + dt.timedelta(seconds=one), pid=number.replace("-", ""), address=address, port=40_000 + one)
        for one in range(10)
    ]
    return _PLAIN.format(address=address, log="\n".join(lines))


def _arf(number: str, address: str, at: dt.datetime) -> str:
    return _ARF.format(address=address, sent=format_datetime(at), number=number)


def _xarf(number: str, address: str, at: dt.datetime) -> str:
    contact = {"org": "Desk", "contact": "abuse@desk.example", "domain": "desk.example"}
    said = {
        "xarf_version": "4.2.0",
        "report_id": number,
        "timestamp": at.isoformat(),
        "reporter": contact,
        "sender": contact,
        "source_identifier": address,
        "source_port": 50_122,
        "category": "connection",
        "type": "login_attack",
    }
    return _XARF.format(xarf=json.dumps(said, indent=1))
