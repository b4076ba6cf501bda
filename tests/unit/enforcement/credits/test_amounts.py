"""What is left of a credit: its caps, and what the terms do not pay out."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from enforcement.credits.deciding import Fact
from enforcement.credits.intervals import Interval, Span
from enforcement.credits.rules import Assessment, Price, Withheld, assess
from enforcement.credits.terms import Terms, Tier

OCTOBER = Interval(dt.datetime(2026, 10, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
HALF = Interval(OCTOBER.start, OCTOBER.start + (OCTOBER.end - OCTOBER.start) / 2)


def down_all_the_time(
    *,
    monthly: str = "100.00",
    currency: str = "EUR",
    window: Interval = OCTOBER,
    claimed: bool = True,
    past_due: bool = False,
    **terms: Any,
) -> Assessment:
    """A month of which the whole price is credited, by terms in euros."""
    amounts = {
        name: Decimal(terms.pop(name)) for name in ("cap_percent", "cap_amount", "smallest_credit") if name in terms
    }
    euros = {"currency": "EUR"} if amounts.keys() - {"cap_percent"} else {}
    return assess(
        window,
        month=OCTOBER,
        prices=[Price(window, Decimal(monthly))],
        currency=currency,
        terms=Terms((Tier(Decimal(95), Decimal(100)),), **amounts, **euros, **terms),
        interruptions=[Fact("f", Span(OCTOBER.start), "import")],
        claimed=claimed,
        past_due=past_due,
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
        ({"past_due": True}, None),
        ({"past_due_clause": "7", "past_due": True, "claim_days": 30, "claimed": False}, Withheld.PAST_DUE),
        ({"claim_days": 30, "claimed": False, "smallest_credit": "200"}, Withheld.UNCLAIMED),
    ],
)
def test_what_the_terms_do_not_pay_is_withheld_and_why(terms: dict[str, Any], withheld: Withheld | None) -> None:
    found = down_all_the_time(**terms)
    assert found.withheld == withheld
    assert (found.amount == 0) is (withheld is not None)


def test_where_nothing_is_due_nothing_is_withheld() -> None:
    assert down_all_the_time(monthly="0", past_due_clause="7", past_due=True).withheld is None
