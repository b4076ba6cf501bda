"""A service level that makes no sense is refused at its very bounds, and the message names what is wrong."""

import re
from decimal import Decimal

import pytest

from enforcement.credits.rules import Level, Tier


def level(target: str, *tiers: tuple[str, str]) -> Level:
    """A level of these tiers (below, percent)."""
    return Level(
        target=Decimal(target), tiers=tuple(Tier(Decimal(below), Decimal(percent)) for below, percent in tiers)
    )


@pytest.mark.parametrize("target", ["0.01", "1", "99.9", "100"])
def test_a_target_lies_above_0_and_up_to_100(target: str) -> None:
    assert level(target, (target, "10")).target == Decimal(target)


@pytest.mark.parametrize("target", ["0", "-1", "100.01"])
def test_any_other_target_is_refused(target: str) -> None:
    message = f"a target availability lies above 0 and up to 100 percent, not at {target}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        level(target, ("0.01", "10"))


@pytest.mark.parametrize("tier", [("99.9", "0"), ("99.9", "100"), ("0.01", "0.5")])
def test_a_tier_credits_from_0_to_100_below_the_target_at_most(tier: tuple[str, str]) -> None:
    assert level("99.9", tier).tiers == (Tier(Decimal(tier[0]), Decimal(tier[1])),)


@pytest.mark.parametrize("tier", [("99.91", "10"), ("0", "10"), ("-1", "10"), ("95", "-0.01"), ("95", "100.01")])
def test_any_other_tier_is_refused(tier: tuple[str, str]) -> None:
    message = f"a tier below {tier[0]} percent crediting {tier[1]} percent is out of range"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        level("99.9", tier)


def test_tiers_stand_in_order_and_a_lower_one_may_credit_the_same() -> None:
    assert [tier.below for tier in level("99.9", ("99.9", "10"), ("95", "10")).tiers] == [Decimal(95), Decimal("99.9")]


@pytest.mark.parametrize("tiers", [(("95", "10"), ("99", "10.01")), (("95", "10"), ("95", "20"))])
def test_a_lower_tier_never_credits_less_and_no_two_begin_at_once(tiers: tuple[tuple[str, str], ...]) -> None:
    message = f"the tier below 95 percent must credit at least what the one below {tiers[1][0]} does"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        level("99.9", *tiers)
