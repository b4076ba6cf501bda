"""A won appeal marks months in its own transaction; a worker computes them again, and the wait is shown."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals.models import Outcome
from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.models import CreditStatement, Recomputation
from enforcement.credits.queries import marked
from enforcement.credits.tasks import wake
from enforcement.holds.models import Measure
from tenants.resellers.models import Reseller
from tenants.resellers.sweeping import swept
from tests.factories import appeals, customers
from tests.factories import credits as crediting
from tests.integration.enforcement.credits.october import Played, play, run

ClientAt = Callable[..., Client]


@pytest.fixture
def played(acme: Reseller, set_clock: Callable[[object], None]) -> Played:
    """October, computed and sent."""
    story = play(set_clock)
    run()
    story.issue(story.x)
    return story


def test_the_months_are_marked_at_once_and_computed_by_a_worker(played: Played) -> None:
    appeals.decided(appeals.appeal(played.determination))
    (marked,) = Recomputation.objects.all()
    assert (marked.customer, marked.month, marked.done_at) == (played.x, "2026-10", None)
    assert played.statement(played.x).sequence == 1
    assert recompute_marked() == 1
    assert (played.statement(played.x).sequence, played.statement(played.x).total) == (2, Decimal("100.00"))
    marked.refresh_from_db()
    assert marked.done_at is not None
    assert recompute_marked() == 0
    assert CreditStatement.objects.filter(customer=played.x).count() == 2


def test_the_sweep_finds_what_waits_where_a_message_was_lost(played: Played) -> None:
    appeals.decided(appeals.appeal(played.determination))
    assert wake in swept
    assert marked().exists()
    assert recompute_marked() == 1
    assert played.statement(played.x).sequence == 2
    assert not Recomputation.objects.filter(done_at=None).exists()


def test_finance_and_the_customer_see_the_wait_and_its_end(played: Played, client_at: ClientAt) -> None:
    first = played.statement(played.x)
    appeals.decided(appeals.appeal(played.determination))
    finance = client_at("acme", crediting.finance())
    mine = client_at("acme", customers.person_of(played.x))
    pages = [
        (finance, "/desk/credits/"),
        (finance, f"/desk/credits/{first.pk}/"),
        (mine, "/my/credits/"),
        (mine, f"/my/credits/{first.pk}/"),
    ]
    for client, page in pages:
        assert 'data-recomputing="2026-10"' in client.get(page).content.decode(), page
    charlie = client_at("acme", customers.person_of(played.z))
    assert "data-recomputing" not in charlie.get("/my/credits/").content.decode()
    recompute_marked()
    for client, page in pages:
        assert "data-recomputing" not in client.get(page).content.decode(), page


def test_the_customer_is_told_in_the_decisions_notice(played: Played, client_at: ClientAt) -> None:
    filed = appeals.appeal(played.determination)
    appeals.decided(filed)
    page = client_at("acme", customers.person_of(played.x)).get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "Your service credit for October 2026 is computed again" in page


def test_an_upheld_one_marks_nothing(played: Played) -> None:
    appeals.decided(appeals.appeal(played.determination), Outcome.UPHELD)
    assert not Recomputation.objects.exists()


def test_a_measure_that_was_wrong_earns_the_credit_of_its_hold(played: Played) -> None:
    appeals.decided(appeals.appeal(Measure.objects.get()))
    recompute_marked()
    statement = played.statement(played.x)
    assert statement.total == Decimal("100.00")
    assert not statement.exclusions.exists()


def test_what_was_marked_is_neither_changed_nor_taken_away(played: Played) -> None:
    appeals.decided(appeals.appeal(played.determination))
    for attack in (
        lambda: Recomputation.objects.update(month="2026-11"),
        lambda: Recomputation.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()
