"""How many digits an amount of a currency has, and amounts written with them."""

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

#: ISO 4217 currencies whose smallest unit is not a hundredth.
WITHOUT_CENTS: Final = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905 - a list to read
)
WITH_THOUSANDTHS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
EXACT: Final = Context(prec=60)


def digits_of(currency: str) -> int:
    """Returns the digits after the point of the currency's smallest unit (ISO 4217): 0, 2 or 3."""
    return 0 if currency in WITHOUT_CENTS else 3 if currency in WITH_THOUSANDTHS else 2


def round_money(amount: Decimal | Fraction, currency: str) -> Decimal:
    """Returns the amount in the smallest unit of the currency, halves towards more; computed exactly."""
    digits = digits_of(currency)
    units = (Fraction(amount) * 10**digits * 2 + 1) // 2
    return Decimal(units).scaleb(-digits, EXACT)


def money(amount: Decimal | Fraction, currency: str) -> str:
    """Returns the amount as people write it: with the currency's digits, all of them, and a point."""
    return f"{round_money(amount, currency):f}"
