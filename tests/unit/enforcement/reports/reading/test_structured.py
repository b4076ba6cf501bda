"""XARF, ARF and tables: every field that names target, category and time is read, and what is missing is said."""

import base64
import datetime as dt
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from enforcement.reports.reading.conduct import XARF4
from enforcement.reports.reading.mail import reading_of
from enforcement.reports.reading.model import Incident, Target
from enforcement.reports.reading.xarf import read_xarf
from policies.documents.model.categories import CATEGORIES, XARF_TYPES
from tests.unit.enforcement.reports.reading.mails import attached, feedback, mail, multipart, xarf3, xarf4

AT = dt.datetime(2026, 10, 28, 12, 45, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def only(incidents: tuple[Incident, ...]) -> Incident:
    (incident,) = incidents
    return incident


def alone(report: Any) -> Incident:
    return only(read_xarf(json.dumps(report).encode()).incidents)


@pytest.mark.parametrize("name", [f"{group}/{kind}" for group, kinds in XARF_TYPES.items() for kind in kinds])
def test_every_type_of_version_4_has_a_category_that_the_list_of_categories_allows(name: str) -> None:
    group, kind = name.split("/")
    for spelt in (kind, kind.replace("_", "-")):
        incident = alone(xarf4(category=group, type=spelt))
        assert incident.triage == ""
        assert incident.category == XARF4[name]
        assert (group, kind) in CATEGORIES[XARF4[name]].xarf


def test_a_report_of_version_4_is_read_whole() -> None:
    log = b"Failed password"
    digest = f"sha256:{hashlib.sha256(log).hexdigest()}"
    evidence = [{"content_type": "text/plain", "payload": base64.b64encode(log).decode(), "hash": digest}]
    reading = read_xarf(json.dumps(xarf4(source_port=50122, evidence=evidence, description="Again!")).encode())
    incident = only(reading.incidents)
    assert (reading.kind, reading.sender, reading.sender_name) == ("xarf4", "abuse@desk.example", "Desk")
    assert incident.targets == (Target("192.0.2.7", 50122),)
    assert (incident.started_at, incident.ended_at) == (AT, AT)
    assert incident.identifier == "00000000-0000-4000-8000-000000000001"
    assert "Again!" in incident.description
    (file,) = incident.evidence
    assert (file.data, file.content_type, file.claimed_digest) == (log, "text/plain", digest)


def test_evidence_that_is_no_base64_is_kept_as_it_is() -> None:
    incident = alone(xarf4(evidence=[{"content_type": "text/plain", "payload": "häh? no=base64"}, "nonsense", {}]))
    assert [file.data for file in incident.evidence] == ["häh? no=base64".encode()]


@pytest.mark.parametrize(
    ("fields", "triage"),
    [
        ({"source_identifier": None}, "no_target"),
        ({"source_identifier": "?"}, "no_target"),
        ({"source_identifier": {"ip": "192.0.2.7"}}, "no_target"),
        ({"timestamp": "yesterday"}, "no_time"),
        ({"timestamp": "0001-01-01T00:00:00Z"}, "no_time"),
        ({"timestamp": "2026-10-28T12:45:00"}, "time_in_doubt"),
        ({"type": "sorcery"}, "no_category"),
        ({"category": None, "type": None}, "no_category"),
    ],
)
def test_what_is_missing_goes_to_a_person_with_its_reason(fields: dict[str, Any], triage: str) -> None:
    incident = alone(xarf4(**fields))
    assert incident.triage == triage
    assert "192.0.2.7" in incident.description or triage == "no_target"


def test_a_span_is_from_first_to_last_seen() -> None:
    incident = alone(xarf4(first_seen="2026-10-28T12:44:00Z", last_seen="2026-10-28T13:46:00+01:00"))
    assert (incident.started_at, incident.ended_at) == (AT - MINUTE, AT + MINUTE)


def test_what_was_first_seen_long_before_is_no_act_of_a_year() -> None:
    assert alone(xarf4(first_seen="2025-10-28T12:44:00Z")).started_at == AT


def test_content_is_named_by_its_address_and_its_host() -> None:
    url = "https://shop.example/login"
    incident = alone(xarf4(category="content", type="phishing", url=url, domain="shop.example"))
    assert [one.text for one in incident.targets] == ["192.0.2.7", "shop.example"]


def test_a_message_that_was_a_call_is_no_mail() -> None:
    report = xarf4(category="messaging", type="spam", protocol="sms", source_identifier="+31 20 123 4567")
    incident = alone(report)
    assert (incident.category, incident.targets) == ("spam_calls", (Target("+31201234567"),))


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("LoginAttack", "unauthorized_testing"),
        ("Login-Attack", "unauthorized_testing"),
        ("Spam", "spam_email"),
        ("PortScan", "unauthorized_testing"),
        ("DDoS", "denial_of_service"),
        ("Phishing", "spoofing"),
        ("Malware", "malware"),
        ("Botnet", "malware"),
        ("Copyright", "rights_infringement"),
        ("Trademark", "rights_infringement"),
        ("OpenService", "other"),
        ("Exploit", "unauthorized_testing"),
        ("Webcrawler", "resource_abuse"),
        ("ChildAbuse", "child_abuse"),
        ("Harassment", "offensive_content"),
        ("PotentiallyCompromisedAccount", "malware"),
        ("RPZ-Rewrite", "malware"),
        ("apacheddos", "denial_of_service"),
        ("brute-force-of-a-new-kind", "unauthorized_testing"),
    ],
)
def test_every_type_of_version_3_has_a_category(kind: str, category: str) -> None:
    incident = alone(xarf3(kind, SourcePort=50122))
    assert (incident.category, incident.targets, incident.triage) == (category, (Target("192.0.2.7", 50122),), "")
    assert (incident.started_at, incident.ended_at) == (AT, AT)
    assert read_xarf(json.dumps(xarf3(kind)).encode()).kind == "xarf3"


def test_a_sample_of_version_3_is_evidence() -> None:
    samples = [{"ContentType": "text/plain", "Base64Encoded": False, "Payload": "aGVsbG8="}]
    encoded = [{"ContentType": "text/plain", "Base64Encoded": True, "Payload": "aGVsbG8="}]
    assert [one.data for one in alone(xarf3(Samples=samples + encoded)).evidence] == [b"aGVsbG8=", b"hello"]


def test_a_report_of_version_3_about_a_link_alone_is_read() -> None:
    incident = alone(xarf3("Phishing", SourceIp=None, SourceUrl="http://shop.example/x"))
    assert (incident.targets, incident.triage) == ((Target("shop.example"),), "")


@pytest.mark.parametrize(
    "raw",
    [
        multipart("Content-Type: text/plain\n\nSee the file.", attached(xarf4())),
        multipart("Content-Type: text/plain\n\nSee below.", f"Content-Type: text/plain\n\n{json.dumps(xarf4())}"),
        mail(f"Hello,\n\nhere is a report (in XARF):\n\n{json.dumps(xarf4(), indent=2)}\n\nRegards {{}}\n"),
        mail(json.dumps([xarf4()])),
        mail(f"<pre>{json.dumps(xarf4())}</pre>".replace('"', "&quot;"), content_type="text/html"),
        multipart(
            "Content-Type: application/octet-stream; name=xarf.json\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(json.dumps(xarf4()).encode()).decode()
        ),
        multipart(f"Content-Type: message/rfc822\n\nSubject: x\n\n{json.dumps(xarf4())}", subject="Fwd: x"),
    ],
    ids=["attached", "inline", "in the words", "a list", "HTML", "base64", "in a mail inside"],
)
def test_xarf_is_found_wherever_it_stands_in_a_mail(raw: bytes) -> None:
    reading = reading_of(raw)
    incident = only(reading.incidents)
    assert (reading.kind, incident.targets, incident.started_at) == ("xarf4", (Target("192.0.2.7"),), AT)
    assert incident.triage == ""


def test_several_incidents_in_one_mail_stay_several() -> None:
    second = xarf4(source_identifier="::ffff:192.0.2.8", report_id="2")
    reading = reading_of(multipart("Content-Type: text/plain\n\nTwo.", attached(xarf4()), attached(second, "b.json")))
    assert [one.targets[0].text for one in reading.incidents] == ["192.0.2.7", "192.0.2.8"]


def test_a_feedback_report_is_read() -> None:
    original = (
        "Received: from a (a [192.0.2.9]) by mx.desk.example; Wed, 28 Oct 2026 12:00:00 +0000\nSubject: Buy\n\nBuy"
    )
    raw = feedback(
        Feedback_Type="abuse",
        User_Agent="Desk/1.0",
        Version="1",
        Source_IP="192.0.2.7",
        Source_Port="50122",
        Arrival_Date="Wed, 28 Oct 2026 13:45:00 +0100",
        original=original,
    )
    reading = reading_of(raw)
    incident = only(reading.incidents)
    assert (reading.kind, incident.category) == ("arf", "spam_email")
    assert (incident.targets, incident.started_at) == ((Target("192.0.2.7", 50122),), AT)
    assert [b"Subject: Buy" in file.data for file in incident.evidence] == [True]


@pytest.mark.parametrize(
    ("kind", "category", "triage"),
    [
        ("abuse", "spam_email", ""),
        ("fraud", "spoofing", ""),
        ("virus", "malware", ""),
        ("opt-out", "spam_email", ""),
        ("not-spam", None, "no_category"),
        ("auth-failure", None, "no_category"),
        ("other", None, "no_category"),
    ],
)
def test_what_a_feedback_report_is_about_follows_its_type(kind: str, category: str | None, triage: str) -> None:
    raw = feedback(
        Feedback_Type=kind, Source_IP="192.0.2.7", Received_Date="Wed, 28 Oct 2026 13:45:00 +0100", words="-"
    )
    incident = only(reading_of(raw).incidents)
    assert (incident.category, incident.triage, incident.started_at) == (category, triage, AT)


def test_a_feedback_report_without_address_or_date_is_read_from_the_mail_it_reports() -> None:
    original = (
        "Received: from store.desk.example ([198.51.100.3]) by imap.desk.example; Wed, 28 Oct 2026 13:45:10 +0100\n"
        "Received: from out.bulk.example ([192.0.2.7]) by mx.desk.example; Wed, 28 Oct 2026 13:45:00 +0100\n"
        "Date: Wed, 28 Oct 2026 13:00:00 +0100\nSubject: Buy\n\nBuy"
    )
    incident = only(reading_of(feedback(Feedback_Type="abuse", original=original)).incidents)
    assert (incident.targets, incident.started_at, incident.triage) == ((Target("192.0.2.7"),), AT, "")


def test_a_feedback_report_of_a_link_names_its_host() -> None:
    raw = feedback(
        Feedback_Type="fraud", Reported_URI="http://shop.example/x", Arrival_Date="Wed, 28 Oct 2026 13:45:00 +0100"
    )
    assert only(reading_of(raw).incidents).targets == (Target("shop.example"),)


def test_a_feedback_report_that_claims_to_be_plain_words_is_one() -> None:
    words = "Feedback-Type: abuse\nVersion: 1\nSource-IP: 192.0.2.7\nArrival-Date: Wed, 28 Oct 2026 13:45:00 +0100\n"
    reading = reading_of(multipart("Content-Type: text/plain\n\nHello", f"Content-Type: text/plain\n\n{words}"))
    assert (reading.kind, only(reading.incidents).targets) == ("arf", (Target("192.0.2.7"),))


def test_a_feedback_report_with_two_sources_goes_to_a_person() -> None:
    raw = feedback(
        Feedback_Type="abuse", Source_IP="192.0.2.7, 192.0.2.8", Arrival_Date="Wed, 28 Oct 2026 13:45:00 +0100"
    )
    assert only(reading_of(raw).incidents).triage == "several_targets"


TABLE = (
    '"timestamp","ip","port","protocol","asn","geo","tag"\n'
    '"2026-10-28 12:45:00","192.0.2.7","53","udp",64500,"NL","openresolver"\n'
    '"2026-10-28 12:46:00","192.0.2.8","53","udp",64500,"NL","openresolver"\n'
)


def zipped(name: str, words: str) -> str:
    """A part with an archive of one file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, words)
    coded = base64.encodebytes(data.getvalue()).decode()
    return f"Content-Type: application/zip; name=r.zip\nContent-Transfer-Encoding: base64\n\n{coded}"


NAME = "2026-10-28-scan_dns-acme-asn.csv"


@pytest.mark.parametrize(
    "part",
    [f'Content-Type: text/csv; name="{NAME}"\n\n{TABLE}', zipped(NAME, TABLE)],
    ids=["as it is", "in an archive"],
)
def test_each_row_of_a_feed_is_an_incident(part: str) -> None:
    reading = reading_of(multipart("Content-Type: text/plain\n\nYour report.", part, subject="[Feed] Acme DNS report"))
    assert [one.targets for one in reading.incidents] == [(Target("192.0.2.7", 53),), (Target("192.0.2.8", 53),)]
    assert [one.started_at for one in reading.incidents] == [AT, AT + MINUTE]
    assert {(one.category, one.triage) for one in reading.incidents} == {("other", "")}


def test_a_table_whose_times_name_no_zone_uses_the_senders() -> None:
    table = "src_ip;src_port;event_date;event_time;type\n192.0.2.7;2005;2026-10-28;13:45:00;botnet\n"
    reading = reading_of(multipart(f'Content-Type: text/csv; name="a.csv"\n\n{table}', subject="Botnet drones"))
    incident = only(reading.incidents)
    assert (incident.targets, incident.started_at, incident.category) == ((Target("192.0.2.7", 2005),), AT, "malware")
