"""Which words bound a customer that changed its agreement during the act (R1, invariant 5)."""

import datetime as dt
from collections.abc import Callable

import pytest

from enforcement.cases.citations import words_for
from policies.acknowledgements.deviations.actions import record_deviation
from policies.versions.models import PolicyVersion
from tenants.customers.models import Agreement, Customer, Deviation, DeviationEffect
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories import customers, versions

JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def day(number: int) -> dt.datetime:
    """Midnight of that day of June, UTC."""
    return JUNE + dt.timedelta(days=number - 1)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    """In force since 1 June."""
    posted = versions.posted_policy(at=JUNE)
    set_clock(day(29))
    return posted


@pytest.fixture
def replaced(version: PolicyVersion, staff: Staff) -> Deviation:
    """The words that an agreement put in a provision's place, until it ended on the 10th."""
    leaving = customers.customer("Leaving BV", since=JUNE, until=day(10))
    return record_deviation(
        by=staff(Role.ADMINISTRATOR),
        agreement=customers.agreement_of(leaving),
        effect=DeviationEffect.REPLACED,
        key=versions.SPAM,
        text="You do not send mail that nobody asked for, save to your own customers.",
        starts_at=JUNE,
        filename="annex.pdf",
        data=b"signed",
    )


def words(customer: Customer, version: PolicyVersion, start: dt.datetime, end: dt.datetime) -> Deviation | None:
    """The words agreed instead of the provision on spam; None where the posted ones bound."""
    (spam,) = version.provisions.filter(key=versions.SPAM).select_related("version")
    return words_for([spam], customer=customer, start=start, end=end)[spam.pk]


def test_an_act_that_outlives_the_agreement_is_judged_by_its_words_and_not_by_a_neighbours(
    version: PolicyVersion, replaced: Deviation
) -> None:
    customers.customer("Neighbour BV", since=JUNE)
    assert words(replaced.customer, version, day(5), day(20)) == replaced


def test_where_a_new_agreement_of_its_own_went_on_without_them_the_posted_words_bound_too(
    version: PolicyVersion, replaced: Deviation
) -> None:
    Agreement.objects.create(customer=replaced.customer, number="MSA-2", starts_at=day(15))
    assert words(replaced.customer, version, day(5), day(20)) is None
    assert words(replaced.customer, version, day(5), day(12)) == replaced
