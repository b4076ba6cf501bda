"""The mailbox is polled over IMAP: nothing is fetched twice, nothing is marked read that was not stored."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from enforcement.reports.doors.mailbox import poll, poll_due
from enforcement.reports.models import Mailbox, RawReport, Report
from tests import imap
from tests.disk import ROOM, small
from tests.factories import holds
from tests.factories.mails import mail

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
LATER = dt.timedelta(minutes=2)


@pytest.fixture
def inbox(settings: Any, set_clock: Callable[[object], None]) -> Iterator[imap.Inbox]:
    set_clock(NOW)
    with imap.serving() as served:
        settings.MAILBOXES = {"acme": served.url}
        yield served


@pytest.fixture
def polled(set_clock: Callable[[object], None]) -> Callable[[], int]:
    """Polls once more, some time later."""
    moments = iter(range(1, 100))

    def again() -> int:
        set_clock(NOW + LATER * next(moments))
        return poll()

    return again


def nth(number: int, words: str = "") -> bytes:
    return mail(f"{words}Mail {number} of spam from 192.0.2.7.", Message_ID=f"<{number}@desk.example>")


def test_what_is_new_is_stored_marked_and_never_fetched_again(inbox: imap.Inbox, polled: Callable[[], int]) -> None:
    assert poll_due()
    first, second = inbox.add(nth(1)), inbox.add(nth(2))
    assert polled() == 2
    assert polled() == 0
    third = inbox.add(nth(3))
    inbox.seen.add(third)  # somebody looked at it before it was polled
    assert polled() == 1
    assert inbox.fetched == [first, second, third]
    assert inbox.seen == {first, second, third}
    assert Report.objects.count() == 3


def test_of_a_new_mailbox_only_what_nobody_read_is_taken(inbox: imap.Inbox, polled: Callable[[], int]) -> None:
    inbox.seen.add(inbox.add(nth(1)))
    inbox.add(nth(2))
    assert polled() == 1
    inbox.uid_validity = 8  # the server counts anew
    inbox.seen.clear()
    assert polled() == 2
    assert RawReport.objects.count() == 2


def test_what_could_not_be_stored_is_not_marked_and_comes_the_next_time(
    inbox: imap.Inbox, polled: Callable[[], int], tmp_path: Path, settings: Any
) -> None:
    uid = inbox.add(nth(1, "x" * 2 * ROOM))
    with small(tmp_path / "small", mount=False) as disk:
        assert disk is not None
        settings.MEDIA_ROOT = disk.folder
        with disk.full():
            assert polled() == 0
        assert not inbox.seen
        assert Mailbox.objects.get().failing_since
        assert polled() == 1
    assert inbox.seen == {uid}
    assert Mailbox.objects.get().failing_since is None


def test_a_mailbox_that_is_wrong_is_said_to_staff(
    inbox: imap.Inbox, polled: Callable[[], int], client_at: Callable[..., Client]
) -> None:
    desk = client_at("acme", holds.officer())
    inbox.password = "another"
    assert polled() == 0
    assert "The mailbox cannot be read" in desk.get("/desk/reports/").content.decode()
    inbox.password = "secret"
    polled()
    assert "The mailbox cannot be read" not in desk.get("/desk/reports/").content.decode()


def test_a_mail_that_is_too_large_stays_unread_and_keeps_no_other_back(
    inbox: imap.Inbox, polled: Callable[[], int], settings: Any
) -> None:
    settings.RAW_REPORT_LIMIT = 2_000
    large, other = inbox.add(nth(1, "x" * 3_000)), inbox.add(nth(2))
    assert polled() == 1
    assert inbox.seen == {other}
    assert Mailbox.objects.get().error.startswith(f"{large}: ")


def test_a_tenant_without_a_mailbox_polls_none(settings: Any) -> None:
    assert not poll_due()
