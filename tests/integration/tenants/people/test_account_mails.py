"""No mail is sent inside a request: a request leaves a row, and a worker writes the mail and sends it."""

import datetime as dt
import re
import time
from collections.abc import Callable

from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tenants.ledger import clock
from tenants.outbox.models import Attempt, OutboxStatus
from tenants.people.actions import invite_person
from tenants.people.mails import anything_waits, send_mails
from tenants.people.models import AccountMail, LinkRequest, Role, SignInLink
from tenants.people.tasks import send_operators_mails
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.integration.tenants.people.mail_servers import by_smtp, dripping, port_of_nobody

Commits = Callable[..., object]
NOBODY = "nobody@acme.example"


def asked(client: Client, email: str, commits: Commits) -> tuple[str, list[str], float]:
    """What asking for a link answers, what it asks the database, and how long it takes (seconds)."""
    began = time.monotonic()
    with commits(execute=True), CaptureQueriesContext(connection) as asked_of:  # type: ignore[attr-defined]
        answer = client.post("/sign-in/", {"email": email})
    took = time.monotonic() - began
    assert answer.status_code == 200
    shape = [re.sub(r"\d{6,}_x\d+", "", " ".join(one["sql"].split()[:3])) for one in asked_of.captured_queries]
    return answer.content.decode().replace(email, "X"), shape, took


def test_known_and_unknown_cost_the_same_with_a_mail_server_that_drips(
    acme: Reseller, staff: Staff, client_at: ClientAt, settings: Settings, django_capture_on_commit_callbacks: Commits
) -> None:
    known, client = staff(Role.EDITOR), client_at("acme")
    asked(client, "warm@acme.example", django_capture_on_commit_callbacks)
    with dripping() as (port, came):
        by_smtp(settings, port)
        first = asked(client, known.email, django_capture_on_commit_callbacks)
        second = asked(client, NOBODY, django_capture_on_commit_callbacks)
        assert first[:2] == second[:2]
        assert not came, "a request spoke to the mail server"
    assert max(first[2], second[2]) < 1
    assert LinkRequest.objects.count() == 3


def test_known_and_unknown_cost_the_same_with_a_mail_server_that_is_gone_and_the_link_comes_later(
    acme: Reseller,
    staff: Staff,
    client_at: ClientAt,
    settings: Settings,
    set_clock: Callable[[object], None],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    known, client = staff(Role.EDITOR), client_at("acme")
    asked(client, "warm@acme.example", django_capture_on_commit_callbacks)
    backend = settings.EMAIL_BACKEND
    by_smtp(settings, port_of_nobody())
    first = asked(client, known.email, django_capture_on_commit_callbacks)
    second = asked(client, NOBODY, django_capture_on_commit_callbacks)
    assert first[:2] == second[:2]
    assert send_mails() == 0
    waiting = AccountMail.objects.get()
    assert (waiting.user, waiting.status, waiting.attempts) == (known, OutboxStatus.QUEUED, 1)
    assert "ConnectionRefusedError" in Attempt.objects.get().answer
    settings.EMAIL_BACKEND = backend
    set_clock(clock.now() + dt.timedelta(minutes=1))
    assert send_mails() == 1
    assert [one.to for one in mail.outbox] == [[known.email]]


def test_what_a_stranger_typed_is_forgotten_and_no_link_is_kept_before_it_is_sent(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    known = staff(Role.EDITOR)
    for email in (NOBODY, known.email):
        client_at("acme").post("/sign-in/", {"email": email})
    assert anything_waits()
    assert not SignInLink.objects.exists()
    send_mails()
    assert not anything_waits()
    assert not LinkRequest.objects.exists()
    assert SignInLink.objects.get().user == known
    assert [one.to for one in mail.outbox] == [[known.email]]


def test_a_link_nobody_could_be_sent_for_an_hour_is_not_sent_any_more(
    acme: Reseller, staff: Staff, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    client_at("acme").post("/sign-in/", {"email": staff(Role.EDITOR).email})
    set_clock(clock.now() + dt.timedelta(minutes=61))
    assert send_mails() == 0
    assert AccountMail.objects.get().status == OutboxStatus.FAILED
    assert not SignInLink.objects.exists()


def test_an_invitation_that_is_taken_back_is_never_sent(acme: Reseller, staff: Staff) -> None:
    boss = staff(Role.ADMINISTRATOR)
    AccountMail.objects.all().delete()
    with transaction.atomic():
        invite_person(by=boss, email="never@acme.example", name="Never", roles=[Role.AUDITOR])
        transaction.set_rollback(True)
    invite_person(by=boss, email="new@acme.example", name="New", roles=[Role.AUDITOR])
    assert send_mails() == 1
    assert mail.outbox[0].extra_headers["X-Proviso-Kind"] == "invitation"
    assert mail.outbox[0].to == ["new@acme.example"]


def test_a_mail_tried_twice_is_the_same_mail(acme: Reseller, staff: Staff) -> None:
    boss = staff(Role.ADMINISTRATOR)
    AccountMail.objects.all().delete()
    invite_person(by=boss, email="new@acme.example", name="New", roles=[Role.AUDITOR])
    send_mails()
    AccountMail.objects.update(status=OutboxStatus.QUEUED)
    send_mails()
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1


def test_operators_are_mailed_by_a_task_of_their_own(db: None, staff: Staff, client_at: ClientAt) -> None:
    operator = staff(Role.OPERATOR, email="op@portal.example")
    assert client_at("public").post("/sign-in/", {"email": operator.email}).status_code == 200
    send_operators_mails()
    [message] = mail.outbox
    assert message.to == [operator.email]
    assert "http://portal.localhost" in str(message.body)
