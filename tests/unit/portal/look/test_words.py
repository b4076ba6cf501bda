"""Figures are said exactly, and never better than they are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.look.words import digest_text, floor_percent, human_duration, iso_duration


@pytest.mark.parametrize(
    ("seconds", "human", "iso"),
    [
        (0, "0 s", "PT0S"),
        (2680, "44 min 40 s", "PT44M40S"),
        (9600, "2 h 40 min", "PT2H40M"),
        (72 * 3600, "72 h", "PT72H"),
        (744 * 3600, "31 d", "PT744H"),
        (timedelta(hours=1, minutes=30), "1 h 30 min", "PT1H30M"),
        (Decimal("0.25"), "0.25 s", "PT0.25S"),
        (-90, "\N{MINUS SIGN}1 min 30 s", "-PT1M30S"),
    ],
)
def test_durations_are_said_in_their_largest_units(seconds: int, human: str, iso: str) -> None:
    assert human_duration(seconds) == human
    assert iso_duration(seconds) == iso


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (Decimal("99.89994"), 3, "99.899 %"),
        (Decimal("99.89994"), 5, "99.89994 %"),
        (99.99999, 2, "99.99 %"),
        (100, 3, "100 %"),
        (Decimal("99.9"), 3, "99.9 %"),
        (0, 3, "0 %"),
    ],
)
def test_a_percentage_is_cut_off_not_rounded(value: Decimal, digits: int, said: str) -> None:
    assert floor_percent(value, digits) == said


@given(st.decimals(0, 100, places=8), st.integers(0, 6))
def test_a_percentage_never_reads_higher_than_it_is(value: Decimal, digits: int) -> None:
    said = Decimal(floor_percent(value, digits).removesuffix(" %"))
    assert said <= value
    assert value - said < Decimal(1).scaleb(-digits)


def test_a_digest_is_hexadecimal_whatever_it_was_stored_as() -> None:
    assert digest_text(b"\x00\xff") == digest_text(memoryview(b"\x00\xff")) == digest_text("00ff")
