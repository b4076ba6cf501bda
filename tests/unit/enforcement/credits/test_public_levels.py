"""Tier tables as five public clouds have had them, as numbers alone, worked by hand; theirs may have changed since."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from enforcement.credits.deciding import Fact
from enforcement.credits.intervals import Span, month_window
from enforcement.credits.rules import Assessment, Price, assess
from enforcement.credits.terms import Terms, Tier

#: 720 h, 2,592,000 s: 99.99 % leaves 259.2 s, 99.95 % 1,296 s, 99.9 % 2,592 s, 99 % 25,920 s, 95 % 129,600 s.
NOVEMBER = month_window(2026, 11, ZoneInfo("UTC"))
PRICE = Decimal("200.00")


def terms(*tiers: tuple[str, str], **more: object) -> Terms:
    """Terms of these tiers (below, percent)."""
    return Terms(tuple(Tier(Decimal(below), Decimal(percent)) for below, percent in tiers), **more)  # type: ignore[arg-type]  # a test's own words


AWS_EC2 = terms(("99.99", "10"), ("99", "30"), ("95", "100"))
AWS_S3 = terms(("99.9", "10"), ("99", "25"), ("95", "100"))
AZURE_VM = terms(("99.95", "10"), ("99", "25"), ("95", "100"))
GOOGLE_COMPUTE = terms(("99.99", "10"), ("99", "25"), ("95", "100"), shortest_seconds=60)
GOOGLE_STORAGE = terms(("99.95", "10"), ("99", "25"), ("95", "50"), cap_percent=Decimal(50))


def down(level: Terms, *lengths: int) -> Assessment:
    """A service that was down so many seconds, each time on another day."""
    starts = [NOVEMBER.start + dt.timedelta(days=place) for place, _length in enumerate(lengths)]
    return assess(
        NOVEMBER,
        month=NOVEMBER,
        prices=[Price(NOVEMBER, PRICE)],
        currency="USD",
        terms=level,
        interruptions=[
            Fact(f"{start}", Span(start, start + dt.timedelta(seconds=length)), "import")
            for start, length in zip(starts, lengths, strict=True)
        ],
    )


@pytest.mark.parametrize(
    ("level", "seconds", "credit"),
    [
        (AWS_EC2, 259, "0.00"), (AWS_EC2, 260, "20.00"), (AWS_EC2, 25_920, "20.00"), (AWS_EC2, 25_921, "60.00"),
        (AWS_EC2, 129_600, "60.00"), (AWS_EC2, 129_601, "200.00"),
        (AWS_S3, 2_592, "0.00"), (AWS_S3, 2_593, "20.00"), (AWS_S3, 25_921, "50.00"), (AWS_S3, 129_601, "200.00"),
        (AZURE_VM, 1_296, "0.00"), (AZURE_VM, 1_297, "20.00"), (AZURE_VM, 25_920, "20.00"), (AZURE_VM, 25_921, "50.00"),
        (AZURE_VM, 129_600, "50.00"), (AZURE_VM, 129_601, "200.00"),
        (GOOGLE_COMPUTE, 259, "0.00"), (GOOGLE_COMPUTE, 260, "20.00"), (GOOGLE_COMPUTE, 25_921, "50.00"),
        (GOOGLE_COMPUTE, 129_601, "200.00"),
        (GOOGLE_STORAGE, 1_296, "0.00"), (GOOGLE_STORAGE, 1_297, "20.00"), (GOOGLE_STORAGE, 25_921, "50.00"),
        (GOOGLE_STORAGE, 129_601, "100.00"),
    ],
)  # fmt: skip
def test_a_second_more_is_the_next_tier(level: Terms, seconds: int, credit: str) -> None:
    assert down(level, seconds).amount == Decimal(credit)


def test_minutes_that_are_none_do_not_add_up() -> None:
    """Ten times 59 s would be 590 s, past the 259.2 s that 99.99 % leaves; 59 s are no minute, 60 s are."""
    short = down(GOOGLE_COMPUTE, *[59] * 10)
    assert (short.counted_microseconds, short.amount) == (0, Decimal("0.00"))
    assert down(GOOGLE_COMPUTE, *[60] * 4).amount == Decimal("0.00")
    assert down(GOOGLE_COMPUTE, *[60] * 5).amount == Decimal("20.00")
    assert down(AWS_EC2, *[59] * 10).amount == Decimal("20.00")
