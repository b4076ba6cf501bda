"""A month is computed over several connections at once: each customer once, and who is slow holds nobody else back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import OperationalError

from enforcement.credits.actions import run_credits
from enforcement.credits.models import CreditRun, CreditStatement, RunCustomer
from enforcement.credits.runs import actions
from enforcement.credits.runs.actions import work_on
from enforcement.credits.runs.helping import Helpers
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.resellers.current import connection
from tests.conftest import standing_in
from tests.factories import versions
from tests.integration.enforcement.credits.test_runs import NOVEMBER, OCTOBER, bought
from tests.integration.policies.acknowledgements.test_concurrency import at_once

pytestmark = [pytest.mark.own_database, pytest.mark.usefixtures("own_database")]
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def asked(own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> CreditRun:
    """A run for six customers, one in each batch, over three connections."""
    settings.CREDITS_CONNECTIONS = 3
    monkeypatch.setattr(actions, "BATCH", 1)
    with standing_in("acme"):
        clock.set_to(OCTOBER)
        versions.posted_policy()
        clock.set_to(NOVEMBER)
        for _number in range(6):
            bought()
        return run_credits(by=None, month="2026-10")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen"


def test_a_customer_that_somebody_holds_keeps_no_other_waiting(asked: CreditRun) -> None:
    locked: list[bool] = []

    def hold_the_first() -> None:
        with transaction.atomic():
            Customer.objects.select_for_update().order_by("pk")[0]
            locked.append(True)
            until(lambda: CreditStatement.objects.count() == 5)

    def compute() -> None:
        until(lambda: bool(locked))
        work_on(asked)

    assert at_once(hold_the_first, compute) == []
    with standing_in("acme"):
        run = CreditRun.objects.get()
        assert (run.left, run.made, run.failed, run.ended_at is None) == (0, 6, 0, False)
        assert not RunCustomer.objects.exists()


def test_the_numbers_are_unique_and_stand_in_the_ledger_in_their_order(asked: CreditRun) -> None:
    with standing_in("acme"):
        work_on(asked)
        numbers = list(CreditStatement.objects.order_by("number").values_list("number", flat=True))
        assert numbers == [1, 2, 3, 4, 5, 6]
        entries = Entry.objects.filter(verb="statement.computed").order_by("pk").values_list("subject_id", flat=True)
        made = {str(one.pk): one.number for one in CreditStatement.objects.all()}
        assert [made[one] for one in entries] == numbers


def test_resellers_share_the_helpers_and_do_without_where_none_is_free(asked: CreditRun) -> None:
    """Two helpers of Beta hold both places; Acme's run is computed over the connection that it has."""
    places: list[str] = []

    def busy() -> bool:
        places.append(connection.schema_name)
        with standing_in("acme"):
            until(lambda: CreditStatement.objects.count() == 6)
        return False

    def occupy() -> None:
        with standing_in("beta"), Helpers(busy) as helpers:
            helpers.call()

    def compute() -> None:
        until(lambda: len(places) == 2)
        work_on(asked)

    assert at_once(occupy, compute) == []
    assert places == ["beta", "beta"]


def test_what_fails_in_a_helper_is_raised_where_the_work_was_asked_for() -> None:
    def work() -> bool:
        raise OperationalError("the database is gone")

    with standing_in("acme"), pytest.raises(OperationalError, match="is gone"), Helpers(work) as helpers:
        helpers.call()


def test_nobody_helps_inside_a_transaction() -> None:
    done: list[bool] = []

    def work() -> bool:
        done.append(True)
        return False

    with standing_in("acme"), transaction.atomic(), Helpers(work) as helpers:
        helpers.call()
    assert done == []
