"""Turns one accent colour of a reseller into tones that stay readable on light and dark paper."""

import re
from dataclasses import dataclass
from functools import lru_cache

#: The house's own accent, used where a reseller set none and on the operator's host.
DEFAULT_ACCENT = "#1d4f91"
#: WCAG 2.2 success criterion 1.4.3, the least contrast of text.
READABLE = 4.5

#: What text may stand on. The same values are the paper and surface tokens of static/look/tokens.css.
LIGHT_SURFACES = ("#ffffff", "#f6f6f4")
DARK_SURFACES = ("#131518", "#1c1f24")
#: The ink on a filled accent, in light and dark.
LIGHT_INK = "#ffffff"
DARK_INK = "#0b0c0e"

HEX_COLOUR = re.compile(r"\A#[0-9a-fA-F]{6}\Z")
STEPS = 50
#: Where WCAG's definition of luminance changes from a line to a power.
LINEAR_BELOW = 0.04045
SOFT_SHARE = 0.1
FIRM_SHARE = 0.18


class ColourError(ValueError):
    """Raised for an accent that is not one six-digit hex colour."""


@dataclass(frozen=True)
class Tones:
    """One accent on one kind of paper: `tone` for text and fills, `ink` on a fill, `soft` behind `tone`."""

    tone: str
    strong: str
    soft: str
    ink: str


@dataclass(frozen=True)
class Palette:
    """What a reseller's stylesheet holds; `brand` is the colour as given, for decoration only."""

    brand: str
    light: Tones
    dark: Tones


def parse(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue from 0 to 255; raises ColourError for anything but #rrggbb."""
    if not HEX_COLOUR.match(colour):
        raise ColourError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with `share` (0 to 1) of `second` mixed in."""
    pairs = zip(parse(first), parse(second), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= LINEAR_BELOW else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palette(accent: str) -> Palette:
    """Return the tones of an accent; each text pair in them has a contrast of 4.5 or more."""
    return Palette(
        brand=accent.lower(),
        light=_tones(accent, LIGHT_SURFACES, towards="#000000", ink=LIGHT_INK),
        dark=_tones(accent, DARK_SURFACES, towards="#ffffff", ink=DARK_INK),
    )


def _tones(accent: str, surfaces: tuple[str, ...], *, towards: str, ink: str) -> Tones:
    """Move the accent in small steps until it reads as text on every surface, on its soft tint and under its ink."""
    for step in range(STEPS + 1):
        tone = mix(accent, towards, step / STEPS)
        soft = mix(surfaces[0], tone, SOFT_SHARE)
        if min(contrast(tone, ground) for ground in (*surfaces, soft, ink)) >= READABLE:
            break
    return Tones(tone=tone, strong=mix(tone, towards, FIRM_SHARE), soft=soft, ink=ink)


@lru_cache(maxsize=1024)
def stylesheet(accent: str) -> str:
    """Return the reseller's stylesheet: custom properties only, light first, dark by preference, plain ink in print."""
    colours = palette(accent)
    return (
        f":root{{--brand:{colours.brand};{_properties(colours.light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(colours.dark)}}}}}\n"
    )


def _properties(tones: Tones) -> str:
    rgb = ",".join(str(channel) for channel in parse(tones.tone))
    return (
        f"--accent:{tones.tone};--accent-rgb:{rgb};--accent-strong:{tones.strong};"
        f"--accent-soft:{tones.soft};--accent-ink:{tones.ink}"
    )
