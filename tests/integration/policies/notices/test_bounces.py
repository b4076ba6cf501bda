"""What comes back is kept with its delivery: bounce mails by the command, a provider's events by its webhook."""

from __future__ import annotations

import base64
import io
import json
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Channel, Delivery, DeliveryStatus
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.current import connection
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories import customers as make
from tests.factories.versions import posted_policy

from .conftest import Server

STATUS = """\
Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; ada@customer.example
Action: {action}
Status: {code}
Diagnostic-Code: smtp; {words}
"""
REPORT = """\
From: MAILER-DAEMON@mx.customer.example
To: {to}
Subject: Delivery report
Message-ID: <{name}@mx.customer.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

{status}
{returned}--b--
"""
RETURNED = """\
--b
Content-Type: text/rfc822-headers

Subject: whatever
Message-ID: {id}

"""


@pytest.fixture
def sent(acme: object, smtp: Server, settings: Settings) -> EmailMessage:
    """A mail that the server took."""
    settings.BOUNCE_ADDRESS = "bounce@portal.example"
    make.customer(email="ada@customer.example", person="Ada Rep")
    posted_policy()
    deliver_due()
    return smtp.mails[0]


def row() -> Delivery:
    return Delivery.objects.get(channel=Channel.MAIL)


def report(
    message_id: str | None,
    *,
    action: str = "failed",
    code: str = "5.1.1",
    words: str = "550 no such mailbox",
    to: str = "bounce@portal.example",
    name: str = "one",
) -> str:
    returned = RETURNED.format(id=message_id) if message_id else ""
    return REPORT.format(
        to=to, name=name, status=STATUS.format(action=action, code=code, words=words), returned=returned
    )


def receive(text: str, folder: Path, **options: Any) -> str:
    file, out = folder / "bounce.eml", io.StringIO()
    file.write_text(text)
    call_command("receive_bounce", str(file), stdout=out, **options)
    return out.getvalue()


def test_a_bounce_makes_the_delivery_bounced_with_the_servers_words(sent: EmailMessage, tmp_path: Path) -> None:
    assert "1 new" in receive(report(sent["Message-ID"]), tmp_path, reseller="acme")
    assert (row().status, row().answer) == (DeliveryStatus.BOUNCED, "5.1.1 550 no such mailbox")
    assert row().ended_at is not None
    assert Entry.objects.filter(verb="delivery.bounced").count() == 1


def test_the_same_bounce_twice_counts_once(sent: EmailMessage, tmp_path: Path) -> None:
    receive(report(sent["Message-ID"]), tmp_path, reseller="acme")
    assert "Nothing new" in receive(report(sent["Message-ID"]), tmp_path, reseller="acme")
    assert row().events.count() == 1


def test_a_delay_is_told_and_moves_nothing(sent: EmailMessage, tmp_path: Path) -> None:
    receive(report(sent["Message-ID"], action="delayed", code="4.4.1"), tmp_path, reseller="acme")
    assert row().status == DeliveryStatus.SENT
    assert [one.what for one in row().events.all()] == ["delayed"]


def test_delivered_may_still_bounce_and_bounced_stays(sent: EmailMessage, tmp_path: Path) -> None:
    receive(report(sent["Message-ID"], action="delivered", code="2.0.0"), tmp_path, reseller="acme")
    assert row().status == DeliveryStatus.DELIVERED
    receive(report(sent["Message-ID"], name="two"), tmp_path, reseller="acme")
    assert row().status == DeliveryStatus.BOUNCED
    receive(report(sent["Message-ID"], action="delivered", name="three"), tmp_path, reseller="acme")
    assert row().status == DeliveryStatus.BOUNCED


def test_the_return_address_names_reseller_and_delivery_where_the_bounce_returns_nothing(
    sent: EmailMessage, smtp: Server, tmp_path: Path
) -> None:
    envelope = smtp.envelopes[0]
    assert re.fullmatch(r"bounce\+acme=[0-9a-z]{20,25}=0@portal\.example", envelope)
    assert len(envelope.partition("@")[0]) <= 64
    assert sent["From"] == "Acme Telecom <no-reply@portal.localhost>"
    receive(report(None, to=envelope), tmp_path)
    assert row().status == DeliveryStatus.BOUNCED


def test_another_tenants_bounce_finds_nothing_here(sent: EmailMessage, tmp_path: Path) -> None:
    connection.set_schema_to_public()  # where every command begins
    with pytest.raises(CommandError, match="Nothing was sent here"):
        receive(report(sent["Message-ID"]), tmp_path, reseller="beta")
    with standing_in("acme"):
        assert row().status == DeliveryStatus.SENT


def test_a_bounce_of_an_earlier_round_does_not_lose_the_later_one(
    sent: EmailMessage, tmp_path: Path, client_at: ClientAt, staff: Staff
) -> None:
    receive(report(sent["Message-ID"]), tmp_path, reseller="acme")
    client_at("acme", staff(Role.APPROVER)).post(f"/desk/notices/deliveries/{row().pk}/again/")
    deliver_due()
    receive(report(sent["Message-ID"], name="late"), tmp_path, reseller="acme")
    assert (row().status, row().round) == (DeliveryStatus.SENT, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Subject: Holidays\n\nI am away.", "holds no delivery status"),
        (report(None), "names no mail of ours"),
        (report("<nonsense@acme.localhost>"), "names no mail of ours"),
        (report("<00000000-0000-4000-8000-000000000000@acme.localhost>"), "Nothing was sent here"),
    ],
)
def test_what_is_no_bounce_of_ours_is_refused_in_a_sentence(
    sent: EmailMessage, tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        receive(text, tmp_path, reseller="acme")


def test_without_a_reseller_anywhere_the_command_asks_for_one(sent: EmailMessage, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--reseller"):
        receive(report(sent["Message-ID"]), tmp_path)


# -- a mail provider's webhook ---------------------------------------------------------------------------------------


@pytest.fixture
def provider(sent: EmailMessage, settings: Settings, client_at: ClientAt) -> Client:
    """Postmark posts its events to the operator's host, with the secret that was agreed."""
    settings.MAIL_PROVIDER = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "proviso:agreed"}
    client = client_at("public")
    client.defaults["HTTP_AUTHORIZATION"] = "Basic " + base64.b64encode(b"proviso:agreed").decode()
    return client


def event(kind: str = "Bounce", schema: str = "acme", **more: Any) -> str:
    with standing_in("acme"):
        named = {"reseller": schema, "delivery": str(row().pk), "round": "0"}
    facts = {
        "RecordType": kind,
        "ID": 42,
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "Email": "ada@customer.example",
        "Recipient": "ada@customer.example",
        "Description": "The mailbox does not exist.",
        "BouncedAt": "2026-11-05T16:33:54Z",
        "DeliveredAt": "2026-11-05T16:33:54Z",
        "Metadata": named,
    }
    return json.dumps(facts | more)


def test_a_providers_bounce_makes_the_delivery_bounced(provider: Client) -> None:
    for _time in range(2):
        answer = provider.post("/hooks/mail/postmark/", event(), "application/json")
        assert answer.status_code == 200
    assert row().status == DeliveryStatus.BOUNCED
    assert "does not exist" in row().answer
    assert row().events.count() == 1


def test_a_providers_delivery_makes_it_delivered(provider: Client) -> None:
    provider.post("/hooks/mail/postmark/", event("Delivery"), "application/json")
    assert row().status == DeliveryStatus.DELIVERED


def test_without_the_secret_nothing_is_believed(provider: Client, client_at: ClientAt) -> None:
    stranger = client_at("public")
    assert stranger.post("/hooks/mail/postmark/", event(), "application/json").status_code == 400
    assert row().status == DeliveryStatus.SENT


def test_only_the_provider_that_mails_go_through_is_heard(provider: Client, client_at: ClientAt) -> None:
    assert provider.post("/hooks/mail/mailgun/", event(), "application/json").status_code == 404
    assert provider.post("/hooks/mail/nobody/", event(), "application/json").status_code == 404
    assert client_at("acme").post("/hooks/mail/postmark/", event(), "application/json").status_code == 404


@pytest.mark.parametrize("schema", ["beta", "nobody", "public"])
def test_an_event_that_names_another_reseller_moves_nothing(provider: Client, schema: str) -> None:
    assert provider.post("/hooks/mail/postmark/", event(schema=schema), "application/json").status_code == 200
    with standing_in("acme"):
        assert row().status == DeliveryStatus.SENT
