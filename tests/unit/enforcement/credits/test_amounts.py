"""What is left of a credit: its caps, and what the terms do not pay out."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from enforcement.credits.deciding import Caused, Fact
from enforcement.credits.intervals import Interval, Span
from enforcement.credits.rules import Assessment, Price, Withheld, assess
from enforcement.credits.terms import Cause, Terms, Tier

OCTOBER = Interval(dt.datetime(2026, 10, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
TIERS = (Tier(Decimal(95), Decimal(100)),)
HALF = Interval(OCTOBER.start, OCTOBER.start + (OCTOBER.end - OCTOBER.start) / 2)


def down_all_the_time(
    *,
    monthly: str = "100.00",
    currency: str = "EUR",
    window: Interval = OCTOBER,
    **terms: Any,
) -> Assessment:
    """A month of which the whole price is credited, by terms in euros; claimed and paid where nothing else is said."""
    said = {name: terms.pop(name) for name in ("claimed", "past_due") if name in terms}
    amounts: dict[str, Any] = {
        name: Decimal(terms.pop(name)) for name in ("cap_percent", "cap_amount", "smallest_credit") if name in terms
    }
    euros: dict[str, Any] = {"currency": "EUR"} if amounts.keys() - {"cap_percent"} else {}
    return assess(
        window,
        month=OCTOBER,
        prices=[Price(window, Decimal(monthly))],
        currency=currency,
        terms=Terms(TIERS, **amounts, **euros, **terms),
        interruptions=[Fact("f", Span(OCTOBER.start), "import")],
        **said,
    )


@pytest.mark.parametrize(
    ("terms", "amount", "capped"),
    [
        ({}, "100.00", False),
        ({"cap_percent": "15"}, "15.00", True),
        ({"cap_percent": "100"}, "100.00", False),
        ({"cap_amount": "20"}, "20.00", True),
        ({"cap_amount": "100"}, "100.00", False),
        ({"cap_percent": "50", "cap_amount": "20"}, "20.00", True),
        ({"cap_percent": "50", "cap_amount": "80"}, "50.00", True),
        ({"cap_amount": "20", "currency": "USD"}, "100.00", False),  # says nothing of dollars
        ({"cap_amount": "20", "window": HALF}, "10.00", True),  # a whole month's, for half of one
        ({"cap_percent": "15", "window": HALF}, "7.50", True),
    ],
)
def test_the_lesser_cap_counts_and_an_amount_is_a_whole_months(
    terms: dict[str, Any],
    amount: str,
    capped: bool,  # noqa: FBT001 - a case of the table
) -> None:
    found = down_all_the_time(**terms)
    assert (found.amount, found.capped) == (Decimal(amount), capped)


def test_a_month_without_a_measured_second_was_available() -> None:
    none = assess(OCTOBER, month=OCTOBER, prices=[], currency="EUR", terms=Terms(TIERS), interruptions=[], measured=())
    assert none.availability == Fraction(1)
    assert none.amount == Decimal(0)


@pytest.mark.parametrize(("stays", "availability"), [(True, Fraction(99, 100)), (False, Fraction(98, 100))])
def test_what_is_excluded_was_available_or_is_not_measured_as_agreed(
    stays: bool,  # noqa: FBT001 - a case of the table
    availability: Fraction,
) -> None:
    hundredth = (OCTOBER.end - OCTOBER.start) / 100
    down = Span(OCTOBER.start, HALF.end + hundredth)
    found = assess(
        OCTOBER,
        month=OCTOBER,
        prices=[Price(OCTOBER, Decimal(100))],
        currency="EUR",
        terms=Terms(TIERS, clauses={Cause.LEGAL_ORDER: "4.3"}, excluded_stays=stays),
        interruptions=[Fact("f", down, "import")],
        causes=[Caused(Cause.LEGAL_ORDER, Span(HALF.start, HALF.end))],
    )
    assert found.availability == availability
    assert [one.rule.clause for one in found.stretches if one.rule.excludes] == ["4.3"]


@pytest.mark.parametrize(
    ("terms", "withheld"),
    [
        ({"smallest_credit": "100.01"}, Withheld.SMALLEST),
        ({"smallest_credit": "100"}, None),
        ({"smallest_credit": "200", "currency": "USD"}, None),
        ({"monthly": "1.00", "smallest_credit": "1.01"}, Withheld.SMALLEST),
        ({"claim_days": 30}, None),
        ({"claim_days": 30, "claimed": False}, Withheld.UNCLAIMED),
        ({"claimed": False}, None),
        ({"past_due_clause": "7", "past_due": True}, Withheld.PAST_DUE),
        ({"past_due_clause": "7"}, None),
        ({"past_due_clause": "7", "past_due": False}, None),
        ({"past_due": True}, None),
        ({"past_due_clause": "7", "past_due": True, "claim_days": 30, "claimed": False}, Withheld.PAST_DUE),
        ({"claim_days": 30, "claimed": False, "smallest_credit": "200"}, Withheld.UNCLAIMED),
    ],
)
def test_what_the_terms_do_not_pay_is_withheld_and_why(terms: dict[str, Any], withheld: Withheld | None) -> None:
    found = down_all_the_time(**terms)
    assert found.withheld == withheld
    assert (found.amount == 0) is (withheld is not None)


def test_nothing_is_written_in_the_currencys_own_places() -> None:
    assert str(down_all_the_time(smallest_credit="200").amount) == "0.00"
    yen = down_all_the_time(currency="JPY", past_due_clause="7", past_due=True)
    assert str(yen.amount) == "0"


def test_where_nothing_is_due_nothing_is_withheld() -> None:
    assert down_all_the_time(monthly="0", past_due_clause="7", past_due=True).withheld is None
