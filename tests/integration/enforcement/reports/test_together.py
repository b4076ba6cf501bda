"""Mails that are taken in together leave the rows that they leave one by one, whatever is among them."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from enforcement.cases.actions import close_case, open_case
from enforcement.cases.models import Case, Joining
from enforcement.reports.actions import receive_report
from enforcement.reports.doors.storing import store_mails, store_raw
from enforcement.reports.doors.taking_in import take_in, take_in_together
from enforcement.reports.models import (
    Evidence,
    EvidenceUse,
    LegalHold,
    RawReport,
    Report,
    ReportMail,
    SealedText,
    SenderCount,
    Source,
)
from enforcement.reports.senders.actions import mute_sender
from enforcement.reports.throttle import FROM_ONE_ADDRESS, counted
from tenants.customers.models import Service
from tenants.ledger.models import Entry, Personal, Unsealed
from tests.factories import customers, holds, reports
from tests.factories.mails import mail, with_file, xarf

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SIZE = 25
HELD = ("192.0.2.7", "192.0.2.9", "198.51.100.7", "203.0.113.50", "shop.example", "www.shop.example")
KINDS = ("sent us spam mails", "tried SSH passwords (brute force)", "is distributing malware")
SENDERS = ("abuse@desk.example", "noc@desk.example", "cert@bank.example", "loud@muted.example", "many@flood.example")


@pytest.fixture
def world(acme: None, set_clock: Callable[[object], None]) -> None:
    """Services with cases of many times, open and closed, a muted sender, and one who has sent too much already."""
    set_clock(NOW)
    by = holds.officer()
    first = customers.service_of(customers.customer("Xavier BV", networks=["192.0.2.0/28"], domains=["shop.example"]))
    customers.customer("Other BV", networks=["198.51.100.0/28"])
    reports.report()  # R-1, which a mail may answer
    for category in ("spam_email", "unauthorized_testing"):
        for age in (0, 9, 25):  # so near that widening one may meet the next
            opened(by, first, category, NOW - age * DAY)
    close_case(by=by, case=opened(by, first, "malware", NOW - DAY), reason="Done.")
    close_case(by=by, case=Case.objects.filter(category="spam_email").latest("number"), reason="Done.")
    mute_sender(by=by, sender="muted.example", reason="Noise.")
    counted("mails-from", "many@flood.example", at=NOW, times=FROM_ONE_ADDRESS - 2)


def opened(by: Any, service: Service, category: str, at: dt.datetime) -> Case:
    """A case about an act of that time."""
    report, _secret = receive_report(
        source=Source.STAFF,
        by=by,
        category=category,
        target="192.0.2.7",
        started_at=at,
        ended_at=at,
        description="Seen.",
    )
    if case := report.cases.first():
        return case
    return open_case(by=by, reports=[report], service=service, category=category, summary="Seen.")


def one(chance: random.Random, number: int) -> bytes:
    """A mail of any sort: what it says, who sent it and whether its message came before are left to chance."""
    target, kind = chance.choice(HELD), chance.choice(KINDS)
    at = NOW - chance.choice([0, 1, 3, 6, 8, 12, 20]) * DAY - chance.randrange(600) * dt.timedelta(minutes=1)
    words = f"Your server {target} {kind} at {at:%Y-%m-%d %H:%M} UTC. Ours {number}."
    head = {
        "From": f"Desk <{chance.choice(SENDERS)}>",
        "Subject": chance.choice(["Abuse", f"Abuse of {target}", "Re: Your report R-1", "Re: Your report R-14"]),
        "Message_ID": f"<{chance.choice([number, number, number, 1])}@desk.example>",
    }
    sorts: list[Callable[[], bytes]] = [
        lambda: chance.randbytes(60),
        lambda: with_file("a log\n" * chance.randrange(1, 4), words, **head),
        lambda: xarf(source_identifier=target, timestamp=at.isoformat(), report_id=f"n-{number}"),
        lambda: xarf(source_identifier=target, timestamp=at.isoformat(), category="content", type="csam"),
        lambda: mail(f"I am out of the office, {number}.", **head | {"Auto_Submitted": "auto-replied"}),
        lambda: mail(
            f"1) 192.0.2.7 - spam, {at:%Y-%m-%d} 09:30 UTC\n2) 192.0.2.9 - malware, 10:00 UTC, {number}", **head
        ),
        lambda: mail(f"Something happened, {number}.", **head),
    ]
    sorts += [lambda: mail(words, **head)] * 5
    return chance.choice(sorts)()


def spam(number: int) -> bytes:
    words = f"Mail {number} of spam from 192.0.2.7 came at {NOW - DAY / 24:%Y-%m-%d %H:%M} UTC."
    return mail(words, Message_ID=f"<{number}@desk.example>", Date="")


def one_by_one(mails: Sequence[bytes], arrived: Sequence[dt.datetime]) -> None:
    for data, came in zip(mails, arrived, strict=True):
        raw, new = store_raw(data=data, door=Source.MAIL, arrived=came)
        take_in(raw, data if new else None)


def together(mails: Sequence[bytes], arrived: Sequence[dt.datetime]) -> None:
    stored = store_mails(mails, arrived)
    take_in_together([(raw, data if new else None) for (raw, new), data in zip(stored, mails, strict=True)])


def told(value: object) -> object:
    """A value as it can be compared: the moment in which mails were taken in is never the same one twice."""
    if isinstance(value, dt.datetime) and NOW <= value < NOW + dt.timedelta(minutes=3):
        return "now"
    if isinstance(value, dt.datetime) and NOW + dt.timedelta(minutes=3) <= value < NOW + dt.timedelta(minutes=10):
        return "soon"
    return value


def rows() -> dict[str, Counter[str]]:
    """Every row that intake makes or changes, told by what it says and not by its id."""
    numbers = {str(pk): f"R-{number}" for pk, number in Report.objects.values_list("pk", "number")}
    numbers |= {str(pk): f"C-{number}" for pk, number in Case.objects.values_list("pk", "number")}
    numbers |= {str(pk): digest for pk, digest in RawReport.objects.values_list("pk", "fingerprint")}
    entries = {}
    for entry in Entry.objects.all():
        facts = {name: said for name, said in entry.facts.items() if not name.endswith("_digest")}
        subject = numbers.get(entry.subject_id, entry.subject_type)
        entries[entry.pk] = repr((told(entry.at), entry.verb, entry.by, subject, sorted(facts.items())))
    columns = {
        Report: "number source place raw__fingerprint category target port targets started_at ended_at description"
        " sealed identifier triage received_at service__reference customer__reference status reason completed_at"
        " completed_by assigned_to reporter__name reporter__email cases__number earlier_cases__number",
        RawReport: "fingerprint digest form size path received_at read_at attempts try_at",
        Evidence: "report__number filename content_type size digest path claimed claim received_at",
        EvidenceUse: "size",
        ReportMail: "report__number raw__fingerprint sender automatic text received_at",
        SealedText: "report__number column text",
        LegalHold: "report__number reason placed_at placed_by",
        SenderCount: "network hour number",
        Case: "number status priority",
        Joining: "case__number acts_from acts_until joins",
    }
    found = {
        model.__name__: Counter(
            repr([told(value) for value in row])
            for row in model._default_manager.order_by().values_list(*names.split())
        )
        for model, names in columns.items()
    }
    personal = Personal.objects.values_list("entry_id", "name", "value")
    unsealed = Unsealed.objects.values_list("entry_id", flat=True)
    return found | {
        "Entry": Counter(entries.values()),
        "Personal": Counter(repr((entries[entry], name, value)) for entry, name, value in personal),
        "Unsealed": Counter(entries[entry] for entry in unsealed),
        "Mail": Counter(repr((one.to, one.subject, one.extra_headers)) for one in outbox.outbox),
    }


def left_by(
    taking: Callable[[Sequence[bytes], Sequence[dt.datetime]], None], mails: Sequence[bytes], committed: Any
) -> dict[str, Counter[str]]:
    """What stands once these mails are taken in; then it is undone."""
    outbox.outbox.clear()
    arrived = [NOW - (len(mails) - place) * dt.timedelta(seconds=1) for place in range(len(mails))]
    with transaction.atomic():
        with committed(execute=True):
            taking(mails, arrived)
        found = rows()
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("seed", range(8))
def test_a_group_leaves_the_same_rows_as_one_by_one(seed: int, django_capture_on_commit_callbacks: Any) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    mails = [one(chance, number) for number in range(SIZE)]
    mails += chance.sample([data for data in mails if b"many@flood" not in data], 2)  # the same once more
    alone = left_by(one_by_one, mails, django_capture_on_commit_callbacks)
    grouped = left_by(together, mails, django_capture_on_commit_callbacks)
    more = {name: told for name, expected in alone.items() if (told := list(grouped[name] - expected))}
    less = {name: told for name, expected in alone.items() if (told := list(expected - grouped[name]))}
    assert (more, less) == ({}, {})
    assert sum(alone["Report"].values()) > SIZE // 2


@pytest.mark.usefixtures("world")
def test_a_mail_that_the_database_refuses_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Report.objects.bulk_create

    def refusing(rows: Sequence[Report], *given: Any, **more: Any) -> list[Report]:
        if any("Mail 3 " in row.description and not row.triage for row in rows):
            raise IntegrityError("no")
        return made(rows, *given, **more)

    monkeypatch.setattr(Report.objects, "bulk_create", refusing)
    together([spam(number) for number in range(5)], [NOW] * 5)
    kept = Report.objects.filter(raw__isnull=False)
    assert kept.count() == 5
    assert kept.get(description__contains="Mail 3 ").triage == "unreadable"
    assert kept.exclude(description__contains="Mail 3 ").filter(triage="", cases__isnull=False).count() == 4
    assert not RawReport.objects.filter(read_at=None).exists()


@pytest.mark.usefixtures("world")
def test_a_group_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    mails = [spam(number) for number in range(SIZE)]
    with django_assert_max_num_queries(60):
        together(mails, [NOW - number * dt.timedelta(seconds=1) for number in range(SIZE)])
    assert Report.objects.filter(raw__isnull=False, cases__isnull=False).count() == SIZE
