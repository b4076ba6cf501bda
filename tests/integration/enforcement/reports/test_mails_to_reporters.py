"""No mail is sent inside the request that takes a report: the acknowledgement is a row, and a worker sends it."""

import datetime as dt
import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import MailToReporter, Report, Reporter, Source
from enforcement.reports.senders.actions import mute_sender
from tenants.ledger import clock
from tenants.outbox.models import Attempt, OutboxStatus
from tenants.people.models import Role
from tests.conftest import ClientAt, Staff
from tests.factories import reports
from tests.factories.mails import mail as mail_of
from tests.integration.tenants.people.mail_servers import by_smtp, dripping, port_of_nobody

pytestmark = pytest.mark.usefixtures("acme", "own_files")
Commits = DjangoCaptureOnCommitCallbacks
SetClock = Callable[[dt.datetime | None], None]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
ADDRESS = "reporter@elsewhere.example"


@pytest.fixture(autouse=True)
def october(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


def reported(client: Client, email: str, commits: Commits) -> float:
    """How long the public form takes (seconds), with all that follows the commit."""
    said = {
        "target": "192.0.2.7",
        "started_at": "2026-10-28T13:45",
        "category": "spam_email",
        "description": "Forty thousand mails.",
        "reporter_email": email,
    }
    began = time.monotonic()
    with commits(execute=True):
        answer = client.post("/report/", said)
    took = time.monotonic() - began
    assert answer.status_code == 302
    return took


def test_a_mail_server_that_drips_holds_no_report_up(
    client_at: ClientAt, settings: Settings, django_capture_on_commit_callbacks: Commits
) -> None:
    client = client_at("acme")
    reported(client, "warm@elsewhere.example", django_capture_on_commit_callbacks)
    with dripping() as (port, came):
        by_smtp(settings, port)
        took = reported(client, ADDRESS, django_capture_on_commit_callbacks)
        assert not came, "a request spoke to the mail server"
    assert took < 1
    assert MailToReporter.objects.filter(status=OutboxStatus.QUEUED).count() == Report.objects.count() == 2


def test_with_a_mail_server_that_is_gone_nothing_is_lost_and_the_mail_comes_once_it_is_back(
    client_at: ClientAt, settings: Settings, october: SetClock, django_capture_on_commit_callbacks: Commits
) -> None:
    backend = settings.EMAIL_BACKEND
    by_smtp(settings, port_of_nobody())
    reported(client_at("acme"), ADDRESS, django_capture_on_commit_callbacks)
    assert mail_due() == 0
    waiting = MailToReporter.objects.get()
    assert (waiting.report, waiting.status, waiting.attempts) == (Report.objects.get(), OutboxStatus.QUEUED, 1)
    assert "ConnectionRefusedError" in Attempt.objects.get().answer
    settings.EMAIL_BACKEND = backend
    october(clock.now() + dt.timedelta(minutes=1))
    assert mail_due() == 1
    assert [one.to for one in mail.outbox] == [[ADDRESS]]


def test_a_mail_tried_twice_is_the_same_mail() -> None:
    reports.report(reporter_email=ADDRESS)
    mail_due()
    MailToReporter.objects.update(status=OutboxStatus.QUEUED)
    mail_due()
    assert len(mail.outbox) == 2
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1


def test_who_is_muted_or_erased_before_it_is_sent_is_told_nothing(staff: Staff) -> None:
    reports.report(reporter_email="robot@mail.desk.example")
    reports.report(reporter_email=ADDRESS)
    mute_sender(by=staff(Role.CASE_OFFICER), sender="desk.example", reason="Noise")
    Reporter.objects.filter(email=ADDRESS).update(email="")
    assert mail_due() == 0
    assert mail.outbox == []
    assert set(MailToReporter.objects.values_list("status", "answer")) == {
        (OutboxStatus.FAILED, "the sender is muted"),
        (OutboxStatus.FAILED, "the address was erased"),
    }


def test_an_address_that_is_too_long_to_be_kept_is_never_cut_and_written_to() -> None:
    long = "a@" + ".".join(["b" * 60] * 4) + ".example.com"
    assert len(long) > 254
    reports.report(reporter_email=long)
    assert not MailToReporter.objects.exists()


def test_several_reports_of_one_mail_are_one_mail_with_a_link_to_each() -> None:
    lines = "".join(
        f"--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nSource-IP: 192.0.2.{n}\n"
        f"Arrival-Date: Wed, 28 Oct 2026 13:45:0{n} +0000\n\n"
        for n in range(1, 4)
    )
    head = "From: abuse@desk.example\nSubject: Spam\nMessage-ID: <3@desk.example>\nDate: Wed, 28 Oct 2026 14:00 +0000\n"
    data = f'{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n{lines}--x--\n'
    made = take_in(store_raw(data=data.encode(), door=Source.MAIL)[0])
    assert len(made) == 3
    assert mail_due() == 1
    assert str(mail.outbox[0].body).count("http://acme.localhost") == 3
    assert mail.outbox[0].extra_headers["In-Reply-To"] == "<3@desk.example>"


@pytest.mark.parametrize("named", ["<" + "n" * 600 + "@desk.example>", "<ü@desk.example>"])
def test_a_message_id_that_no_mail_can_name_is_left_out(named: str) -> None:
    take_in(store_raw(data=mail_of("Spam came from 192.0.2.7 at 13:45 UTC.", Message_ID=named), door=Source.MAIL)[0])
    assert MailToReporter.objects.get().answering == ""
    assert mail_due() == 1
