"""The story's step 9 and 10: what October is worth, what is excluded by which words, and what an appeal changes."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.credits.actions import (
    approve_statement,
    issue_statement,
    link_cause,
    pay_statement,
    run_credits,
)
from enforcement.credits.models import CreditStatement, Exclusion, Payment, StatementStatus
from tenants.customers.models import Service
from tenants.ledger.models import Entry
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import appeals, customers, holds, versions
from tests.factories import credits as crediting

from .october import FAULT, MIDNIGHT, Played, play, run


@pytest.fixture
def played(acme: Reseller, set_clock: Callable[[object], None]) -> Played:
    return play(set_clock)


def test_the_violator_is_credited_for_the_fault_and_not_for_the_suspension(played: Played) -> None:
    run()
    statement = played.statement(played.x)
    assert statement.total == Decimal("10.00")
    (line,) = statement.assessment["services"]
    assert line["counted_microseconds"] == 90 * 60 * 1_000_000
    assert line["excluded_microseconds"] == 72 * 3600 * 1_000_000
    assert line["availability_percent"].startswith("99.798")
    (exclusion,) = Exclusion.objects.all()
    excluded = [one["interval"] for one in line["stretches"] if one["rule"]["kind"] == "aup"]
    assert excluded == [[MIDNIGHT.isoformat(), dt.datetime(2026, 11, 1, tzinfo=dt.UTC).isoformat()]]
    assert exclusion.determination == played.determination
    assert exclusion.remedy_digest == played.version.provisions.get(key=versions.NO_CREDIT).digest


def test_others_are_credited_exactly(played: Played) -> None:
    run()
    assert played.statement(played.y).total == Decimal("10.00")
    z = played.statement(played.z)
    assert z.total == Decimal("10.00")
    assert z.assessment["services"][0]["availability_percent"] == "99.89994"


def test_in_amsterdams_longer_month_z_gets_nothing(played: Played, acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(timezone="Europe/Amsterdam")
    run()
    assert played.statement(played.z).total == Decimal("0.00")


def test_running_again_changes_nothing(played: Played) -> None:
    run()

    def counts() -> tuple[int, ...]:
        entries = Entry.objects.filter(subject_type="credits.creditstatement")
        return CreditStatement.objects.count(), Exclusion.objects.count(), entries.count()

    before = counts()
    done = crediting.computed()
    assert counts() == before
    assert (done.made, done.unchanged) == (0, 3)


def test_a_hold_lifted_in_november_does_not_change_october(played: Played, set_clock: Callable[[object], None]) -> None:
    run()
    from enforcement.holds.actions import end_measure  # noqa: PLC0415 - one test ends it

    end_measure(by=holds.officer(), measure=played.determination.measures.get())
    assert crediting.computed().made == 0


def test_without_a_remedy_about_credits_the_suspension_is_credited(
    acme: Reseller, set_clock: Callable[[object], None]
) -> None:
    played = play(set_clock, words=versions.without(versions.document(), versions.NO_CREDIT))
    run()
    assert played.statement(played.x).total == Decimal("100.00")
    assert not Exclusion.objects.exists()


def test_an_upheld_determination_makes_no_new_statement(played: Played) -> None:
    run()
    played.decide(Outcome.UPHELD)
    assert CreditStatement.objects.filter(customer=played.x).count() == 1


def test_an_overturned_one_gives_the_credit_back_once(played: Played) -> None:
    run()
    first = played.issue(played.x)
    pay_statement(by=crediting.finance(), statement=first)
    played.decide(Outcome.OVERTURNED)
    second = played.statement(played.x)
    assert (second.total, second.difference, second.supersedes) == (Decimal("100.00"), Decimal("90.00"), first)
    first.refresh_from_db()
    assert first.status == StatementStatus.SUPERSEDED
    assert not Exclusion.objects.filter(statement=second).exists()
    played.issue(played.x)
    payment = pay_statement(by=crediting.finance(), statement=second)
    assert payment.amount == Decimal("90.00")
    with pytest.raises(Refused) as refused:
        pay_statement(by=crediting.finance(), statement=second)
    assert refused.value.code == "statement_paid"
    assert sum(one.amount for one in Payment.objects.all()) == Decimal("100.00")


def test_what_a_superseded_statement_never_paid_is_due_with_the_next(played: Played) -> None:
    run()
    first = played.issue(played.x)
    played.decide(Outcome.OVERTURNED)
    second = played.issue(played.x)
    assert second.difference == Decimal("90.00")
    with pytest.raises(Refused) as refused:
        pay_statement(by=crediting.finance(), statement=first)
    assert refused.value.code == "not_issued"
    assert pay_statement(by=crediting.finance(), statement=second).amount == Decimal("100.00")


def test_a_modified_one_excludes_nothing_any_more_and_what_was_determined_instead_does(
    played: Played, set_clock: Callable[[object], None]
) -> None:
    run()
    played.decide(Outcome.MODIFIED, anew=appeals.anew(played.determination))
    statement = played.statement(played.x)
    assert statement.total == Decimal("100.00")
    assert not statement.exclusions.exists()
    (instead,) = Determination.objects.filter(replaces__isnull=False)
    (interruption,) = customers.service_of(played.x).interruptions.all()
    link_cause(by=crediting.finance(), interruption=interruption, determination=instead)
    run()
    (exclusion,) = played.statement(played.x).exclusions.all()
    assert exclusion.determination == instead


def test_no_cause_is_found_in_what_an_appeal_took_away(played: Played) -> None:
    played.decide(Outcome.OVERTURNED)
    (interruption,) = customers.service_of(played.x).interruptions.all()
    with pytest.raises(Refused) as refused:
        link_cause(by=crediting.finance(), interruption=interruption, determination=played.determination)
    assert refused.value.code == "determination_overturned"


def test_an_upheld_appeal_changes_no_money(played: Played) -> None:
    run()
    Service.objects.filter(pk=customers.service_of(played.x).pk).update(monthly_price=Decimal("900.00"))
    played.decide(Outcome.UPHELD)
    assert played.statement(played.x).sequence == 1


@pytest.mark.parametrize(("widened", "total"), [(False, "10.00"), (True, "0.00")])
def test_a_neighbour_hurt_by_the_violation_keeps_the_credit_unless_the_setting_widens(
    played: Played, acme: Reseller, *, widened: bool, total: str
) -> None:
    Reseller.objects.filter(pk=acme.pk).update(exclude_any_customer=widened)
    for one in (played.x, played.y):
        (interruption,) = customers.service_of(one).interruptions.all()
        link_cause(by=crediting.finance(), interruption=interruption, determination=played.determination)
    run()
    assert played.statement(played.y).total == Decimal(total)
    assert played.statement(played.x).total == Decimal("0.00")


def test_a_month_that_is_not_over_is_refused(played: Played) -> None:
    with pytest.raises(Refused) as refused:
        run_credits(by=crediting.finance(), month="2026-11")
    assert refused.value.code == "month_not_over"


@pytest.mark.parametrize("month", ["2026-13", "October", "2026-1", "0000-01", "2026-10\n"])
def test_what_is_no_month_is_refused(acme: Reseller, month: str) -> None:
    with pytest.raises(Refused) as refused:
        run_credits(by=None, month=month)
    assert refused.value.code == "month"


def test_a_fault_found_later_adds_a_superseding_statement(played: Played) -> None:
    run()
    crediting.fault(customers.service_of(played.y), 8 * 3600, start=FAULT + dt.timedelta(days=1), reference="F-2")
    assert crediting.computed().made == 1
    made = played.statement(played.y)
    assert (made.customer, made.total, made.difference) == (played.y, Decimal("25.00"), Decimal("15.00"))


def test_only_an_approved_statement_is_issued_and_each_step_once(played: Played) -> None:
    run()
    statement = played.statement(played.x)
    with pytest.raises(Refused):
        issue_statement(by=crediting.finance(), statement=statement)
    approve_statement(by=crediting.finance(), statement=statement)
    with pytest.raises(Refused):
        approve_statement(by=crediting.finance(), statement=statement)


@pytest.mark.parametrize("table", ["credits_creditstatement", "credits_exclusion", "credits_payment"])
def test_what_was_stated_cannot_be_changed_or_deleted(played: Played, table: str) -> None:
    from django.db import connection  # noqa: PLC0415 - raw SQL on purpose

    run()
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"UPDATE {table} SET currency = 'XXX'"):
        if "exclusion" in table and "UPDATE" in statement:
            statement = "UPDATE credits_exclusion SET remedy_digest = ''"  # noqa: PLW2901 - it has no currency
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_command_says_the_hours_and_each_statement(played: Played, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("run_credits", reseller="acme", month="2026-10")
    said = capsys.readouterr().out
    assert "2026-10 has 744 h" in said
    assert f"{played.x.reference}: 10.00 EUR, difference 10.00" in said
    assert "3 statements made, 0 unchanged." in said


def test_the_command_records_who_asked_and_refuses_who_may_not(played: Played) -> None:
    finance = crediting.finance()
    call_command("run_credits", reseller="acme", month="2026-10", by=finance.email)
    assert set(Entry.objects.filter(verb="statement.computed").values_list("by", flat=True)) == {finance.pseudonym}
    with pytest.raises(CommandError, match="roles do not allow"):
        call_command("run_credits", reseller="acme", month="2026-10", by=holds.officer().email)


def test_every_statement_is_the_same_whoever_asks(played: Played) -> None:
    run()
    digest = played.statement(played.x).digest
    assert crediting.computed(customers=[played.x]).unchanged == 1
    assert played.statement(played.x).digest == digest
