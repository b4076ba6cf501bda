"""Only a determination that has effect excludes; one overturned gives the credit back to everybody whom it cost one."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.credits.actions import link_cause
from enforcement.credits.models import Causation, CreditStatement, Exclusion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt
from tests.factories import cases, customers, holds, versions
from tests.factories import credits as crediting

from .october import Played, play, run


@pytest.fixture
def played(acme: Reseller, set_clock: Callable[[object], None]) -> Played:
    return play(set_clock)


def blame(customer: Customer, determination: Determination) -> None:
    """Staff found that the violation caused the customer's interruption."""
    (interruption,) = customers.service_of(customer).interruptions.all()
    link_cause(by=crediting.finance(), interruption=interruption, determination=determination)


@pytest.mark.parametrize("neighbours", [False, True])
def test_an_overturned_determination_gives_every_neighbour_its_credit_back(
    played: Played, acme: Reseller, client_at: ClientAt, *, neighbours: bool
) -> None:
    """Where the setting widens what is excluded; where it does not, the neighbour had its credit all along."""
    Reseller.objects.filter(pk=acme.pk).update(exclude_any_customer=neighbours)
    for one in (played.x, played.y):
        blame(one, played.determination)
    run()
    before = {one: played.statement(one) for one in (played.x, played.y, played.z)}
    assert [one.total for one in before.values()] == [Decimal(0), Decimal(0 if neighbours else 10), Decimal(10)]
    played.decide(Outcome.OVERTURNED)
    x, y, z = (played.statement(one) for one in (played.x, played.y, played.z))
    assert (x.total, x.supersedes) == (Decimal(100), before[played.x])
    assert (y.total, y.supersedes) == (Decimal(10), before[played.y] if neighbours else None)
    assert z == before[played.z]
    assert not Exclusion.objects.filter(statement__in=[x, y, z]).exists()
    played.issue(played.y)
    page = client_at("acme", customers.person_of(played.y)).get("/my/credits/").content.decode()
    assert "10.00" in page


def test_a_neighbour_whose_month_was_not_computed_yet_is_computed_without_the_exclusion(
    played: Played, acme: Reseller
) -> None:
    Reseller.objects.filter(pk=acme.pk).update(exclude_any_customer=True)
    blame(played.y, played.determination)
    played.decide(Outcome.OVERTURNED)
    assert not CreditStatement.objects.filter(customer=played.y).exists()
    run()
    assert played.statement(played.y).total == Decimal(10)


def test_a_determination_that_waits_for_approval_excludes_nothing_until_it_has_it(played: Played) -> None:
    waiting = holds.determination(played.y, played.version, needs_approval=True, approved=False)
    with pytest.raises(Refused) as refused:
        blame(played.y, waiting)
    assert refused.value.code == "determination_not_approved"
    # Whatever else wrote the row: what has no effect excludes nothing.
    (interruption,) = customers.service_of(played.y).interruptions.all()
    found_by = crediting.finance().pseudonym
    Causation.objects.create(interruption=interruption, determination=waiting, found_by=found_by, found_at=clock.now())
    run()
    assert played.statement(played.y).total == Decimal(10)
    assert not Exclusion.objects.filter(determination=waiting).exists()
    cases.approved(waiting)
    crediting.computed()
    made = played.statement(played.y)
    assert (made.sequence, made.total, made.difference) == (2, Decimal(0), Decimal(-10))


def test_what_is_linked_on_the_desk_to_a_waiting_determination_is_refused_in_a_sentence(
    played: Played, client_at: ClientAt
) -> None:
    waiting = cases.determination(cases.case(played.y), played.version, versions.OFFENSIVE)
    (interruption,) = customers.service_of(played.y).interruptions.all()
    client = client_at("acme", crediting.finance())
    body = {"determination": str(waiting.pk)}
    answer = client.post(f"/api/v1/interruptions/{interruption.pk}/cause/", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "determination_not_approved")
    assert not Causation.objects.exists()
