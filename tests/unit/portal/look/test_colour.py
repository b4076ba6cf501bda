"""A reseller may choose any colour; what is written in it can always be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.look.colour import (
    DARK_SURFACES,
    LIGHT_SURFACES,
    READABLE,
    ColourError,
    contrast,
    palette,
    parse,
    stylesheet,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(COLOURS)
def test_text_in_any_accent_reads_on_every_ground_in_light_and_dark(accent: str) -> None:
    colours = palette(accent)
    for tones, surfaces in ((colours.light, LIGHT_SURFACES), (colours.dark, DARK_SURFACES)):
        for ground in (*surfaces, tones.soft):
            assert contrast(tones.tone, ground) >= READABLE
        assert contrast(tones.ink, tones.tone) >= READABLE
        assert contrast(tones.ink, tones.strong) >= READABLE


@given(COLOURS)
def test_an_accent_that_reads_already_is_left_as_it_is_in_light(accent: str) -> None:
    grounds = (*LIGHT_SURFACES, palette(accent).light.soft)
    if min(contrast(accent, ground) for ground in grounds) >= READABLE:
        assert palette(accent).light.tone == accent


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1d4f91", "#1d4f91") == 1


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "#1234567", "1d4f91", "#1d4f91;}body{display:none", ""])
def test_only_one_hex_colour_gets_into_a_stylesheet(wrong: str) -> None:
    with pytest.raises(ColourError):
        parse(wrong)
    with pytest.raises(ColourError):
        stylesheet(wrong)


def test_the_stylesheet_holds_the_brand_as_given_and_both_modes() -> None:
    css = stylesheet("#FFD400")
    assert "--brand:#ffd400" in css
    assert css.count("--accent:") == 2
    assert "@media screen and (prefers-color-scheme:dark)" in css
