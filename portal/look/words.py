"""Figures as words: durations, percentages that never flatter, digests."""

from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400


def seconds_of(value: timedelta | float | Decimal) -> Decimal:
    """Return a duration in seconds; a number is seconds already."""
    if isinstance(value, timedelta):
        return Decimal(value // timedelta(microseconds=1)) / 1_000_000
    return Decimal(str(value))


def human_duration(value: timedelta | float | Decimal) -> str:
    """Say a duration (seconds or timedelta) in its two or three largest units: `72 h`, `2 h 40 min`, `44 min 40 s`.

    Hours are not folded into days below ten days, since service levels are counted in hours.
    """
    total = seconds_of(value)
    sign = "\N{MINUS SIGN}" if total < 0 else ""
    whole = int(abs(total))
    fraction = abs(total) - whole
    if whole == 0 and fraction:
        return sign + _("%(n)s s") % {"n": (abs(total)).normalize().to_eng_string()}
    days = 0
    if whole >= 10 * DAY:
        days, whole = divmod(whole, DAY)
    hours, rest = divmod(whole, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    parts = []
    if days:
        parts.append(_("%(n)s d") % {"n": days})
    if hours:
        parts.append(_("%(n)s h") % {"n": hours})
    if minutes:
        parts.append(_("%(n)s min") % {"n": minutes})
    if seconds or not parts:
        parts.append(_("%(n)s s") % {"n": seconds})
    return sign + " ".join(parts)


def iso_duration(value: timedelta | float | Decimal) -> str:
    """Say a duration (seconds or timedelta) as ISO 8601, such as `PT2H40M`."""
    total = seconds_of(value)
    sign = "-" if total < 0 else ""
    total = abs(total)
    hours, rest = divmod(total, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    words = f"{int(hours)}H" if hours else ""
    words += f"{int(minutes)}M" if minutes else ""
    if seconds or not words:
        words += f"{seconds.normalize():f}S"
    return f"{sign}PT{words}"


def floor_percent(value: float | Decimal | str, digits: int = 3) -> str:
    """Say a percentage (0 to 100) with at most `digits` decimals, always cut off and never rounded up.

    A service that was up 99.8999 % must not read as 99.9 %, the threshold it missed.
    """
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    cut = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_FLOOR)
    text = f"{cut:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text} %"


def digest_text(value: str | bytes | memoryview) -> str:
    """Return a digest as text: bytes become lower-case hexadecimal."""
    return (
        value.hex()
        if isinstance(value, bytes)
        else value.tobytes().hex()
        if isinstance(value, memoryview)
        else str(value)
    )
