"""A service level that makes no sense is refused at its very bounds, and the message names what is wrong."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from enforcement.credits.terms import Cause, Hours, Measured, Nonsense, Rounding, Terms, Tier, clock


def level(*tiers: tuple[str, str]) -> Terms:
    """Terms of these tiers (below, percent)."""
    return Terms(tuple(Tier(Decimal(below), Decimal(percent)) for below, percent in tiers))


@pytest.mark.parametrize("target", ["0.01", "1", "99.9", "100"])
def test_what_is_promised_is_where_the_mildest_tier_begins(target: str) -> None:
    assert level((target, "10")).target == Decimal(target)


@pytest.mark.parametrize("tier", [("99.9", "0"), ("99.9", "100"), ("0.01", "0.5")])
def test_a_tier_credits_from_0_to_100_below_the_target_at_most(tier: tuple[str, str]) -> None:
    assert level(tier).tiers == (Tier(Decimal(tier[0]), Decimal(tier[1])),)


@pytest.mark.parametrize("tier", [("100.01", "10"), ("0", "10"), ("-1", "10"), ("95", "-0.01"), ("95", "100.01")])
def test_any_other_tier_is_refused(tier: tuple[str, str]) -> None:
    message = f"a tier below {tier[0]} percent crediting {tier[1]} percent is out of range"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        level(tier)


def test_tiers_stand_in_order_and_a_lower_one_may_credit_the_same() -> None:
    assert [tier.below for tier in level(("99.9", "10"), ("95", "10")).tiers] == [Decimal(95), Decimal("99.9")]


@pytest.mark.parametrize("tiers", [(("95", "10"), ("99", "10.01")), (("95", "10"), ("95", "20"))])
def test_a_lower_tier_never_credits_less_and_no_two_begin_at_once(tiers: tuple[tuple[str, str], ...]) -> None:
    message = f"the tier below 95 percent must credit at least what the one below {tiers[1][0]} does"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        level(*tiers)


TIERS = (Tier(Decimal(99), Decimal(10)),)
WEEK = (Hours(1, 480, 1080),)
AMOUNT = Decimal("5.00")
#: What a refusal says, beside the field.
IN_WORDS = r"[a-z][a-z -]+ .+[a-z0-9]"


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("tiers", {"tiers": ()}),
        ("tiers", {"tiers": (Tier(Decimal(101), Decimal(10)),)}),
        ("tiers", {"tiers": (Tier(Decimal(95), Decimal(10)), Tier(Decimal(99), Decimal(20)))}),
        ("hours", {"measured": Measured.SERVICE_HOURS}),
        ("hours", {"hours": WEEK}),
        ("digits", {"digits": 2}),
        ("digits", {"rounding": Rounding.FLOOR, "digits": 7}),
        ("digits", {"rounding": Rounding.FLOOR, "digits": -1}),
        ("shortest_seconds", {"shortest_seconds": -1}),
        ("clauses", {"clauses": {Cause.PAYMENT: " "}}),
        ("maintenance_notice_hours", {"maintenance_notice_hours": 1}),
        ("cap_percent", {"cap_percent": Decimal(0)}),
        ("cap_percent", {"cap_percent": Decimal("100.01")}),
        ("cap_amount", {"cap_amount": Decimal(0), "currency": "EUR"}),
        ("smallest_credit", {"smallest_credit": Decimal(-1), "currency": "EUR"}),
        ("currency", {"cap_amount": AMOUNT}),
        ("currency", {"smallest_credit": AMOUNT}),
        ("currency", {"currency": "EUR"}),
        ("claim_days", {"claim_days": 0}),
    ],
)
def test_terms_that_make_no_sense_name_the_field_to_mend(field: str, terms: dict[str, Any]) -> None:
    with pytest.raises(Nonsense) as refused:
        Terms(**{"tiers": TIERS, **terms})
    assert refused.value.field == field
    assert re.fullmatch(IN_WORDS, str(refused.value))


@pytest.mark.parametrize("percent", ["0.01", "1", "100"])
def test_a_cap_is_any_part_of_the_price(percent: str) -> None:
    assert Terms(TIERS, cap_percent=Decimal(percent)).cap_percent == Decimal(percent)


def test_terms_at_their_very_bounds_make_sense() -> None:
    terms = Terms(
        TIERS,
        measured=Measured.SERVICE_HOURS,
        hours=(Hours(7, 1439, 1440), Hours(1, 0, 1)),
        rounding=Rounding.HALF_EVEN,
        digits=6,
        clauses={Cause.MAINTENANCE: "4.2"},
        maintenance_notice_hours=1,
        cap_percent=Decimal(100),
        smallest_credit=Decimal("0.01"),
        currency="EUR",
        claim_days=1,
    )
    assert terms.hours == (Hours(1, 0, 1), Hours(7, 1439, 1440))


@pytest.mark.parametrize("hours", [(0, 0, 60), (8, 0, 60), (1, -1, 60), (1, 60, 60), (1, 0, 1441)])
def test_hours_of_no_weekday_are_refused(hours: tuple[int, int, int]) -> None:
    with pytest.raises(Nonsense) as refused:
        Hours(*hours)
    assert refused.value.field == "hours"
    assert re.fullmatch(IN_WORDS, str(refused.value))


@pytest.mark.parametrize(
    ("share", "rounding", "digits", "judged"),
    [
        (Fraction(98_995, 100_000), Rounding.HALF_EVEN, 2, Fraction(9_900, 10_000)),
        (Fraction(98_985, 100_000), Rounding.HALF_EVEN, 2, Fraction(9_898, 10_000)),
        (Fraction(98_999, 100_000), Rounding.FLOOR, 2, Fraction(9_899, 10_000)),
        (Fraction(999, 1000), Rounding.FLOOR, 0, Fraction(99, 100)),
        (Fraction(1, 3), Rounding.EXACT, 0, Fraction(1, 3)),
        (Fraction(1), Rounding.FLOOR, 3, Fraction(1)),
    ],
)
def test_an_availability_is_judged_rounded_as_agreed(
    share: Fraction, rounding: Rounding, digits: int, judged: Fraction
) -> None:
    assert Terms(TIERS, rounding=rounding, digits=digits).rounded(share) == judged


@pytest.mark.parametrize(("minutes", "written"), [(0, "00:00"), (61, "01:01"), (510, "08:30"), (1440, "24:00")])
def test_minutes_of_a_day_are_written_as_people_do(minutes: int, written: str) -> None:
    assert clock(minutes) == written
