"""Signed heads are kept elsewhere: mailed, posted and time-stamped, each once, and nothing of it can stop sealing."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook

from tenants.ledger import clock
from tenants.ledger.checking.tables import verify_tables
from tenants.ledger.exporting import export_to
from tenants.ledger.models import HeadPublication, PublicationKind, Stamp, TreeHead
from tenants.ledger.publishing.actions import queue_owed
from tenants.ledger.publishing.head_publications import PUBLICATIONS, head_secret, publish_due
from tenants.ledger.publishing.queries import owed
from tenants.ledger.recording import record
from tenants.ledger.sealing import actions as sealing
from tenants.outbox.actions import claim
from tenants.outbox.models import OutboxStatus
from tenants.people.ledger_actions import send_heads
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.authority import Authority, openssl, stamping
from tests.conftest import ClientAt, Staff
from tests.endpoint import Endpoint, listening

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with stamping(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def authority(made: Authority) -> Iterator[Authority]:
    yield made
    made.instead, made.status = None, 200
    made.asked.clear()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with listening() as running:
        yield running


@pytest.fixture
def named(acme: Reseller, authority: Authority, endpoint: Endpoint, set_clock: object) -> Reseller:
    """A reseller that names all three."""
    clock.set_to(AT)
    Reseller.objects.filter(pk=acme.pk).update(
        head_mailbox="notary@elsewhere.example", head_webhook_url=endpoint.url, timestamp_url=authority.url
    )
    return acme


def sealed(reseller: Reseller) -> TreeHead:
    record(verb="test.happened", at=clock.now(), by=None, subject=reseller)
    head = sealing.seal().head
    assert head is not None
    return head


def states() -> dict[str, str]:
    return dict(HeadPublication.objects.values_list("kind", "status"))


def test_a_new_head_goes_out_every_way_once(named: Reseller, endpoint: Endpoint) -> None:
    head = sealed(named)
    assert [queue_owed(), queue_owed()] == [3, 0]
    assert publish_due() == 3
    assert set(states().values()) == {OutboxStatus.DELIVERED}
    [sent] = mail.outbox
    assert sent.to == ["notary@elsewhere.example"]
    names = [str(part[0]) for part in sent.attachments]
    assert names == [f"ledger-acme-{head.size}.jws", f"ledger-acme-{head.size}.tsr"]
    assert sent.attachments[0][1] == head.signed + "\n"
    [(headers, body)] = endpoint.calls
    Webhook(head_secret()).verify(body, headers)
    assert endpoint.events[0]["data"]["signed"] == head.signed
    assert publish_due() == 0


def test_heads_go_out_once_a_day_and_are_stamped_once_an_hour(named: Reseller) -> None:
    sealed(named)
    queue_owed()
    publish_due()
    clock.set_to(AT + dt.timedelta(hours=2))
    sealed(named)
    queue_owed()
    assert HeadPublication.objects.filter(status=OutboxStatus.QUEUED).get().kind == PublicationKind.STAMP
    publish_due()
    clock.set_to(AT + dt.timedelta(hours=25))
    assert queue_owed() == 2  # the head is stamped already, and now mailed and posted
    assert publish_due() == 2


def test_the_stamp_is_of_the_head_and_openssl_says_so_too(
    named: Reseller, authority: Authority, settings: Settings, tmp_path: Path
) -> None:
    settings.TIMESTAMP_ROOTS = str(authority.roots)
    head = sealed(named)
    queue_owed()
    publish_due()
    stamp = Stamp.objects.get()
    assert stamp.trusted
    assert abs(stamp.at - clock.real_now()) < dt.timedelta(minutes=1)
    (tmp_path / "head.jws").write_text(head.signed)
    (tmp_path / "head.tsr").write_bytes(bytes(stamp.response))
    files = ["-data", str(tmp_path / "head.jws"), "-in", str(tmp_path / "head.tsr"), "-CAfile", str(authority.roots)]
    openssl("ts", "-verify", *files)


def test_verify_ledger_reads_the_stamp_beside_the_head_without_a_database(
    named: Reseller, authority: Authority, tmp_path: Path
) -> None:
    head = sealed(named)
    queue_owed()
    publish_due()
    export_to(tmp_path / "ledger.jsonl")
    (tmp_path / "head.jws").write_text(head.signed + "\n")
    (tmp_path / "head.tsr").write_bytes(bytes(Stamp.objects.get().response))
    given = {"head": tmp_path / "head.jws", "stamp": tmp_path / "head.tsr"}
    out = io.StringIO()
    call_command("verify_ledger", str(tmp_path / "ledger.jsonl"), stdout=out, **given, roots=authority.roots)
    assert "The head was there at 20" in out.getvalue()
    assert "trusted here" in out.getvalue()
    changed = bytearray((tmp_path / "head.tsr").read_bytes())
    changed[-20] ^= 1
    (tmp_path / "head.tsr").write_bytes(bytes(changed))
    with pytest.raises(CommandError, match="time stamp"):
        call_command(
            "verify_ledger", str(tmp_path / "ledger.jsonl"), stdout=io.StringIO(), **given, roots=authority.roots
        )


def test_a_kept_stamp_that_is_of_another_head_or_says_another_instant_is_named(named: Reseller) -> None:
    """Put in by the login role, which may add rows: `verify_ledger` reads each against its head."""
    first = sealed(named)
    queue_owed()
    publish_due()
    call_command("verify_ledger", reseller="acme", stdout=io.StringIO(), stderr=io.StringIO())
    true = Stamp.objects.get()
    others = {"of other bytes": bytes(true.response), "no time stamp": b"garbage"}
    for number, (reason, response) in enumerate(others.items(), start=1):
        head = sealed(named)
        Stamp.objects.create(head=head, authority="x", response=response, at=true.at, trusted=False)
        said = [str(finding) for finding in verify_tables(head=first.signed).findings]
        assert len(said) == number
        assert f"the time stamp kept beside the head over {head.size} entries does not hold" in said[-1]
        assert reason in said[-1]


def test_a_stamp_of_another_head_is_refused(named: Reseller, authority: Authority, tmp_path: Path) -> None:
    first = sealed(named)
    queue_owed()
    publish_due()
    authority.instead = bytes(Stamp.objects.get().response)
    clock.set_to(AT + dt.timedelta(hours=2))
    assert sealed(named).size > first.size
    queue_owed()
    assert publish_due() == 0
    assert Stamp.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "instead", "words"),
    [(503, b"", "503"), (200, b"no stamp at all", "no time stamp"), (200, b"x" * 200_000, "larger")],
)
def test_an_authority_in_trouble_is_shown_and_asked_again_and_sealing_goes_on(
    named: Reseller, authority: Authority, staff: Staff, client_at: ClientAt, status: int, instead: bytes, words: str
) -> None:
    authority.status, authority.instead = status, instead
    sealed(named)
    queue_owed()
    publish_due()
    publication = HeadPublication.objects.get(kind=PublicationKind.STAMP)
    assert (publication.status, publication.attempts) == (OutboxStatus.QUEUED, 1)
    page = client_at("acme", staff(Role.AUDITOR)).get("/desk/ledger/").content.decode()
    assert words in page
    sealed(named)
    authority.status, authority.instead = 200, None
    clock.set_to(publication.next_attempt_at + dt.timedelta(seconds=1))
    assert publish_due() == 1
    assert Stamp.objects.count() == 1


def test_what_a_dead_worker_held_is_taken_up_after_its_lease(named: Reseller) -> None:
    sealed(named)
    queue_owed()
    held = claim(PUBLICATIONS).items
    assert len(held) == 3
    assert publish_due() == 0
    HeadPublication.objects.update(lease_until=clock.real_now() - dt.timedelta(seconds=1))
    assert publish_due() == 3
    assert len(mail.outbox) == 1


def test_staff_send_the_newest_head_now_on_the_desk_and_by_the_api(
    named: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    auditor: Client = client_at("acme", staff(Role.AUDITOR))
    assert auditor.post("/desk/ledger/head/send/").status_code == 409
    head = sealed(named)
    assert auditor.post("/desk/ledger/head/send/").status_code == 302
    assert HeadPublication.objects.count() == 3
    assert auditor.post("/api/v1/ledger-heads/send/", {}, "application/json").status_code == 200
    publish_due()
    newest = TreeHead.objects.latest("size")
    told = auditor.get(f"/api/v1/ledger-heads/{head.size}/publications/").json()
    assert {one["kind"] for one in told} == {"mail", "webhook", "stamp"}
    stamp = auditor.get(f"/api/v1/ledger-heads/{head.size}/stamp/")
    assert stamp["Content-Type"] == "application/timestamp-reply"
    assert newest.size >= head.size
    editor = client_at("acme", staff(Role.EDITOR))
    assert editor.post("/desk/ledger/head/send/").status_code == 403


#: Said here once more, so that a changed table of roles is looked at.
MAY_SEND = {Role.ADMINISTRATOR, Role.AUDITOR}


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_SEND])
def test_nobody_else_sends_a_head_by_page_api_or_verb(
    named: Reseller, staff: Staff, client_at: ClientAt, role: Role
) -> None:
    sealed(named)
    person = staff(role)
    client = client_at("acme", person)
    assert client.post("/desk/ledger/head/send/").status_code == 403
    assert client.post("/api/v1/ledger-heads/send/", {}, "application/json").status_code == 403
    with pytest.raises(Refused) as refused:
        send_heads(by=person)
    assert (refused.value.code, refused.value.status) == ("not_allowed", 403)
    assert not HeadPublication.objects.exists()
    assert "Send the newest head" not in client.get("/desk/ledger/").content.decode()


@pytest.mark.parametrize("role", sorted(MAY_SEND))
def test_an_administrator_and_an_auditor_send_heads(
    named: Reseller, staff: Staff, client_at: ClientAt, role: Role
) -> None:
    sealed(named)
    client = client_at("acme", staff(role))
    assert "Send the newest head" in client.get("/desk/ledger/").content.decode()
    assert client.post("/desk/ledger/head/send/").status_code == 302
    assert HeadPublication.objects.count() == 3


@pytest.mark.parametrize(
    "attack", ["UPDATE ledger_stamp SET at = now()", "DELETE FROM ledger_stamp", "TRUNCATE ledger_stamp"]
)
def test_a_stamp_is_frozen(named: Reseller, attack: str) -> None:
    sealed(named)
    queue_owed()
    publish_due()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_a_reseller_that_names_nobody_sends_nothing(acme: Reseller) -> None:
    sealed(acme)
    assert queue_owed() == 0
    assert owed(at=clock.now()) == []
