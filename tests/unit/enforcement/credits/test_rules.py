"""The assessment of one service's month: the figures of the story, and the laws behind them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.credits.deciding import COUNTED, Fact, Kind, Rule
from enforcement.credits.documents import document, shown_percent
from enforcement.credits.exclusions import Citation, Ground, ProvisionRef, Reason
from enforcement.credits.intervals import Interval, Span, microseconds, month_window
from enforcement.credits.rules import Assessment, Price, assess
from enforcement.credits.terms import Terms, Tier, plain
from tenants.customers.currencies import round_money

UTC = month_window(2026, 10, ZoneInfo("UTC"))
AMSTERDAM = month_window(2026, 10, ZoneInfo("Europe/Amsterdam"))
TERMS = Terms(
    (Tier(Decimal("99.9"), Decimal(10)), Tier(Decimal("99.0"), Decimal(25)), Tier(Decimal("95.0"), Decimal(100))),
)
PRICE = Decimal("100.00")
BASIS = Citation(
    "determination-1", ProvisionRef("no-credit", "ab" * 32, 1), Reason.MEASURE, dt.datetime(2026, 10, 28, tzinfo=dt.UTC)
)
HOLD = Fact("hold-1", Span(dt.datetime(2026, 10, 29, tzinfo=dt.UTC)), "hold")


def fault(seconds: int, day: int = 7, name: str = "fault-1") -> Fact:
    start = dt.datetime(2026, 10, day, 3, tzinfo=dt.UTC)
    return Fact(name, Span(start, start + dt.timedelta(seconds=seconds)), "import")


def october(*facts: Fact, grounds: tuple[Ground, ...] = (), window: Interval = UTC) -> Assessment:
    return assess(
        window,
        month=window,
        prices=[Price(window, PRICE)],
        currency="EUR",
        terms=TERMS,
        interruptions=facts,
        exclusions=grounds,
    )


def assess_month(price: Decimal, *facts: Fact) -> Assessment:
    return assess(
        UTC,
        month=UTC,
        prices=[Price(UTC, price)],
        currency="EUR",
        terms=TERMS,
        interruptions=facts,
        exclusions=(),
    )


def test_a_suspension_for_a_violation_is_shown_and_not_credited() -> None:
    result = october(fault(90 * 60), HOLD, grounds=(Ground(HOLD.span, BASIS),))
    assert result.counted_microseconds == 90 * 60 * 1_000_000
    assert result.excluded_microseconds == 72 * 3600 * 1_000_000
    assert result.availability == Fraction(744 * 60 - 90, 744 * 60)
    assert shown_percent(result.availability, 3) == "99.798"
    assert result.amount == Decimal("10.00")
    assert [(one.facts, one.rule) for one in result.stretches] == [
        (("fault-1",), COUNTED),
        (("hold-1",), Rule(Kind.AUP, BASIS)),
    ]


def test_the_same_month_without_the_exclusion_is_credited_in_full() -> None:
    assert october(fault(90 * 60), HOLD).amount == Decimal("100.00")


def test_availability_is_never_rounded_before_the_tier() -> None:
    result = october(fault(2680))
    assert shown_percent(result.availability) == "99.89994"
    assert result.amount == Decimal("10.00")


def test_the_longer_month_of_amsterdam_is_just_good_enough() -> None:
    result = october(fault(2680), window=AMSTERDAM)
    assert result.percent == 0
    assert result.amount == Decimal("0.00")


def test_an_availability_exactly_at_the_target_is_not_below_it() -> None:
    allowed = dt.timedelta(hours=744) / 1000
    at_target = Fact("f", Span(UTC.start, UTC.start + allowed), "import")
    beyond = Fact("f", Span(UTC.start, UTC.start + allowed + dt.timedelta(microseconds=1)), "import")
    assert october(at_target).amount == 0
    assert october(beyond).amount == Decimal("10.00")


def test_an_interruption_open_or_running_over_the_edges_is_cut_to_the_month() -> None:
    everything = Fact("f", Span(dt.datetime(2026, 9, 1, tzinfo=dt.UTC)), "import")
    result = october(everything)
    assert [one.interval for one in result.stretches] == [UTC]
    assert result.availability == 0


def test_what_lies_outside_the_month_does_not_show() -> None:
    november = Fact("f", Span(UTC.end, UTC.end + dt.timedelta(hours=9)), "import")
    assert october(november) == october()
    assert document(october(november)) == document(october())


def test_a_month_without_interruption_owes_nothing() -> None:
    result = october()
    assert (result.availability, result.percent, result.amount) == (Fraction(1), Decimal(0), Decimal("0.00"))
    assert shown_percent(result.availability) == "100.00000"


def test_a_fault_during_the_suspension_is_excluded_with_it_and_named() -> None:
    during = fault(3600, day=30, name="fault-2")
    result = october(HOLD, during, grounds=(Ground(HOLD.span, BASIS),))
    assert result.counted_microseconds == 0
    assert [one.facts for one in result.stretches] == [("hold-1",), ("fault-2", "hold-1"), ("hold-1",)]


def test_a_ground_without_an_interruption_excludes_nothing() -> None:
    result = october(grounds=(Ground(HOLD.span, BASIS),))
    assert result.stretches == ()
    assert result.excluded_microseconds == 0


def test_of_two_grounds_over_one_stretch_the_earlier_determination_decides() -> None:
    earlier = replace(BASIS, determination="determination-0", decided_at=BASIS.decided_at - dt.timedelta(days=1))
    result = october(HOLD, grounds=(Ground(HOLD.span, BASIS), Ground(HOLD.span, earlier)))
    (stretch,) = result.stretches
    assert stretch.rule == Rule(Kind.AUP, earlier)
    assert result.excluded_microseconds == 72 * 3600 * 1_000_000


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("0.125", "EUR", "0.13"), ("0.124999", "EUR", "0.12"), ("1250.5", "JPY", "1251"), ("1.0005", "KWD", "1.001")],
)
def test_money_is_rounded_half_up_to_the_smallest_unit(amount: str, currency: str, rounded: str) -> None:
    assert str(round_money(Decimal(amount), currency)) == rounded


def test_the_amount_is_rounded_once_at_the_end() -> None:
    result = assess_month(Decimal("1.25"), fault(90 * 60))
    assert result.amount == Decimal("0.13")


def test_a_percentage_shown_never_climbs_over_a_tier() -> None:
    assert shown_percent(Fraction(99_899_999_999, 100_000_000_000)) == "99.89999"


def test_a_percentage_is_cut_exactly_at_as_many_places_as_are_asked_for() -> None:
    assert shown_percent(Fraction(2, 3), 40) == "66." + "6" * 40


def test_a_negative_price_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a price is not negative$"):
        assess_month(Decimal(-1))


minutes = st.integers(-600, 46_000)
spans = st.one_of(
    st.tuples(minutes, st.integers(1, 9_000)).map(
        lambda pair: Span(
            UTC.start + dt.timedelta(minutes=pair[0]), UTC.start + dt.timedelta(minutes=pair[0] + pair[1])
        )
    ),
    minutes.map(lambda offset: Span(UTC.start + dt.timedelta(minutes=offset))),
)
facts = st.lists(
    st.tuples(st.sampled_from("abcd"), spans).map(lambda pair: Fact(pair[0], pair[1], "import")), max_size=6
)
citations = st.sampled_from("12").map(lambda name: replace(BASIS, determination=name))
exclusions = st.lists(st.tuples(spans, citations).map(lambda pair: Ground(*pair)), max_size=5)


@given(facts, exclusions)
def test_counted_and_excluded_time_are_the_interrupted_time_once(down: list[Fact], excused: list[Ground]) -> None:
    result = october(*down, grounds=tuple(excused))
    inside = [interval for fact in down if (interval := fact.span.within(UTC))]
    assert result.counted_microseconds + result.excluded_microseconds == microseconds(inside) <= UTC.microseconds
    ordered = [one.interval for one in result.stretches]
    assert all(first.end <= second.start for first, second in pairwise(ordered))


@given(facts, exclusions, spans, citations)
def test_another_exclusion_never_raises_a_credit(
    down: list[Fact], excused: list[Ground], span: Span, citation: Citation
) -> None:
    before = october(*down, grounds=tuple(excused))
    after = october(*down, grounds=(*excused, Ground(span, citation)))
    assert after.amount <= before.amount
    assert after.availability >= before.availability


@given(facts, exclusions, spans)
def test_another_interruption_never_lowers_a_credit(down: list[Fact], excused: list[Ground], span: Span) -> None:
    more = october(*down, Fact("e", span, "import"), grounds=tuple(excused))
    assert more.amount >= october(*down, grounds=tuple(excused)).amount


@given(facts, exclusions, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(down: list[Fact], excused: list[Ground], shuffler: Random) -> None:
    first = october(*down, grounds=tuple(excused))
    shuffler.shuffle(down)
    shuffler.shuffle(excused)
    second = october(*down, grounds=tuple(excused))
    assert second == first
    assert document(second) == document(first)


@given(facts, exclusions)
def test_computing_again_gives_the_same_document(down: list[Fact], excused: list[Ground]) -> None:
    once, again = (october(*down, *down, grounds=(*excused, *excused)), october(*down, grounds=tuple(excused)))
    assert document(once) == document(again)


def test_the_document_does_not_mind_how_a_number_is_written() -> None:
    short = assess_month(Decimal(100), HOLD)
    padded = assess_month(Decimal("100.000"), HOLD)
    assert document(short) == document(padded)


def test_the_document_tells_an_excluded_month_from_a_counted_one() -> None:
    excluded = october(HOLD, grounds=(Ground(HOLD.span, BASIS),))
    assert document(excluded) != document(october(HOLD))


def test_the_document_shows_every_interval_with_determination_and_provision() -> None:
    (stretch,) = document(october(HOLD, grounds=(Ground(HOLD.span, BASIS),)))["stretches"]
    assert stretch == {
        "interval": ["2026-10-29T00:00:00+00:00", "2026-11-01T00:00:00+00:00"],
        "facts": ["hold-1"],
        "rule": {
            "kind": "aup",
            "determination": "determination-1",
            "provision": {"key": "no-credit", "digest": "ab" * 32, "version": 1},
            "reason": "measure",
        },
    }


def test_the_document_says_under_its_names_all_that_the_amount_follows_from() -> None:
    assert document(assess_month(Decimal("0.50"), fault(90 * 60))) == {
        "window": ["2026-10-01T00:00:00+00:00", "2026-11-01T00:00:00+00:00"],
        "price": "0.50",
        "prices": [["2026-10-01T00:00:00+00:00", "2026-11-01T00:00:00+00:00", "0.5"]],
        "currency": "EUR",
        "terms": {
            "tiers": [["99.9", "10"], ["99", "25"], ["95", "100"]],
            "measured": "month",
            "hours": [],
            "rounding": "exact",
            "digits": 0,
            "shortest_seconds": 0,
            "clauses": {},
            "excluded_stays": True,
            "maintenance_notice_hours": 0,
            "cap_percent": None,
            "cap_amount": None,
            "smallest_credit": None,
            "currency": "",
            "claim_days": None,
            "past_due_clause": "",
        },
        "stretches": [
            {
                "interval": ["2026-10-07T03:00:00+00:00", "2026-10-07T04:30:00+00:00"],
                "facts": ["fault-1"],
                "rule": {"kind": "counted"},
            }
        ],
        "measured_microseconds": 744 * 3600 * 1_000_000,
        "counted_microseconds": 5_400_000_000,
        "excluded_microseconds": 0,
        "availability": "495/496",
        "availability_percent": "99.79838",
        "percent": "10",
        "capped": False,
        "withheld": None,
        "amount": "0.05",
    }


def test_exclusions_on_one_ground_that_touch_are_shown_as_one_stretch() -> None:
    middle = dt.datetime(2026, 10, 30, tzinfo=dt.UTC)
    grounds = (Ground(Span(HOLD.span.start, middle), BASIS), Ground(Span(middle), BASIS))
    assert october(HOLD, grounds=grounds) == october(HOLD, grounds=(Ground(HOLD.span, BASIS),))


def test_a_number_of_many_digits_is_written_with_all_of_them() -> None:
    assert plain(Decimal("1" * 40 + ".50")) == "1" * 40 + ".5"


def test_an_amount_of_many_digits_is_rounded_exactly_and_a_free_service_owes_nothing() -> None:
    assert round_money(Decimal("1" * 40 + ".005"), "EUR") == Decimal("1" * 40 + ".01")
    assert assess_month(Decimal(0), HOLD).amount == 0
