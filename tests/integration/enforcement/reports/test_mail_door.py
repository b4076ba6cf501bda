"""`receive_report`: stored before anything reads it, a line for each incident, retried when nothing is kept."""

import datetime as dt
import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from enforcement.reports.doors import storing, taking_in
from enforcement.reports.models import RawReport, Report, Source, Triage
from enforcement.reports.tasks import read_raw_reports
from tenants.ledger.models import Entry
from tests.disk import ROOM, small
from tests.factories import customers
from tests.factories.mails import PLAIN, mail, xarf

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)


def received(data: bytes, folder: Path) -> list[str]:
    """The lines that the command prints for a mail in a file."""
    file = folder / "report.eml"
    if not file.exists() or file.read_bytes() != data:
        file.write_bytes(data)
    out = io.StringIO()
    call_command("receive_report", str(file), reseller="acme", stdout=out)
    return out.getvalue().splitlines()


def read_later() -> None:
    """What a worker does once the sweep has woken it."""
    read_raw_reports.apply(headers={"schema": "acme"}, throw=True)


def test_a_mail_is_kept_as_it_came_and_its_report_is_told_in_a_line(tmp_path: Path, own_files: Path) -> None:
    customers.customer("Then", networks=["192.0.2.0/28"])
    (line,) = received(mail(), tmp_path)
    report = Report.objects.get()
    assert report.service is not None
    assert line == f"R-1  queued  {report.category}  192.0.2.7  {report.service.reference}"
    assert (report.source, report.reporter.email) == (Source.MAIL, "abuse@desk.example")
    raw = RawReport.objects.get()
    assert storing.bytes_of(raw) == mail()
    kept = own_files / "acme" / raw.path
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert Entry.objects.filter(verb="raw_report.stored").count() == 1


def test_it_reads_standard_input_as_a_mail_server_pipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail())))
    call_command("receive_report", reseller="acme", stdout=io.StringIO())
    assert Report.objects.count() == 1


def test_a_xarf_report_comes_through_the_same_door(tmp_path: Path) -> None:
    customers.customer("Then", networks=["192.0.2.0/28"])
    (line,) = received(xarf(source_port=50_122), tmp_path)
    assert "192.0.2.7 port 50122" in line
    assert RawReport.objects.get().form == RawReport.Form.XARF


def test_what_came_twice_is_one(tmp_path: Path) -> None:
    first = received(mail(), tmp_path)
    assert received(mail(), tmp_path) == first
    assert received(b"Received: from elsewhere\r\n" + mail().replace(b"\n", b"\r\n"), tmp_path) == first
    assert (RawReport.objects.count(), Report.objects.count()) == (1, 1)


def test_one_message_id_in_every_mail_loses_none_of_them(tmp_path: Path) -> None:
    received(mail(Subject="Spam"), tmp_path)
    received(mail(PLAIN.replace("192.0.2.7", "192.0.2.8"), Subject="Spam"), tmp_path)
    assert sorted(Report.objects.values_list("target", flat=True)) == ["192.0.2.7", "192.0.2.8"]


@pytest.mark.parametrize("data", [b"", b"\0\xff\xfe garbage", b"{", b"[" * 5_000, b"From: x\n\n" + b"\0" * 3_000])
def test_what_cannot_be_read_is_a_report_that_a_person_looks_at(tmp_path: Path, data: bytes) -> None:
    (line,) = received(data, tmp_path)
    assert "triage: " in line
    report = Report.objects.get()
    assert report.triage
    assert report.service is None
    assert report.raw is not None
    assert storing.bytes_of(report.raw) == data


def test_a_parser_that_fails_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("email.feedparser.FeedParser.close", failing)
    (line,) = received(mail(), tmp_path)
    assert line.startswith("R-1  queued  ")
    assert "192.0.2.7" in Report.objects.get().description


def test_what_was_stored_and_never_read_is_taken_up_by_the_sweep(set_clock: Callable[[object], None]) -> None:
    raw, new = storing.store_raw(data=mail(), door=Source.MAIL)
    assert new
    assert not taking_in.due().exists()  # whoever stored it may still be reading
    set_clock(NOW + storing.READ_WITHIN + dt.timedelta(minutes=1))
    assert taking_in.due().exists()
    read_later()
    assert Report.objects.get().raw == raw
    read_later()
    assert Report.objects.count() == 1


def test_a_mail_that_ends_every_process_that_reads_it_is_shown_to_a_person(
    set_clock: Callable[[object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ending(*_: Any) -> None:
        raise SystemExit

    storing.store_raw(data=mail(), door=Source.MAIL)
    monkeypatch.setattr("email.feedparser.FeedParser.close", ending)
    for attempt in range(taking_in.MOST_ATTEMPTS):
        set_clock(NOW + dt.timedelta(hours=attempt + 1))
        with pytest.raises(SystemExit):
            read_later()
    assert not Report.objects.exists()
    set_clock(NOW + dt.timedelta(hours=9))
    read_later()
    assert Report.objects.get().triage == Triage.UNREADABLE


def test_a_full_disk_asks_the_mail_server_to_try_again(tmp_path: Path, settings: Any) -> None:
    with small(tmp_path / "small", mount=False) as disk:
        assert disk is not None
        settings.MEDIA_ROOT = disk.folder
        large = mail("x" * 2 * ROOM)
        (tmp_path / "report.eml").write_bytes(large)
        with disk.full(), pytest.raises(SystemExit) as ended:
            received(large, tmp_path)
        assert ended.value.code == 75
        assert not RawReport.objects.exists()
        assert received(large, tmp_path)


def test_a_database_that_is_gone_asks_the_mail_server_to_try_again(tmp_path: Path) -> None:
    file = tmp_path / "report.eml"
    file.write_bytes(mail())
    gone = "postgres://proviso_app@127.0.0.1:1/proviso"
    done = subprocess.run(
        [sys.executable, "manage.py", "receive_report", "--reseller", "acme", str(file)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": gone, "DATABASE_OWNER_URL": gone, "PROVISO_VAR_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 75
    assert "must be tried again" in done.stderr


def test_more_than_a_report_may_have_is_refused_and_read_no_further(tmp_path: Path, settings: Any) -> None:
    settings.RAW_REPORT_LIMIT = 1_000
    with pytest.raises(CommandError, match="at most"):
        received(mail("x" * 2_000), tmp_path)
    assert not RawReport.objects.exists()


def test_a_reseller_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="no reseller nobody"):
        call_command("receive_report", "/dev/null", reseller="nobody")
