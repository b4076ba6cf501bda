"""Mail really goes out over SMTP: once, with the redline, and called sent only after the server took it."""

from __future__ import annotations

import datetime as dt
import socket
import threading

import pytest
from pytest_django import Settings

from policies.notices.delivery import sending
from policies.notices.delivery.outboxes import MAILS, claim_mails
from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.notices.tasks import wake
from policies.versions.actions import postpone_version
from tenants.ledger import clock
from tenants.outbox.queries import due
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.conftest import standing_in
from tests.factories import customers as make
from tests.factories.versions import document, posted_policy, writer

from .conftest import Server

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


def mail_to(address: str) -> Delivery:
    """The newest mail to a person."""
    rows = Delivery.objects.filter(channel=Channel.MAIL, address=address).select_related("notice")
    return rows.order_by("-queued_at")[0]


def post(words: str = "sending mail that nobody asked for;", at: dt.datetime = AT) -> None:
    """Post a version; it is a minute later then."""
    posted_policy(document(spam=words), at=at)
    clock.set_to(at + dt.timedelta(minutes=1))


def waiting() -> int:
    """How many mails are due now."""
    return due(MAILS, at=clock.now(), real=clock.real_now()).count()


@pytest.fixture
def ada(acme: Reseller) -> str:
    assert connection.schema_name == acme.schema_name
    make.customer("Ada's company", email="ada@customer.example", person="Ada Rep")
    return "ada@customer.example"


def test_every_mail_says_what_it_is_and_from_whom(ada: str, smtp: Server) -> None:
    post()
    assert sending.deliver_due() == 1
    [mail] = smtp.mails
    row = mail_to(ada)
    assert mail["To"] == ada
    assert mail["From"] == "Acme Telecom <no-reply@portal.localhost>"
    assert mail["Subject"] == "Acceptable Use Policy: version 1 is posted"
    assert mail["X-Proviso-Kind"] == "posted"
    assert mail["Message-ID"] == f"<{row.pk}@acme.localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (row.status, row.sent_at is not None, row.attempts) == (DeliveryStatus.SENT, True, 1)


def test_a_version_put_off_is_told_with_both_instants_and_the_reason(ada: str, smtp: Server) -> None:
    post()
    version = posted_policy(document(spam="sending any bulk mail;"), effective_at=AT + dt.timedelta(days=30))
    to = AT + dt.timedelta(days=61)
    postpone_version(by=writer(), version=version, to=to, reason="The translations are late.")
    sending.deliver_due()
    [mail] = [one for one in smtp.mails if one["X-Proviso-Kind"] == "postponed"]
    assert mail["Subject"] == "Acceptable Use Policy: version 2 takes effect later"
    for part in ("plain", "html"):
        body = mail.get_body((part,))
        assert body is not None
        words = " ".join(str(body.get_content()).split())
        assert "1 December 2026" in words
        assert "and not on 31 October 2026" in words
        assert "The translations are late." in words


@pytest.mark.usefixtures("ada")
def test_the_mail_carries_the_redline_in_text_and_in_html(smtp: Server) -> None:
    post()
    post("sending mail that nobody wanted;", AT + dt.timedelta(days=1))
    sending.deliver_due()
    text = smtp.mails[1].get_body(("plain",))
    html = smtp.mails[1].get_body(("html",))
    assert text is not None
    assert html is not None
    assert "sending mail that nobody [-asked for-]{+wanted+};" in text.get_content()
    assert "acme.localhost" in text.get_content()
    assert ">asked for</del>" in html.get_content()
    assert ">wanted</ins>" in html.get_content()


@pytest.mark.usefixtures("acme")
def test_names_and_words_cannot_become_markup_of_a_mail(smtp: Server) -> None:
    make.customer(email="eve@customer.example", person="<b>Eve</b>")
    post()
    post("sending <script>alert(1)</script> around;", AT + dt.timedelta(days=1))
    sending.deliver_due()
    body = smtp.mails[1].get_body(("html",))
    assert body is not None
    assert "<script" not in body.get_content()
    assert "<b>" not in body.get_content()


@pytest.mark.usefixtures("ada")
def test_what_was_sent_is_not_sent_again(smtp: Server) -> None:
    post()
    assert [sending.deliver_due() for _ in range(3)] == [1, 0, 0]
    assert len(smtp.mails) == 1


def test_a_refused_recipient_has_failed_and_the_others_get_their_mail(ada: str, smtp: Server) -> None:
    make.customer(email="bob@customer.example")
    smtp.to_recipient = lambda address: "550 no such mailbox" if address == ada else None
    post()
    assert sending.deliver_due() == 1
    row = mail_to(ada)
    assert (row.status, row.sent_at, row.answer) == (DeliveryStatus.FAILED, None, "550 no such mailbox")
    assert mail_to("bob@customer.example").status == DeliveryStatus.SENT


def test_a_recipient_refused_for_now_is_tried_again_later(ada: str, smtp: Server) -> None:
    smtp.to_recipient = lambda _address: "451 try later"
    post()
    sending.deliver_due()
    row = mail_to(ada)
    assert (row.status, row.answer) == (DeliveryStatus.QUEUED, "451 try later")
    assert row.next_attempt_at > AT
    smtp.to_recipient = lambda _address: None
    assert sending.deliver_due() == 0
    clock.set_to(row.next_attempt_at + dt.timedelta(seconds=1))
    assert sending.deliver_due() == 1
    assert mail_to(ada).status == DeliveryStatus.SENT


def test_words_refused_after_data_are_not_called_sent(ada: str, smtp: Server) -> None:
    smtp.to_data = lambda _mail: "554 looks like spam"
    post()
    sending.deliver_due()
    assert (mail_to(ada).status, mail_to(ada).sent_at) == (DeliveryStatus.FAILED, None)


@pytest.mark.usefixtures("ada")
def test_a_server_that_is_not_there_costs_nobody_the_mail(settings: Settings) -> None:
    make.customer(email="bob@customer.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        post()
        assert sending.deliver_due() == 0
    states = {(row.status, row.sent_at) for row in Delivery.objects.filter(channel=Channel.MAIL)}
    assert states == {(DeliveryStatus.QUEUED, None)}


def test_after_too_many_attempts_the_mail_has_failed(ada: str, smtp: Server) -> None:
    smtp.to_recipient = lambda _address: "451 try later"
    post()
    for _attempt in range(MAILS.back_off.most_attempts):
        sending.deliver_due()
        clock.set_to(mail_to(ada).next_attempt_at + dt.timedelta(seconds=1))
    row = mail_to(ada)
    assert (row.status, row.attempts) == (DeliveryStatus.FAILED, MAILS.back_off.most_attempts)


@pytest.mark.usefixtures("ada")
def test_what_a_dead_worker_held_is_sent_after_its_lease_under_the_same_message_id(smtp: Server) -> None:
    post()
    [held] = claim_mails().items
    clock.set_to(AT + dt.timedelta(days=30))
    assert sending.deliver_due() == 0
    Delivery.objects.filter(pk=held.pk).update(lease_until=clock.real_now() - dt.timedelta(seconds=1))
    assert sending.deliver_due() == 1
    [mail] = smtp.mails
    assert mail["Message-ID"] == f"<{held.pk}@acme.localhost>"


@pytest.mark.usefixtures("ada", "smtp")
def test_the_sweep_wakes_a_worker_only_where_something_waits() -> None:
    wake()
    post()
    assert waiting() == 1
    sending.deliver_due()
    assert waiting() == 0


@pytest.mark.usefixtures("own_database")
def test_several_workers_at_once_send_each_mail_once(smtp: Server) -> None:
    with standing_in("acme"):
        for number in range(120):
            make.customer(email=f"rep{number}@customer.example")
        posted_policy()
        tenant = connection.tenant
    failures: list[BaseException] = []

    def work() -> None:
        try:
            connection.set_tenant(tenant)
            sending.deliver_due()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert sorted(mail["To"] for mail in smtp.mails) == sorted(f"rep{number}@customer.example" for number in range(120))
    with standing_in("acme"):
        assert Delivery.objects.filter(channel=Channel.MAIL, status=DeliveryStatus.SENT).count() == 120
