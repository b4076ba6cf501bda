"""Hundreds of reports of many senders through the mail door: none is refused or lost, and what they say is kept right.

`docs/intake.md` gives the figures. The expected values of every mail stand beside its words in the reader's own tests.
"""

import datetime as dt
import email.utils
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command

from enforcement.reports.doors.storing import bytes_of, store_mails
from enforcement.reports.doors.taking_in import take_in_together
from enforcement.reports.models import RawReport, Report, Triage
from tenants.customers.models import Service
from tests.factories import customers
from tests.unit.enforcement.reports.reading.cases import structured
from tests.unit.enforcement.reports.reading.cases.all_cases import CASES
from tests.unit.enforcement.reports.reading.cases.case import Case

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 29, 12, tzinfo=dt.UTC)
TOGETHER = 25
HELD = ("192.0.2.0/24", "2001:db8::/32")
#: What only says whose service it is, and nothing of how the mail was read.
OF_SERVICES = {Triage.NO_HOLDER, Triage.SEVERAL_HOLDERS, Triage.OWN}
Told = tuple[str, str, dt.datetime | None, dt.datetime | None, str]


@dataclass(frozen=True)
class Sent:
    """A report as one sender of its own sent it."""

    case: Case
    data: bytes


def sent() -> list[Sent]:
    """Every case, each from a sender of its own, so that nobody has more than an hour allows."""
    found = []
    for number, case in enumerate((*CASES, *structured.CASES)):
        head, gap, body = case.raw.partition(b"\n\n")
        head = head.replace(b"abuse@desk.example", b"abuse%d@desk.example" % number)
        head = head.replace(b"<1@desk.example>", b"<%d@desk.example>" % number)
        found.append(Sent(case, head + gap + body))
    return found


def broken() -> Iterator[bytes]:
    """Reports that were damaged on their way, each a message of its own."""
    whole = [one.raw for one in (*CASES[::40], *structured.CASES[::20])]
    damaged = [
        version
        for raw in whole
        for version in (
            raw[: len(raw) // 2],
            raw.replace(b"\n\n", b"\n", 1),
            raw.replace(b"--b", b"--c"),
            raw.replace(b"utf-8", b"utf-16"),
            raw.replace(b"e", b"\xe9\x00"),
            raw.replace(b"Content-Type: ", b"Content-Transfer-Encoding: base64\nContent-Type: ", 1),
        )
    ]
    for number, data in enumerate(damaged):
        yield data.replace(b"<1@desk.example>", b"<%d@desk.example>" % number)
    yield from (b"", b"\n", b"{", b"[]", b"\0" * 50, b"\xff\xfe\xff", b"From: x", b"{" * 3_000, b"=?utf-8?b?//?=\n\nx")


def expected(case: Case) -> list[Told]:
    starts = case.started.split(" | ")
    ends = case.ended.split(" | ") if case.ended else starts
    each = zip(case.categories, case.targets.split(" | "), starts, ends, strict=True)
    return [(category or "", targets, at(start), at(end), case.triage) for category, targets, start, end in each]


def at(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) if text else None


def kept(raw: RawReport) -> list[Told]:
    return [told(one) for one in Report.objects.filter(raw=raw).order_by("place")]


def told(report: Report) -> Told:
    targets = [f"{one['target']}:{one['port']}" if one["port"] else one["target"] for one in report.targets]
    triage = "" if report.triage in OF_SERVICES else report.triage
    return report.category, " ".join(targets), report.started_at, report.ended_at, triage


def written(data: bytes) -> dt.datetime:
    """When it was sent, or `NOW`: a report comes in soon after it was written."""
    dated = re.search(rb"^Date: ([^\n]+)", data, re.MULTILINE)
    when = email.utils.parsedate_to_datetime(dated[1].decode()) if dated else NOW
    return max(NOW, when.astimezone(dt.UTC) + dt.timedelta(hours=1))


@pytest.fixture
def service() -> Service:
    customer = customers.customer("Xavier BV", networks=HELD, domains=["shop.example"], numbers=["+31201234567"])
    return customers.service_of(customer)


def test_a_poll_takes_them_in_and_keeps_what_they_say(service: Service, set_clock: Callable[[object], None]) -> None:
    """At least 300, all read right: a new sender that is read wrong is a case to add, with its words changed."""
    mails = sorted(sent(), key=lambda one: written(one.data))
    assert len(mails) >= 300
    raws: list[RawReport] = []
    for first in range(0, len(mails), TOGETHER):
        group = mails[first : first + TOGETHER]
        set_clock(max(written(one.data) for one in group))
        stored = store_mails([one.data for one in group])
        assert all(new for _raw, new in stored)
        take_in_together([(raw, one.data) for (raw, _new), one in zip(stored, group, strict=True)])
        raws += [raw for raw, _new in stored]
    assert RawReport.objects.filter(read_at=None).count() == 0
    assert [bytes_of(raw) for raw in raws] == [one.data for one in mails]
    wrong = {
        one.case.name: (found, expected(one.case))
        for one, raw in zip(mails, raws, strict=True)
        if (found := kept(raw)) != expected(one.case)
    }
    assert wrong == {}
    ours = Report.objects.filter(target__startswith="192.0.2.", triage="")
    assert ours.count() >= 200
    assert set(ours.values_list("service", flat=True)) == {service.pk}
    doubtful = Report.objects.exclude(triage="")
    assert all(Triage(one.triage).label and one.service is None for one in doubtful)
    assert all(one.description or one.sealed for one in doubtful)


def test_the_mail_server_hands_over_each_and_is_told_what_came_of_it(
    service: Service, tmp_path: Path, set_clock: Callable[[object], None]
) -> None:
    chosen = sent()[::8]
    for number, one in enumerate(chosen):
        set_clock(written(one.data))
        file, out = tmp_path / f"{number}.eml", io.StringIO()
        file.write_bytes(one.data)
        call_command("receive_report", str(file), reseller="acme", stdout=out)
        lines = out.getvalue().splitlines()
        assert len(lines) == len(expected(one.case)), one.case.name
        for line, (category, targets, *_times, triage) in zip(lines, expected(one.case), strict=True):
            assert (category or "-") in line
            assert triage == "" or f"triage: {Triage(triage).label}" in line
            assert re.sub(r":\d+$", "", targets.split(" ")[0]) in line or targets.startswith("2001:")
    assert RawReport.objects.count() == len(chosen)


def test_what_was_damaged_is_stored_as_it_came_and_shown_to_a_person(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)
    mails = list(dict.fromkeys(broken()))
    assert len(mails) >= 50
    for first in range(0, len(mails), TOGETHER):
        group = mails[first : first + TOGETHER]
        stored = store_mails(group)
        assert all(new for _raw, new in stored)
        take_in_together([(raw, data) for (raw, _new), data in zip(stored, group, strict=True)])
        for (raw, _new), data in zip(stored, group, strict=True):
            assert bytes_of(raw) == data
            reports = Report.objects.filter(raw=raw)
            assert reports
            assert all(one.triage or one.target for one in reports)
    assert not RawReport.objects.filter(read_at=None).exists()
