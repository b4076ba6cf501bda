"""The day or month that an amount of usage falls in, and what an allowance comes to exactly (R15)."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from enforcement.cases.allowances.models import Allowance, Period
from enforcement.cases.allowances.rules import allowed, exceeded, period_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def utc(month: int, day: int, hour: int = 0, *, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


@pytest.mark.usefixtures("far_zone")
@pytest.mark.parametrize(
    ("moment", "period", "zone", "begun", "ended"),
    [
        (utc(10, 24, 23), Period.DAY, AMSTERDAM, utc(10, 24, 22), utc(10, 25, 23)),  # 25 hours: summer time ends
        (utc(3, 28, 23), Period.DAY, AMSTERDAM, utc(3, 28, 23), utc(3, 29, 22)),  # 23 hours
        (utc(10, 31, 23), Period.MONTH, AMSTERDAM, utc(10, 31, 23), utc(11, 30, 23)),
        (utc(10, 31, 22), Period.MONTH, AMSTERDAM, utc(9, 30, 22), utc(10, 31, 23)),
        (utc(12, 31, 12), Period.MONTH, ZoneInfo("UTC"), utc(12, 1), utc(1, 1, year=2027)),
        (utc(1, 1), Period.MONTH, ZoneInfo("UTC"), utc(1, 1), utc(2, 1)),
    ],
)
def test_a_period_is_a_day_or_month_of_the_resellers_clocks(
    moment: dt.datetime, period: str, zone: ZoneInfo, begun: dt.datetime, ended: dt.datetime
) -> None:
    found = period_of(moment, period, zone)
    assert found == (begun, ended)
    assert [one.utcoffset() for one in found] == [dt.timedelta(), dt.timedelta()]


def test_an_absolute_allowance_is_its_amount() -> None:
    assert allowed(Allowance(amount=Decimal("500.5"))) == Decimal("500.5")


def test_a_share_of_a_pool_is_exact_however_large_the_pool() -> None:
    share = Allowance(pool_size=Decimal("98765432109876543210.123456"), share=Decimal("12.345"))
    assert str(allowed(share)) == "12192592593964259259.28974064320"  # 31 digits, more than a Decimal keeps by itself
    assert allowed(Allowance(pool_size=Decimal(1000), share=Decimal(5))) == 50


def test_as_much_as_is_allowed_is_not_exceeded() -> None:
    allowance = Allowance(amount=Decimal(100))
    assert [exceeded(allowance, Decimal(used)) for used in ("99.9", "100", "100.1")] == [False, False, True]
