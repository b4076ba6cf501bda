"""Importing interruptions: all of a file or nothing, every mistake named by line."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enforcement.credits.actions import assign_level, create_level, import_interruptions, link_cause
from enforcement.credits.models import Interruption, ServiceLevelTerm
from tenants.csv_files.mistakes import Mistaken
from tenants.customers.models import Service
from tenants.ledger.models import Entry
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import credits as crediting
from tests.factories import customers, holds, versions

HEAD = "service_reference,reference,starts_at,ends_at,cause\n"


@pytest.fixture
def service(acme: Reseller, set_clock: Callable[[object], None]) -> Service:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return customers.service_of(customers.customer())


def load(*rows: str) -> object:
    return import_interruptions(by=crediting.finance(), data=(HEAD + "\n".join(rows)).encode())


def test_a_file_is_taken_over_once(service: Service) -> None:
    row = f"{service.reference},F-1,2026-10-07T03:00:00Z,2026-10-07T04:30:00+00:00,Power loss"
    load(row)
    entries = Entry.objects.count()
    load(row)
    (made,) = Interruption.objects.all()
    assert made.ends_at is not None
    assert made.ends_at - made.starts_at == dt.timedelta(minutes=90)
    assert Entry.objects.count() == entries


def test_an_interruption_that_goes_on_is_ended_by_a_later_file(service: Service) -> None:
    load(f"{service.reference},F-1,2026-10-07T03:00:00Z,,")
    load(f"{service.reference},F-1,2026-10-07T03:00:00Z,2026-10-07T05:00:00+01:00,")
    assert Interruption.objects.get().ends_at == dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NOBODY,F-1,2026-10-07T03:00:00Z,,", "service_reference", "no service NOBODY"),
        ("{s},,2026-10-07T03:00:00Z,,", "reference", "empty"),
        ("{s},F-1,2026-10-07 03:00,,", "starts_at", "offset"),
        ("{s},F-1,2026-13-07T03:00:00Z,,", "starts_at", "offset"),
        ("{s},F-1,2026-10-07T03:00:00Z,2026-10-07T03:00:00Z,", "ends_at", "after it starts"),
        ("{s},F-1,2026-11-07T03:00:00Z,,", "starts_at", "future"),
        ("{s},F-1,2026-10-07T03:00:00Z,,a,b", "", "more cells"),
        ('{s},F-1,2026-10-07T03:00:00Z,,"open', "", "quotes"),
        ("{s},F-0,2026-10-07T03:00:00Z,,", "reference", "twice"),
    ],
)
def test_a_mistake_is_named_by_line_and_nothing_is_saved(service: Service, row: str, column: str, words: str) -> None:
    good = f"{service.reference},F-0,2026-10-06T03:00:00Z,2026-10-06T04:00:00Z,"
    with pytest.raises(Mistaken) as mistaken:
        load(good, row.format(s=service.reference))
    (mistake,) = mistaken.value.mistakes
    assert (mistake.line, mistake.column) == (3, column)
    assert words in mistake.sentence
    assert not Interruption.objects.exists()


def test_other_times_under_the_same_reference_are_a_mistake(service: Service) -> None:
    load(f"{service.reference},F-1,2026-10-07T03:00:00Z,2026-10-07T04:00:00Z,")
    with pytest.raises(Mistaken, match="1 mistake"):
        load(f"{service.reference},F-1,2026-10-07T03:00:00Z,2026-10-07T05:00:00Z,")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no row"),
        (b"\xff\xfe", "UTF-8"),
        (b"a\0b", "NUL"),
        (b"what,ever\n1,2", "no such column"),
        (b"reference,starts_at\n1,2", "missing"),
    ],
)
def test_what_is_no_such_file_gets_a_sentence(service: Service, data: bytes, words: str) -> None:
    with pytest.raises(Mistaken) as mistaken:
        import_interruptions(by=crediting.finance(), data=data)
    assert words in str(mistaken.value.mistakes[0])


def test_the_command_saves_nothing_in_a_dry_run_and_names_mistakes(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crediting.finance()
    file = tmp_path / "faults.csv"
    file.write_text(HEAD + f"{service.reference},F-1,2026-10-07T03:00:00Z,,\n")
    given = {"reseller": "acme", "by": "finance@acme.example"}
    call_command("import_interruptions", str(file), dry_run=True, **given)
    assert "1 interruptions added, 0 ended (dry run: nothing saved)" in capsys.readouterr().out
    assert not Interruption.objects.exists()
    call_command("import_interruptions", str(file), **given)
    assert Interruption.objects.count() == 1
    file.write_text(HEAD + "NOBODY,F-1,2026-10-07T03:00:00Z,,\n")
    with pytest.raises(CommandError, match=r"line 2, service_reference: There is no service NOBODY"):
        call_command("import_interruptions", str(file), **given)


def test_who_is_not_finance_imports_nothing(service: Service) -> None:
    with pytest.raises(Refused) as refused:
        import_interruptions(by=holds.officer(), data=HEAD.encode())
    assert refused.value.status == 403


def test_a_cause_is_linked_once_and_only_to_what_was_approved(service: Service) -> None:
    version = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    fault = crediting.fault(service, 60, start=dt.datetime(2026, 10, 7, tzinfo=dt.UTC))
    waiting = holds.determination(service.customer, version, needs_approval=True, approved=False)
    with pytest.raises(Refused) as refused:
        link_cause(by=crediting.finance(), interruption=fault, determination=waiting)
    assert refused.value.code == "determination_not_approved"
    found = holds.determination(service.customer, version, act=fault.starts_at)
    link_cause(by=crediting.finance(), interruption=fault, determination=found)
    with pytest.raises(Refused) as refused:
        link_cause(by=crediting.finance(), interruption=fault, determination=found)
    assert refused.value.code == "cause_linked"


def test_a_new_level_ends_the_one_before(service: Service) -> None:
    crediting.level_for(service)
    better = create_level(by=crediting.finance(), name="Better", terms={"tiers": [["99.99", "50"]]})
    since = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    assign_level(by=crediting.finance(), service=service, level=better, starts_at=since)
    old, new = ServiceLevelTerm.objects.order_by("starts_at")
    assert (old.ends_at, new.level, new.ends_at) == (since, better, None)
    with pytest.raises(Refused) as refused:
        assign_level(by=crediting.finance(), service=service, level=better, starts_at=since)
    assert refused.value.code == "level_overlaps"


@pytest.mark.parametrize("tiers", [[], [["99.9"]], [["much", "10"]], [["99.9", "25"], ["95", "10"]]])
def test_tiers_that_make_no_sense_are_refused(service: Service, tiers: list[list[str]]) -> None:
    with pytest.raises(Refused) as refused:
        create_level(by=crediting.finance(), name="Odd", terms={"tiers": tiers})
    assert refused.value.code == "tiers"


def test_a_name_is_given_once(service: Service) -> None:
    create_level(by=crediting.finance(), name="Standard", terms={"tiers": crediting.TIERS})
    with pytest.raises(Refused) as refused:
        create_level(by=crediting.finance(), name="Standard", terms={"tiers": crediting.TIERS})
    assert refused.value.code == "level_name_taken"
