"""Which interruptions no credit is due for (R10)."""

import datetime as dt
from dataclasses import replace

from enforcement.credits.exclusions import (
    CausedInterruption,
    Ground,
    HeldTime,
    ProvisionRef,
    Reason,
    RemedyInForce,
    Ruling,
    grounds,
)
from enforcement.credits.intervals import Span


def october(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC)


REMEDY = RemedyInForce(ProvisionRef("no-credit", "ab" * 32, 2), Span(october(1)))
RULING = Ruling("determination-1", violator="x", decided_at=dt.datetime(2026, 10, 9, tzinfo=dt.UTC))
HOLD = HeldTime("x", "determination-1", Span(october(29)))
OWN_FAULT = CausedInterruption("x", "determination-1", Span(october(10), october(11)))
NEIGHBOUR_FAULT = replace(OWN_FAULT, customer="y")


def found(
    customer: str = "x",
    *,
    hold: HeldTime | None = None,
    link: CausedInterruption | None = None,
    ruling: Ruling = RULING,
    remedies: tuple[RemedyInForce, ...] = (REMEDY,),
    widened: bool = False,
) -> tuple[Ground, ...]:
    return grounds(
        customer=customer,
        holds=[hold] if hold else [],
        caused=[link] if link else [],
        rulings=[ruling],
        remedies=remedies,
        widened=[Span(october(1))] if widened else [],
    )


def test_a_hold_on_the_violator_is_excluded_naming_determination_and_provision() -> None:
    (ground,) = found(hold=HOLD)
    assert ground.span == Span(october(29))
    assert ground.citation.determination == "determination-1"
    assert ground.citation.provision == ProvisionRef("no-credit", "ab" * 32, 2)
    assert ground.citation.reason is Reason.MEASURE
    assert ground.citation.decided_at == RULING.decided_at


def test_a_hold_on_another_customer_is_never_excluded_even_widened() -> None:
    assert found("y", hold=replace(HOLD, customer="y"), widened=True) == ()


def test_another_customers_hold_is_not_excluded_for_the_violator() -> None:
    assert found("x", hold=replace(HOLD, customer="y")) == ()


def test_a_hold_without_a_determination_is_not_excluded() -> None:
    assert found(hold=replace(HOLD, determination=None)) == ()


def test_an_unknown_determination_excludes_nothing() -> None:
    assert found(hold=replace(HOLD, determination="determination-2")) == ()
    assert found(link=replace(OWN_FAULT, determination="determination-2"), widened=True) == ()


def test_without_a_remedy_provision_in_force_nothing_is_excluded() -> None:
    assert found(hold=HOLD, remedies=()) == ()
    assert found(hold=HOLD, remedies=(replace(REMEDY, span=Span(october(1), october(29))),)) == ()


def test_a_remedy_provision_posted_during_the_hold_excludes_from_then() -> None:
    (ground,) = found(hold=HOLD, remedies=(replace(REMEDY, span=Span(october(30))),))
    assert ground.span == Span(october(30))


def test_each_version_of_the_remedy_provision_answers_for_its_own_time() -> None:
    later = RemedyInForce(ProvisionRef("no-credit", "cd" * 32, 3), Span(october(30)))
    earlier = replace(REMEDY, span=Span(october(1), october(30)))
    first, second = found(hold=HOLD, remedies=(later, earlier))
    assert (first.span, first.citation.provision.version) == (Span(october(29), october(30)), 2)
    assert (second.span, second.citation.provision.version) == (Span(october(30)), 3)


def test_a_fault_the_violator_caused_is_excluded_for_the_violator() -> None:
    (ground,) = found(link=OWN_FAULT)
    assert ground.span == OWN_FAULT.span
    assert ground.citation.reason is Reason.OWN_VIOLATION


def test_a_neighbour_hurt_by_the_same_violation_keeps_the_credit() -> None:
    assert found("y", link=NEIGHBOUR_FAULT) == ()


def test_the_tenants_setting_widens_the_exclusion_to_the_neighbour() -> None:
    (ground,) = found("y", link=NEIGHBOUR_FAULT, widened=True)
    assert ground.citation.reason is Reason.ANY_VIOLATION


def test_a_setting_widens_from_the_instant_it_was_changed() -> None:
    noon = october(10).replace(hour=12)
    (ground,) = grounds(
        customer="y",
        holds=[],
        caused=[NEIGHBOUR_FAULT],
        rulings=[RULING],
        remedies=[REMEDY],
        widened=[Span(noon)],
    )
    assert ground.span == Span(noon, october(11))


def test_a_link_to_another_customers_interruption_does_not_touch_this_one() -> None:
    assert found("x", link=NEIGHBOUR_FAULT, widened=True) == ()


def test_a_determination_that_does_not_stand_excludes_nothing() -> None:
    other = replace(RULING, determination="determination-2")
    assert found(hold=HOLD, ruling=other) == ()
    assert found(link=OWN_FAULT, ruling=other) == ()


def test_the_same_ground_given_twice_stands_once() -> None:
    twice = grounds(customer="x", holds=[HOLD, HOLD], caused=[], rulings=[RULING], remedies=[REMEDY])
    assert len(twice) == 1


def test_anybodys_fault_counts_only_where_that_was_asked_for() -> None:
    anothers = replace(RULING, violator="y")
    assert grounds(customer="x", holds=[], caused=[OWN_FAULT], rulings=[anothers], remedies=[REMEDY]) == ()
    assert len(found("x", link=OWN_FAULT, ruling=anothers, widened=True)) == 1


def test_an_interruption_that_excludes_nothing_does_not_hide_what_comes_after_it() -> None:
    unknown = replace(OWN_FAULT, determination="determination-2")
    both = grounds(
        customer="x", holds=[], caused=[NEIGHBOUR_FAULT, unknown, OWN_FAULT], rulings=[RULING], remedies=[REMEDY]
    )
    assert [ground.span for ground in both] == [OWN_FAULT.span]
