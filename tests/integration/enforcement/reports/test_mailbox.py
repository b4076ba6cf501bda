"""The mailbox is polled over IMAP: nothing is fetched twice, nothing is marked read that was not stored."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from enforcement.reports import events
from enforcement.reports.doors.mailbox import TOGETHER, poll, poll_due
from enforcement.reports.doors.storing import store_mails
from enforcement.reports.doors.taking_in import take_in_together
from enforcement.reports.models import Mailbox, RawReport, Report
from enforcement.reports.reading.model import Reading
from enforcement.reports.throttle import FROM_ONE_ADDRESS, counted
from tenants.ledger.models import Entry, Personal, Unsealed
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


def test_mails_that_are_taken_together_each_make_a_report_and_its_entries(
    inbox: imap.Inbox, polled: Callable[[], int]
) -> None:
    for number in range(TOGETHER + 3):
        inbox.add(nth(number))
    inbox.add(nth(0))  # the same message once more
    assert polled() == TOGETHER + 4
    assert len(inbox.seen) == TOGETHER + 4
    assert sorted(Report.objects.values_list("number", flat=True)) == list(range(1, TOGETHER + 4))
    assert not RawReport.objects.filter(read_at=None).exists()
    for verb in ("raw_report.stored", "report.received"):
        assert Entry.objects.filter(verb=verb).count() == TOGETHER + 3
    assert Unsealed.objects.count() == Entry.objects.count()
    of_one = Personal.objects.filter(entry__verb="report.received", entry__facts__number=3)
    assert dict(of_one.values_list("name", "value")) == {"target": "192.0.2.7", "reporter": "abuse@desk.example"}


def test_a_mail_that_spoils_what_is_taken_together_goes_to_a_person_alone(
    inbox: imap.Inbox, polled: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoils(_raw: RawReport, reading: Reading, words: str, _at: dt.datetime) -> None:
        if reading.kind != "unreadable" and "Mail 1 " in words:
            raise ValueError("a room above cannot read it")

    monkeypatch.setattr(events, "answering", [spoils])
    for number in range(3):
        inbox.add(nth(number))
    assert polled() == 3
    triaged = dict(Report.objects.values_list("description", "triage"))
    assert [why for words, why in triaged.items() if "Mail 1 " in words] == ["unreadable"]
    assert len(triaged) == 3
    assert list(triaged.values()).count("unreadable") == 1
    assert Entry.objects.filter(verb="report.received").count() == 3


def test_of_one_sender_what_is_too_much_for_an_hour_waits(inbox: imap.Inbox, polled: Callable[[], int]) -> None:
    for number in range(3):
        inbox.add(nth(number))
    throttled(FROM_ONE_ADDRESS - 2)
    assert polled() == 3
    assert Report.objects.count() == 1
    assert RawReport.objects.filter(read_at=None, try_at__gt=NOW + dt.timedelta(minutes=30)).count() == 2


def throttled(times: int) -> None:
    counted("mails-from", "abuse@desk.example", at=NOW + LATER, times=times)


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


def test_each_mail_keeps_the_instant_at_which_the_mailbox_took_it(inbox: imap.Inbox, polled: Callable[[], int]) -> None:
    """Also where it lay there for hours; a date that cannot be is none."""
    inbox.add(nth(1), "28-Oct-2026 14:45:00 +0100")
    inbox.add(nth(2), "28-Oct-2026 13:45:00 +0000")
    inbox.add(nth(3), "01-Jan-2031 00:00:00 +0000")
    inbox.add(nth(4), "28-Oct-2026 19:59:59 +0000")
    inbox.add(nth(5))
    assert polled() == 5
    at = NOW + LATER
    first = dt.datetime(2026, 10, 28, 13, 45, tzinfo=dt.UTC)
    came = list(Report.objects.order_by("number").values_list("received_at", "raw__received_at"))
    assert [report for report, _raw in came] == [raw for _report, raw in came]
    one, two, three, four, five = (report for report, _raw in came)
    assert (one, two, four) == (first, first + dt.timedelta(microseconds=1), NOW - dt.timedelta(seconds=1))
    assert at <= three < five < at + dt.timedelta(minutes=1)
    assert len(set(came)) == 5
    stored = Entry.objects.filter(verb="raw_report.stored")
    assert {entry.at >= at for entry in stored} == {True}
    assert stored.filter(facts__received_at__startswith="2026-10-28T13:45:00").count() == 2


def test_mails_of_a_batch_without_an_arrival_stand_in_their_order(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)
    stored = store_mails([nth(number) for number in range(3)])
    take_in_together([(raw, None) for raw, _new in stored])
    came = list(Report.objects.order_by("received_at").values_list("number", "received_at"))
    assert [number for number, _at in came] == [1, 2, 3]
    assert len({at for _number, at in came}) == 3
