"""What is passed on is XARF version 4 that another Proviso reads as it was meant, and tells nobody who it is about."""

import datetime as dt
import json
import re
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.cases.passing.rules import (
    ASKED_FOR,
    File,
    Said,
    ask_after,
    named,
    passable,
    told,
    xarf,
)
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
    return xarf(
        Said(category=category, target=target, **said),
        report_id=str(uuid.UUID(int=7)),
        company="Acme B.V.",
        mailbox="abuse@acme.example",
        customer=customer,
        files=files,
    )


@pytest.mark.parametrize("category", sorted(CATEGORIES))
@pytest.mark.parametrize("target", ["192.0.2.7", "2001:db8::/48", "shop.example", "+31201234567"])
@pytest.mark.parametrize("protocol", ["", "udp"])
def test_every_kind_of_conduct_is_valid_xarf_and_is_read_as_it_was_meant(
    category: str, target: str, protocol: str
) -> None:
    sent = report(category, target, protocol=protocol, port=50_122 if target == "192.0.2.7" else None)
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
    assert incident.targets[0].port == sent.get("source_port")
    assert (incident.started_at, incident.ended_at) == (START, END)
    assert incident.identifier == str(uuid.UUID(int=7))


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
