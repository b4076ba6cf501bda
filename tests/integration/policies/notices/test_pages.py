"""Staff see how far every notice has come; customers read theirs and nobody else's."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client

from policies.notices.actions import announce
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from tenants.ledger import clock
from tenants.people.models import Role, User
from tests.conftest import ClientAt, Staff
from tests.factories import customers as make
from tests.factories.versions import document, posted_policy

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def ada() -> User:
    """A representative who was told of two versions."""
    customer = make.customer("Ada's <company>", email="ada@customer.example", person="Ada Rep")
    posted_policy(at=AT)
    posted_policy(document(spam="sending mail that nobody wanted;"), at=AT + dt.timedelta(days=1))
    return make.person_of(customer)


@pytest.fixture
def editor(client_at: ClientAt, staff: Staff) -> Client:
    """Staff who may see notices."""
    return client_at("acme", staff(Role.EDITOR))


def newest() -> Notice:
    """The notice of the second version."""
    return Notice.objects.latest("created_at")


def test_the_desk_lists_every_notice_with_its_numbers(editor: Client, ada: User) -> None:
    Delivery.objects.filter(notice=newest(), channel=Channel.MAIL).update(
        status=DeliveryStatus.SENT, sent_at=clock.now()
    )
    page = editor.get("/desk/notices/").content.decode()
    assert "version 2 is posted" in page
    assert "version 1 is posted" in page
    assert "version 1 is posted" not in editor.get("/desk/notices/?q=version+2").content.decode()
    shown = editor.get(f"/desk/notices/{newest().pk}/").content.decode()
    assert "Ada Rep" in shown
    assert "Ada&#x27;s &lt;company&gt;" in shown
    assert ada.email in shown


def test_a_recipients_story_names_every_instant_and_the_servers_answer(editor: Client, ada: User) -> None:
    row = Delivery.objects.get(notice=newest(), channel=Channel.MAIL, recipient=ada)
    Delivery.objects.filter(pk=row.pk).update(
        status=DeliveryStatus.FAILED, ended_at=AT + dt.timedelta(days=2), answer="550 no such mailbox", attempts=1
    )
    page = editor.get(f"/desk/notices/deliveries/{row.pk}/").content.decode()
    assert "550 no such mailbox" in page
    assert "Failed" in page
    assert "Queued" in page


def test_recipients_come_as_csv_in_which_no_cell_runs(editor: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(name="=1+1")
    answer = editor.get(f"/desk/notices/{newest().pk}/recipients.csv?channel=mail")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][2:6] == ["'=1+1", ada.email, "Mail", "Queued"]


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.FINANCE])
def test_roles_that_may_not_see_notices_do_not(client_at: ClientAt, staff: Staff, ada: User, role: Role) -> None:
    client = client_at("acme", staff(role))
    row = Delivery.objects.filter(recipient=ada)[0]
    for path in (
        "/desk/notices/",
        f"/desk/notices/{newest().pk}/",
        f"/desk/notices/{newest().pk}/recipients.csv",
        f"/desk/notices/deliveries/{row.pk}/",
        "/api/v1/notices/",
        "/api/v1/deliveries/",
    ):
        assert client.get(path).status_code == 403


def test_a_reader_sees_the_redline_and_is_then_known_to_have_seen_it(client_at: ClientAt, ada: User) -> None:
    client = client_at("acme", ada)
    row = Delivery.objects.get(notice=newest(), channel=Channel.INBOX)
    assert "2 notices you have not opened yet" in client.get("/my/notices/").content.decode()
    page = client.get(f"/my/notices/{row.pk}/").content.decode()
    assert "<del>" in page
    assert "What changed since version 1" in page
    row.refresh_from_db()
    assert row.seen_at is not None
    assert "1 notice you have not opened yet" in client.get("/my/notices/").content.decode()


def test_a_notice_of_another_kind_is_read_in_the_words_of_its_mail(client_at: ClientAt, ada: User) -> None:
    version = newest().version
    assert version is not None
    notice = announce(
        kind="withdrawn",
        by=None,
        at=clock.now(),
        subject=version,
        title="It is withdrawn",
        path="/my/aup/",
        content={"number": 2, "policy": "AUP"},
    )
    row = Delivery.objects.get(notice=notice, channel=Channel.INBOX)
    page = client_at("acme", ada).get(f"/my/notices/{row.pk}/").content.decode()
    assert "Acme Telecom has withdrawn version 2" in page


def test_nobody_opens_another_persons_notice(client_at: ClientAt, ada: User) -> None:
    other = make.person_of(make.customer())
    row = Delivery.objects.filter(recipient=ada, channel=Channel.INBOX)[0]
    client = client_at("acme", other)
    assert client.get(f"/my/notices/{row.pk}/").status_code == 404
    assert client.get(f"/api/v1/inbox/{row.pk}/").status_code == 404
    assert client.get("/api/v1/inbox/").json()["count"] == 0
    row.refresh_from_db()
    assert row.seen_at is None


def test_the_api_tells_the_same(editor: Client, client_at: ClientAt, ada: User) -> None:
    listed = editor.get("/api/v1/notices/?kind=posted").json()["results"]
    assert [one["mails"]["queued"] for one in listed] == [1, 1]
    rows = editor.get(f"/api/v1/deliveries/?notice={newest().pk}&channel=mail").json()["results"]
    assert [(one["recipient"], one["address"]) for one in rows] == [(str(ada.pseudonym), ada.email)]
    reader = client_at("acme", ada)
    mine = reader.get("/api/v1/inbox/").json()["results"]
    assert [one["kind"] for one in mine] == ["posted", "posted"]
    seen = reader.post(f"/api/v1/inbox/{mine[0]['id']}/seen/")
    assert seen.status_code == 200
    assert seen.json()["seen_at"] is not None


def test_empty_lists_say_what_to_do(client_at: ClientAt, staff: Staff) -> None:
    reader = make.person_of(make.customer())
    assert "No notices yet" in client_at("acme", reader).get("/my/notices/").content.decode()
    assert "Post a version" in client_at("acme", staff(Role.AUDITOR)).get("/desk/notices/").content.decode()
