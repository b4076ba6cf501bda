"""A run: asked for, looked at before, worked on in batches, gone on with where it stopped; nothing is paid twice."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from enforcement.credits.actions import approve_statement, issue_statement, pay_statement, run_credits
from enforcement.credits.models import CreditMonth, CreditRun, CreditStatement, Payment, RunCustomer
from enforcement.credits.runs import actions
from enforcement.credits.runs.actions import work_on, work_on_open_runs
from enforcement.credits.runs.queries import changes, runs
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, standing_in
from tests.factories import credits as crediting
from tests.factories import customers, versions
from tests.integration.policies.acknowledgements.test_concurrency import at_once

OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def bought(hours: int = 6) -> Customer:
    """A customer whose service did not work for some hours of October: 6 are worth 10.00 EUR, 48 are worth 100.00."""
    made = customers.customer()
    service = customers.service_of(made)
    crediting.level_for(service)
    crediting.fault(service, hours * 3600, start=OCTOBER + dt.timedelta(days=10))
    return made


@pytest.fixture
def made(acme: Reseller, set_clock: Callable[[object], None]) -> list[Customer]:
    """Five customers in November, who were all interrupted in October."""
    versions.posted_policy(at=OCTOBER)
    set_clock(NOVEMBER)
    return [bought() for _number in range(5)]


def state() -> tuple[int, ...]:
    return CreditStatement.objects.count(), CreditMonth.objects.count(), Entry.objects.count()


def test_a_preview_says_what_would_change_and_writes_no_statement(made: list[Customer]) -> None:
    before = state()
    looked = crediting.computed(preview=True)
    assert (looked.made, looked.unchanged, looked.left, state()) == (5, 0, 0, before)
    assert {(one.customer, one.before, one.total) for one in changes()} == {(one, None, Decimal(10)) for one in made}
    assert crediting.computed().made == 5
    assert crediting.computed(preview=True).made == 0
    crediting.fault(customers.service_of(made[2]), 48 * 3600, start=OCTOBER, reference="F-2")
    (change,) = changes().filter(run=crediting.computed(preview=True))
    standing = CreditStatement.objects.get(customer=made[2])
    assert (change.customer, change.before, change.total, change.difference) == (
        made[2],
        standing,
        Decimal(100),
        Decimal(90),
    )
    assert CreditRun.objects.filter(preview=True).count() == 1, "a preview takes the place of the one before"


def test_whoever_asks_while_the_month_is_computed_gets_that_run(made: list[Customer]) -> None:
    first = run_credits(by=crediting.finance(), month="2026-10")
    assert run_credits(by=None, month="2026-10") == first
    assert first.customers == 5
    work_on_open_runs()
    second = run_credits(by=None, month="2026-10", customers=made[:1])
    assert second != first
    assert run_credits(by=None, month="2026-10", customers=made[:2]).customers == 2
    everybody = run_credits(by=None, month="2026-10")
    assert (everybody.pk, everybody.customers, everybody.left) == (second.pk, 5, 5)


def test_a_run_that_was_stopped_goes_on_where_it_stopped(made: list[Customer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    run = run_credits(by=crediting.finance(), month="2026-10")

    def stop(done: int, whole: int) -> None:
        assert (done, whole) == (2, 5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work_on(run, told=stop)
    stopped = runs().get()
    assert (stopped.left, stopped.made, stopped.ended_at) == (3, 2, None)
    told: list[int] = []
    work_on(run, told=lambda done, _whole: told.append(done))
    ended = runs().get()
    assert (ended.left, ended.made, told) == (0, 5, [4, 5])
    assert ended.ended_at is not None
    assert CreditStatement.objects.count() == 5


def test_only_those_named_are_computed(made: list[Customer]) -> None:
    assert crediting.computed(customers=made[:1]).made == 1
    assert CreditStatement.objects.get().customer == made[0]


def test_the_command_says_what_would_change_and_how_far_it_is(
    made: list[Customer], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("run_credits", reseller="acme", month="2026-10", dry_run=True)
    said = capsys.readouterr().out
    assert f"{made[0].reference}: 10.00 EUR, difference 10.00." in said
    assert "5 statements would be made, 0 unchanged; nothing was written." in said
    assert not CreditStatement.objects.exists()
    call_command("run_credits", reseller="acme", month="2026-10", customer=[made[0].reference])
    said = capsys.readouterr().out
    assert "1 of 1 customers computed." in said
    assert "1 statements made, 0 unchanged." in said


def test_finance_looks_and_computes_on_the_desk(made: list[Customer], client_at: ClientAt) -> None:
    client: Client = client_at("acme", crediting.finance())
    asked = client.post("/desk/credits/run/", {"month": "2026-10", "preview": "yes"})
    page = asked.headers["Location"]
    assert "hx-get" in client.get(page).text
    assert "0 of 5" in client.get(page).text
    work_on_open_runs()
    shown = client.get(page).text
    assert "hx-get" not in shown
    for words in (made[0].reference, "10.00 EUR", "First statement", "Compute the month"):
        assert words in shown, words
    asked = client.post("/desk/credits/run/", {"month": "2026-10", "preview": "no"})
    work_on_open_runs()
    assert "Each statement that is new is a draft" in client.get(asked.headers["Location"]).text
    progress = f"{asked.headers['Location']}progress/"
    assert client.get(progress).headers["Location"] == asked.headers["Location"]
    assert client.get(progress, headers={"HX-Request": "true"}).status_code == 200
    assert CreditStatement.objects.count() == 5
    assert client.post("/desk/credits/run/", {"month": "2026-11"}).status_code == 409


def test_a_machine_asks_and_sees_how_far_it_is(made: list[Customer], client_at: ClientAt) -> None:
    client: Client = client_at("acme", crediting.finance())

    def asked(**body: Any) -> tuple[int, dict[str, Any]]:
        answer = client.post("/api/v1/credit-runs/", {"month": "2026-10", **body}, "application/json")
        return answer.status_code, answer.json()

    status, run = asked(preview=True)
    assert (status, run["customers"], run["left"], run["ended_at"]) == (202, 5, 5, None)
    work_on_open_runs()
    found = client.get(f"/api/v1/credit-runs/{run['id']}/").json()
    assert (found["left"], found["made"], found["failed"]) == (0, 5, 0)
    changed = client.get(f"/api/v1/credit-run-changes/?run={run['id']}").json()["results"]
    assert {one["total"] for one in changed} == {"10.00"}
    assert client.get(f"/api/v1/credit-run-failures/?run={run['id']}").json()["results"] == []
    assert asked(month="2026-11")[1]["code"] == "month_not_over"
    _status, run = asked(customers=[str(made[0].pk)])
    assert (run["customers"], run["preview"]) == (1, False)


@pytest.mark.own_database
@pytest.mark.usefixtures("own_database")
def test_nothing_is_paid_twice_however_many_compute_approve_issue_and_pay_at_once() -> None:
    """20 connections do all four over and over; a fault that is found in between is paid once too."""
    with standing_in("acme"):
        clock.set_to(OCTOBER)
        versions.posted_policy()
        clock.set_to(NOVEMBER)
        made = [bought(hours) for hours in (6, 48, 6)]
        finance = crediting.finance()

    def everything() -> None:
        for _round in range(4):
            work_on(run_credits(by=finance, month="2026-10"), patient=True)
            for verb in (approve_statement, issue_statement, pay_statement):
                for statement in CreditStatement.objects.order_by("customer"):
                    try:
                        verb(by=finance, statement=statement)
                    except Refused:
                        continue  # somebody else was first

    def find_another_fault() -> None:
        crediting.fault(customers.service_of(made[0]), 48 * 3600, start=OCTOBER, reference="F-2")

    assert at_once(*[everything] * 19, find_another_fault) == []
    with standing_in("acme"):
        everything()
        standing = CreditStatement.objects.exclude(status="superseded")
        assert {one.customer: one.total for one in standing} == dict(zip(made, (100, 100, 10), strict=True))
        for one in made:
            paid = Payment.objects.filter(statement__customer=one)
            assert sum((each.amount for each in paid), Decimal(0)) == standing.get(customer=one).total
        assert not RunCustomer.objects.exists()
        assert not CreditRun.objects.filter(ended_at=None).exists()
