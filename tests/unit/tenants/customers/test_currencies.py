"""Amounts have the digits of their currency, all of them and no more."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tenants.customers.currencies import digits_of, money, round_money


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XXX", 2)])
def test_a_currency_has_its_own_digits(currency: str, digits: int) -> None:
    assert digits_of(currency) == digits


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (Decimal(10), "EUR", "10.00"),
        (Decimal("10.005"), "EUR", "10.01"),
        (Decimal("10.0049"), "EUR", "10.00"),
        (Decimal("33.333"), "KWD", "33.333"),
        (Decimal("99.5"), "JPY", "100"),
        (Fraction(100 * 9, 31), "EUR", "29.03"),
        (Decimal("-10.00"), "EUR", "-10.00"),
        (Decimal("1" * 40 + ".005"), "EUR", "1" * 40 + ".01"),
    ],
)
def test_an_amount_is_rounded_once_and_written_with_all_its_digits(
    amount: Decimal | Fraction, currency: str, written: str
) -> None:
    assert money(amount, currency) == written
    assert round_money(amount, currency) == Decimal(written)
