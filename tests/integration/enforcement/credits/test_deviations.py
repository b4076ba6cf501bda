"""Which remedy withheld credits from whom when: across versions and deviations that begin and end in between (R10)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from enforcement.credits.intervals import Interval
from enforcement.credits.remedies import remedies_in_force
from policies.acknowledgements.deviations.actions import record_deviation
from policies.documents.model.document import Kind
from policies.versions.models import PolicyVersion
from tenants.customers.actions import end_deviation
from tenants.customers.models import Customer, Deviation, DeviationEffect
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories.customers import agreement_of, customer
from tests.factories.versions import NO_CREDIT, document, posted_policy, without

JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
MONTH = Interval(JUNE, dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
WORDS = "No service level credit is due for the first hour of an interruption that results from a violation."


@pytest.fixture(autouse=True)
def versions(acme: Reseller, set_clock: Callable[[object], None]) -> list[PolicyVersion]:
    """Version 1 from 1 June, other words from the 11th, none about credits from the 26th."""
    first = posted_policy(at=JUNE)
    second = posted_policy(document(no_credit="No credit is ever due after a violation."), at=day(11))
    third = posted_policy(without(document(), NO_CREDIT), at=day(26))
    set_clock(day(29))
    return [first, second, third]


def day(number: int) -> dt.datetime:
    """Midnight of that day of June, UTC."""
    return JUNE + dt.timedelta(days=number - 1)


def deviation(
    staff: Staff, who: Customer, effect: DeviationEffect, start: int, end: int | None, text: str = "", **more: Any
) -> Deviation:
    """Agreed about the provision on credits, or whatever `more` says."""
    given: dict[str, Any] = {"key": NO_CREDIT, **more}
    return record_deviation(
        by=staff(Role.ADMINISTRATOR),
        agreement=agreement_of(who),
        effect=effect,
        text=text,
        starts_at=day(start),
        ends_at=day(end) if end else None,
        filename="annex.pdf",
        data=b"signed",
        **given,
    )


def stretches(who: Customer) -> list[tuple[int, int, int, str]]:
    """From which day until before which, of which version, which words."""
    found = remedies_in_force(who, MONTH)
    return [
        (one.span.start.day, one.span.end.day if one.span.end else 0, one.provision.version, one.provision.digest)
        for one in found
    ]


def posted(version: PolicyVersion) -> str:
    """The digest of the posted words on credits."""
    return version.provisions.get(key=NO_CREDIT).digest


def test_the_words_follow_versions_and_a_deviation_that_begins_and_ends_between_them(
    versions: list[PolicyVersion], staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who, other = customer(), customer()
    first, second = posted(versions[0]), posted(versions[1])
    set_clock(day(5))
    out = deviation(staff, who, DeviationEffect.NOT_APPLIED, 3, 5)
    own = deviation(staff, who, DeviationEffect.REPLACED, 6, None, WORDS)
    set_clock(day(15))
    end_deviation(by=staff(Role.ADMINISTRATOR), deviation=own, ends_at=day(21))
    set_clock(day(29))
    assert out.ends_at == day(5)
    assert stretches(who) == [
        (1, 3, 1, first),
        (5, 6, 1, first),
        (6, 11, 1, own.digest),
        (11, 21, 2, own.digest),
        (21, 26, 2, second),
    ]
    assert stretches(other) == [(1, 11, 1, first), (11, 26, 2, second)]


def test_a_deviation_ends_with_its_agreement(
    versions: list[PolicyVersion], staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who = customer(until=day(8))
    set_clock(day(5))
    own = deviation(staff, who, DeviationEffect.REPLACED, 6, None, WORDS)
    set_clock(day(29))
    assert stretches(who) == [(1, 6, 1, posted(versions[0])), (6, 8, 1, own.digest)]


def test_an_added_remedy_withholds_credits_while_it_runs(
    versions: list[PolicyVersion], staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who = customer()
    deviation(staff, who, DeviationEffect.ADDED, 27, 28, WORDS, key="msa-discount", kind=Kind.DISCLAIMER)
    own = deviation(staff, who, DeviationEffect.ADDED, 28, 29, WORDS, key="msa-credit", kind=Kind.REMEDY)
    assert stretches(who)[2:] == [(28, 29, 3, own.digest)]
