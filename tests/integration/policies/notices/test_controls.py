"""Staff pause, resume and cancel what is on its way, and send again what did not arrive; each time the ledger knows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from policies.notices.delivery.outboxes import MAILS, claim_mails
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.outbox.actions import settle
from tenants.outbox.rules import AttemptResult
from tenants.people.models import Role, User
from tests.conftest import ClientAt, Staff
from tests.factories import customers as make
from tests.factories.versions import posted_policy

from .conftest import Server

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def notice() -> Notice:
    """A notice to three representatives whose mails wait."""
    for name in ("ada", "bob", "cy"):
        make.customer(email=f"{name}@customer.example", person=name.title())
    posted_policy(at=AT)
    clock.set_to(AT + dt.timedelta(minutes=1))
    return Notice.objects.get()


@pytest.fixture
def approver(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.APPROVER))


def states() -> list[str]:
    rows = Delivery.objects.filter(channel=Channel.MAIL).order_by("address")
    return list(rows.values_list("status", flat=True))


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="notice.").order_by("pk").values_list("verb", flat=True))


def test_a_paused_notice_leaves_no_more_until_it_is_resumed(approver: Client, notice: Notice, smtp: Server) -> None:
    asked = approver.get(f"/desk/notices/{notice.pk}/pause/").content.decode()
    assert "3 wait and stay queued until you resume." in asked
    approver.post(f"/desk/notices/{notice.pk}/pause/", {"reason": "A name is misspelt."})
    page = approver.get(f"/desk/notices/{notice.pk}/").content.decode()
    assert "Paused" in page
    assert "A name is misspelt." in page
    assert deliver_due() == 0
    approver.post(f"/desk/notices/{notice.pk}/resume/")
    assert deliver_due() == 3
    assert len(smtp.mails) == 3
    assert verbs() == ["notice.announced", "notice.paused", "notice.resumed"]


def test_a_cancelled_notice_ends_for_those_it_was_not_sent_to(
    approver: Client, notice: Notice, smtp: Server, staff: Staff
) -> None:
    smtp.to_recipient = lambda address: None if address.startswith("ada") else "451 later"
    deliver_due()
    approver.post(f"/desk/notices/{notice.pk}/cancel/", {"reason": "The wrong text."})
    assert states() == ["sent", "cancelled", "cancelled"]
    assert Delivery.objects.filter(channel=Channel.INBOX, status=DeliveryStatus.DELIVERED).count() == 3
    again = approver.post(f"/desk/notices/{notice.pk}/cancel/", {"reason": "Once more."})
    assert again.status_code == 409
    assert "was cancelled" in again.content.decode()


def test_what_a_worker_held_when_it_was_cancelled_is_not_tried_again(approver: Client, notice: Notice) -> None:
    held = claim_mails().items
    approver.post(f"/desk/notices/{notice.pk}/cancel/", {"reason": "The wrong text."})
    for delivery in held:
        assert not settle(MAILS, delivery, AttemptResult("451 later"))
    assert states() == ["cancelled"] * 3


def test_stopping_needs_a_reason_and_a_role(
    approver: Client, notice: Notice, client_at: ClientAt, staff: Staff
) -> None:
    assert approver.post(f"/desk/notices/{notice.pk}/pause/", {"reason": " "}).status_code == 422
    editor = client_at("acme", staff(Role.EDITOR))
    for verb in ("pause", "resume", "cancel"):
        assert editor.post(f"/desk/notices/{notice.pk}/{verb}/", {"reason": "No."}).status_code == 403
    assert states() == ["queued"] * 3
    page = editor.get(f"/desk/notices/{notice.pk}/").content.decode()
    assert f"/desk/notices/{notice.pk}/pause/" not in page


def test_the_page_tells_progress_while_it_goes_on(approver: Client, notice: Notice, smtp: Server) -> None:
    address, by_htmx = f"/desk/notices/{notice.pk}/progress/", {"HX-Request": "true"}
    assert approver.get(address)["Location"] == f"/desk/notices/{notice.pk}/"
    part = approver.get(address, headers=by_htmx).content.decode()
    assert "0 of 3" in part
    assert "every 2s" in part
    deliver_due()
    ended = approver.get(address, headers=by_htmx).content.decode()
    assert "every 2s" not in ended


def test_the_picture_tells_how_many_by_when(approver: Client, notice: Notice, smtp: Server) -> None:
    deliver_due()
    clock.set_to(AT + dt.timedelta(hours=12))
    page = approver.get(f"/desk/notices/{notice.pk}/").content.decode()
    table = page[page.index("The same as a table") :]
    rows = ["".join(cell.split("<")[0] for cell in row.split('class="num">')[1:]) for row in table.split("<tr>")[2:15]]
    assert rows[0] == "00000"  # sent, delivered, bounced, seen, acknowledged
    assert rows[1:] == ["30000"] * 12


def test_what_bounced_is_sent_again_to_the_address_the_person_has_now(
    approver: Client, notice: Notice, smtp: Server
) -> None:
    smtp.to_recipient = lambda address: "550 no such mailbox" if address == "ada@customer.example" else None
    deliver_due()
    lost = Delivery.objects.get(channel=Channel.MAIL, status=DeliveryStatus.FAILED)
    assert "ada@customer.example" in approver.get("/desk/notices/bounced/").content.decode()
    assert "550 no such mailbox" in approver.get("/desk/notices/bounced/").content.decode()
    User.objects.filter(pk=lost.recipient_id).update(email="ada@new.example")
    approver.post(f"/desk/notices/deliveries/{lost.pk}/again/")
    assert deliver_due() == 1
    mail = smtp.mails[-1]
    assert mail["To"] == "ada@new.example"
    assert mail["Message-ID"] == f"<{lost.pk}.1@acme.localhost>"
    assert "ada@customer.example" not in approver.get("/desk/notices/bounced/").content.decode()
    story = approver.get(f"/desk/notices/deliveries/{lost.pk}/").content.decode()
    assert "550 no such mailbox" in story
    assert "Asked for anew" in story


def test_what_was_sent_is_not_sent_again_at_a_click(approver: Client, notice: Notice, smtp: Server) -> None:
    deliver_due()
    row = Delivery.objects.filter(channel=Channel.MAIL).first()
    assert row is not None
    assert approver.post(f"/desk/notices/deliveries/{row.pk}/again/").status_code == 409
    assert deliver_due() == 0


def test_every_verb_is_in_the_api(approver: Client, notice: Notice, smtp: Server) -> None:
    api = f"/api/v1/notices/{notice.pk}"
    assert approver.post(f"{api}/pause/", {}, "application/json").status_code == 400
    assert approver.post(f"{api}/pause/", {"reason": "Wait."}, "application/json").status_code == 200
    twice = approver.post(f"{api}/pause/", {"reason": "Wait."}, "application/json")
    assert (twice.status_code, twice.json()["code"]) == (409, "already_paused")
    assert deliver_due() == 0
    assert approver.post(f"{api}/resume/", {}, "application/json").status_code == 200
    smtp.to_recipient = lambda _address: "550 no"
    deliver_due()
    lost = Delivery.objects.filter(status=DeliveryStatus.FAILED)[0]
    again = approver.post(f"/api/v1/deliveries/{lost.pk}/again/", {}, "application/json")
    assert (again.status_code, again.json()["status"], again.json()["round"]) == (200, "queued", 1)
    told = approver.get(f"/api/v1/deliveries/{lost.pk}/events/").json()
    assert [one["what"] for one in told] == ["trouble", "again"]
    ended = approver.post(f"{api}/cancel/", {"reason": "Enough."}, "application/json")
    assert ended.json() == {"cancelled": 1}


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE notices_deliveryevent SET words = 'x'",
        "DELETE FROM notices_deliveryevent",
        "TRUNCATE notices_deliveryevent CASCADE",
        "UPDATE notices_notice SET title = 'x'",
        "UPDATE notices_sending SET status = 'forgotten'",
        "UPDATE notices_delivery SET status = 'sent' WHERE sent_at IS NULL",
        "UPDATE notices_delivery SET channel = 'pigeon'",
    ],
)
def test_the_database_refuses_what_the_room_would_never_do(
    approver: Client, notice: Notice, smtp: Server, attack: str
) -> None:
    smtp.to_recipient = lambda _address: "451 later"
    deliver_due()
    approver.post(f"/desk/notices/{notice.pk}/pause/", {"reason": "Wait."})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
