"""ARF and XARF as programs send them, whole and in pieces, with what is right of each."""

import json
from collections.abc import Iterator

from enforcement.reports.reading.conduct import XARF4
from policies.documents.model.categories import XARF_TYPES
from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import attached, feedback, mail, multipart, xarf3, xarf4

SPAM = "spam_email"
ARRIVED = "Wed, 28 Oct 2026 13:45:00 +0100"
RECEIVED = """Received: from out.bulk.example (out.bulk.example [192.0.2.7])
 by mx.desk.example (Postfix) with ESMTPS id 77; Wed, 28 Oct 2026 13:45:00 +0100
From: Offers <offers@bulk.example>
Subject: Offers

Buy!"""
LINES = """Reported-From: abuse@desk.example
Category: abuse
Report-Type: login-attack
Service: ssh
Version: 0.1
User-Agent: script 1.0
Date: Wed, 28 Oct 2026 13:45:00 +0100
Source-Type: ip-address
Source: 192.0.2.7
Port: 22
Report-ID: 1234@desk.example
Schema-URL: https://desk.example/schema.json
Attachment: text/plain
"""
VERSION_3 = {
    "Spam": SPAM,
    "Phishing": "spoofing",
    "Malware": "malware",
    "Botnet": "malware",
    "PortScan": "unauthorized_testing",
    "LoginAttack": "unauthorized_testing",
    "DDoS": "denial_of_service",
    "Copyright": "rights_infringement",
    "Trademark": "rights_infringement",
    "OpenService": "other",
    "Exploit": "unauthorized_testing",
    "Fraud": "unlawful_purpose",
    "Harassment": "offensive_content",
    "Webcrawler": "resource_abuse",
    "ChildAbuse": "child_abuse",
}


def _version_4() -> Iterator[Case]:
    """Every type, by each way in turn: as JSON alone, attached, in the words, twice in one mail."""
    names = [(group, kind) for group, kinds in XARF_TYPES.items() for kind in kinds]
    for place, (group, kind) in enumerate(names):
        report = xarf4(category=group, type=kind, source_port=40_000 + place, report_id=f"r-{place}")
        expected = XARF4[f"{group}/{kind}"], f"192.0.2.7:{40_000 + place}", AT
        ways = {
            "alone": json.dumps(report).encode(),
            "attached": multipart(f"Content-Type: text/plain\n\nReport {place}.", attached(report)),
            "in the words": mail(f"Report {place}:\n\n{json.dumps(report, indent=1)}\n\nThe desk\n"),
        }
        for way, raw in ways.items():
            yield Case(f"version 4, {group}/{kind}, {way}", raw, *expected)


def _version_3() -> Iterator[Case]:
    for place, (kind, category) in enumerate(VERSION_3.items()):
        report = xarf3(kind, SourcePort=41_000 + place)
        expected = category, f"192.0.2.7:{41_000 + place}", AT
        yield Case(f"version 3, {kind}, alone", json.dumps(report).encode(), *expected)
        mailed = multipart(f"Content-Type: text/plain\n\nNo. {place}", attached(report))
        yield Case(f"version 3, {kind}, attached", mailed, *expected)


def _two(one: str, other: str) -> bytes:
    parts = attached(xarf4(type=one, source_port=42_000)), attached(xarf4(type=other, source_port=42_001))
    return multipart("Content-Type: text/plain\n\nTwo.", *parts)


ARF = (
    Case("ARF", feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", Arrival_Date=ARRIVED), SPAM, "192.0.2.7", AT),
    Case(
        "ARF with a port",
        feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", Source_Port="50122", Arrival_Date=ARRIVED),
        SPAM,
        "192.0.2.7:50122",
        AT,
    ),
    Case(
        "ARF over IPv6",
        feedback(Feedback_Type="abuse", Source_IP="2001:db8::7", Arrival_Date=ARRIVED),
        SPAM,
        "2001:db8::7",
        AT,
    ),
    Case(
        "ARF of fraud",
        feedback(Feedback_Type="fraud", Source_IP="192.0.2.7", Arrival_Date=ARRIVED),
        "spoofing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "ARF of a virus",
        feedback(Feedback_Type="virus", Source_IP="192.0.2.7", Received_Date=ARRIVED),
        "malware",
        "192.0.2.7",
        AT,
    ),
    Case("ARF without an address", feedback(Feedback_Type="abuse", original=RECEIVED), SPAM, "192.0.2.7", AT),
    Case(
        "ARF without a time",
        feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", original=RECEIVED),
        SPAM,
        "192.0.2.7",
        AT,
    ),
    Case(
        "ARF of another kind",
        feedback(
            Feedback_Type="other", Source_IP="192.0.2.7", Arrival_Date=ARRIVED, words="Port scan. This is a report."
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "ARF whose dates are of ISO",
        feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", Arrival_Date="2026-10-28T12:45:00Z"),
        SPAM,
        "192.0.2.7",
        AT,
    ),
    Case(
        "ARF that says not spam",
        feedback(Feedback_Type="not-spam", Source_IP="192.0.2.7", Arrival_Date=ARRIVED),
        None,
        "192.0.2.7",
        AT,
        triage="no_category",
    ),
    Case("ARF that says nothing", feedback(Feedback_Type="abuse"), SPAM, "", "", triage="no_target"),
)
OTHERS = (
    Case("the version in lines", mail(LINES), "unauthorized_testing", "192.0.2.7", AT),
    Case(
        "two in one mail",
        _two("login_attack", "port_scan"),
        "unauthorized_testing",
        "192.0.2.7:42000 | 192.0.2.7:42001",
        f"{AT} | {AT}",
    ),
    Case("version 4 without a target", json.dumps(xarf4(source_identifier="")).encode(), "unauthorized_testing", "", AT,
         triage="no_target"),
    Case("version 4 without a time", json.dumps(xarf4(timestamp="soon")).encode(), "unauthorized_testing", "192.0.2.7",
         "", triage="no_time"),
    Case("version 4 of no type", json.dumps(xarf4(type="sorcery")).encode(), None, "192.0.2.7", AT,
         triage="no_category"),
)  # fmt: skip
CASES = (*_version_4(), *_version_3(), *ARF, *OTHERS)
