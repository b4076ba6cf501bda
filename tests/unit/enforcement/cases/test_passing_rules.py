"""What is passed on is XARF version 4 that another Proviso reads as it was meant, and tells nobody who it is about."""

import datetime as dt
import json
import re
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.cases.passing.rules import (
    ASKED_FOR,
    ASKING,
    File,
    Said,
    Told,
    ask_after,
    named,
    passable,
    told,
    xarf,
)
from enforcement.reports.models import ReportStatus
from enforcement.reports.reading.xarf import read_xarf
from policies.documents.model.categories import CATEGORIES, XARF_TYPES

START = dt.datetime(2026, 10, 28, 18, 30, 0, 250_000, tzinfo=dt.UTC)
END = dt.datetime(2026, 10, 28, 19, tzinfo=dt.UTC)
#: What XARF's own schemas (version 4.2) ask of each type that is sent, beside the core.
ASKED = {
    "messaging/spam": {"protocol"},
    "connection/ddos": {"protocol", "first_seen"},
    "connection/port_scan": {"protocol", "first_seen"},
    "content/phishing": {"url"},
    "content/malware": {"url"},
    "copyright/copyright": {"infringing_url"},
    "infrastructure/compromised_server": {"compromise_type"},
    "reputation/threat_intelligence": {"threat_type"},
}
CORE = {"xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier", "category", "type"}


def report(category: str, target: str = "192.0.2.7", **changed: Any) -> dict[str, Any]:
    said = {"port": None, "started_at": START, "ended_at": END, "words": "Forty thousand mails."} | changed
    files = said.pop("files", [])
    customer = said.pop("customer", "")
    sender = {"company": "Acme B.V.", "mailbox": "abuse@acme.example"} | said.pop("sender", {})
    return xarf(
        Said(category=category, target=target, **said),
        report_id=str(uuid.UUID(int=7)),
        customer=customer,
        files=files,
        **sender,
    )


@pytest.mark.parametrize("category", sorted(CATEGORIES))
@pytest.mark.parametrize("target", ["192.0.2.7", "2001:db8::/48", "shop.example", "+31201234567"])
@pytest.mark.parametrize("protocol", ["", "udp"])
def test_every_kind_of_conduct_is_valid_xarf_and_is_read_as_it_was_meant(
    category: str, target: str, protocol: str
) -> None:
    port = 50_122 if target == "192.0.2.7" else None
    sent = report(category, target, protocol=protocol, port=port)
    kind = f"{sent['category']}/{sent['type']}"
    assert sent["type"] in XARF_TYPES[sent["category"]]
    assert CORE | ASKED[kind] <= set(sent)
    assert sent["protocol"] != "smtp" if kind == "messaging/spam" else True  # it would owe an envelope's sender
    assert re.fullmatch(r"4\.\d+\.\d+", sent["xarf_version"])
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+.-]*", tag) for tag in sent["tags"])
    for contact in (sent["reporter"], sent["sender"]):
        assert contact == {"org": "Acme B.V.", "contact": "abuse@acme.example", "domain": "acme.example"}
    reading = read_xarf(json.dumps(sent).encode())
    [incident] = reading.incidents
    assert (reading.kind, incident.triage, incident.category) == ("xarf4", "", category)
    assert incident.targets[0].text == target
    assert incident.targets[0].port == port
    assert (incident.started_at, incident.ended_at) == (START, END)
    assert incident.identifier == str(uuid.UUID(int=7))


THREAT = "reputation/threat_intelligence"


@pytest.mark.parametrize(
    ("category", "target", "protocol", "kind", "own"),
    [
        ("spam_email", "192.0.2.7", "tcp", "messaging/spam", {"protocol": "other"}),
        ("denial_of_service", "192.0.2.7", "udp", "connection/ddos", {"protocol": "udp"}),
        ("denial_of_service", "192.0.2.7", "", THREAT, {"threat_type": "denial_of_service"}),
        ("unauthorized_testing", "shop.example", "tcp", "connection/port_scan", {"protocol": "tcp"}),
        ("resource_abuse", "192.0.2.7", "tcp", THREAT, {"threat_type": "resource_abuse"}),
        ("spoofing", "shop.example", "", "content/phishing", {"url": "http://shop.example/", "domain": "shop.example"}),
        ("spoofing", "192.0.2.7", "", THREAT, {"threat_type": "spoofing"}),
        ("spoofing", "+31201234567", "", THREAT, {"threat_type": "spoofing"}),
        ("malware", "shop.example", "", "content/malware", {"url": "http://shop.example/", "domain": "shop.example"}),
        ("malware", "192.0.2.7", "", "infrastructure/compromised_server", {"compromise_type": "malware"}),
        ("rights_infringement", "shop.example", "", "copyright/copyright", {"infringing_url": "http://shop.example/"}),
        ("rights_infringement", "192.0.2.7", "", THREAT, {"threat_type": "rights_infringement"}),
        ("offensive_content", "shop.example", "", THREAT, {"threat_type": "offensive_content"}),
    ],
)
def test_the_type_is_one_whose_own_fields_can_be_filled(
    category: str, target: str, protocol: str, kind: str, own: dict[str, str]
) -> None:
    sent = report(category, target, protocol=protocol)
    assert f"{sent['category']}/{sent['type']}" == kind
    assert {name: value for name, value in sent.items() if name in set().union(*ASKED.values(), {"domain"})} == {
        "first_seen": sent["first_seen"],
        **own,
    }


@pytest.mark.usefixtures("far_zone")
def test_instants_are_told_in_utc_as_xarf_writes_them() -> None:
    amsterdam = START.astimezone(ZoneInfo("Europe/Amsterdam"))
    sent = report("malware", started_at=amsterdam, ended_at=END)
    assert (sent["first_seen"], sent["timestamp"]) == ("2026-10-28T18:30:00.250000Z", "2026-10-28T19:00:00Z")


def test_the_sender_is_named_as_long_as_xarf_allows_and_by_what_follows_the_last_at() -> None:
    sent = report("malware", sender={"company": "A" * 300, "mailbox": '"abuse@desk"@ACME.example'})
    assert sent["sender"] == {"org": "A" * 200, "contact": '"abuse@desk"@ACME.example', "domain": "acme.example"}


def test_files_are_named_by_digest_and_kind_never_by_their_name() -> None:
    sent = report("malware", files=[File("text/plain", "ab" * 32, 12), File("", "cd" * 32, 1)])
    assert sent["evidence"] == [
        {"content_type": "text/plain", "hash": f"sha256:{'ab' * 32}", "size": 12},
        {"content_type": "application/octet-stream", "hash": f"sha256:{'cd' * 32}", "size": 1},
    ]


def test_the_customer_is_named_only_where_the_name_is_given() -> None:
    assert "Customer" not in report("malware")["description"]
    assert report("malware", customer="Firm B.V.")["description"].endswith("\nCustomer: Firm B.V.")
    assert report("malware", customer="Firm B.V.", words="")["description"] == "Customer: Firm B.V."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail from FIRM B.V. again", "Firm B.V."),
        ("customer c-17, again", "C-17"),
        ("c-170 is another", ""),
        ("shop.firm.example sent it", ""),
        ("Firm runs shop.firm.example", "Firm"),
        ("SHOP.FIRM.EXAMPLE sent it", ""),
        ("of the Zed", "Zed"),
    ],
)
def test_a_name_is_found_as_a_word_of_its_own_and_the_target_is_no_name(text: str, found: str) -> None:
    assert named(text, ["Firm B.V.", "C-17", "Firm", "Zed", "", "of"], target="shop.firm.example") == found


def test_where_the_target_stood_words_neither_run_together_nor_apart() -> None:
    assert named("Firm192.0.2.7", ["Firm"], target="192.0.2.7") == "Firm"
    assert named("Firm B.V. wrote", ["Firm B.V."], target="") == "Firm B.V."


@pytest.mark.parametrize(("target", "may"), [("192.0.2.7", True), ("shop.example", True), ("S00017", False)])
def test_an_account_is_never_named_to_others(target: str, may: bool) -> None:  # noqa: FBT001 - a case of the table
    assert passable(target) is may


KEYS = st.sampled_from(["status", "reason", "outcome", "x"])
ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(KEYS, one)
)


@given(ANSWERS)
def test_whatever_a_recipient_answers_is_read_or_left(answer: object) -> None:
    said = told(answer)
    if said is not None:
        assert said.status in {"queued", "processing", "completed"}
        assert all(re.fullmatch(r"[a-z0-9_.-]{0,40}", code) for code in (said.reason, said.outcome))


@pytest.mark.parametrize("code", ["<b>", "Not ours", "a" * 41, "", 7, None, ["not_ours"]])
def test_what_is_no_code_is_shown_to_nobody(code: object) -> None:
    assert told({"status": "completed", "reason": code, "outcome": code}) == Told(ReportStatus.COMPLETED)
    longest = "a" * 40
    assert told({"status": "queued", "reason": longest}) == Told(ReportStatus.QUEUED, longest)


@pytest.mark.parametrize(
    ("answer", "over"),
    [
        ({"status": "queued"}, False),
        ({"status": "processing", "reason": ""}, False),
        ({"status": "completed", "reason": "not_ours"}, True),
        ({"status": "completed", "reason": "case_opened", "outcome": ""}, False),
        ({"status": "completed", "reason": "case_opened", "outcome": "violation"}, True),
    ],
)
def test_a_case_that_was_opened_there_is_over_once_it_has_an_outcome(answer: object, over: bool) -> None:  # noqa: FBT001 - a case of the table
    said = told(answer)
    assert said is not None
    assert said.over is over


def test_a_recipient_is_asked_ever_more_rarely_and_not_for_ever() -> None:
    at, asks = END, 0
    moments = []
    while (following := ask_after(asks + 1, sent_at=END, at=at)) is not None:
        at, asks = following, asks + 1
        moments.append(at)
    waits = [after - before for before, after in zip([END, *moments], moments, strict=False)]
    assert waits[0] == dt.timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(hours=6)
    assert moments[-1] - END >= ASKED_FOR - dt.timedelta(hours=6)
    assert len(moments) < 400


def test_asking_ends_on_its_ninetieth_day_however_seldom_it_was_done_and_after_its_last_time_however_soon() -> None:
    tick = dt.timedelta(microseconds=1)
    assert ask_after(5, sent_at=END, at=END + ASKED_FOR - tick) is not None
    assert ask_after(5, sent_at=END, at=END + ASKED_FOR) is None
    assert ask_after(ASKING.most_attempts, sent_at=END, at=END + tick) is None
