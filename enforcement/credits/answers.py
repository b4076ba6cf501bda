"""What a statement says first of a service: the amount and why, in one sentence; and the tiers, one of them hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from enforcement.credits.rules import Withheld


@dataclass(frozen=True)
class Tier:
    """Below which percent how many percent are credited; `hit`: the month fell in it."""

    below: str
    percent: str
    hit: bool


def tiers_of(line: Mapping[str, Any]) -> tuple[Tier, ...]:
    """Returns the tiers of a service's line, the mildest first; at most one is hit: the lowest that lies above."""
    tiers = sorted(line["terms"]["tiers"], key=lambda one: Decimal(one[0]), reverse=True)
    hit = _hit(line, tiers)
    return tuple(Tier(below, percent, hit=(below, percent) == hit) for below, percent in tiers)


def _hit(line: Mapping[str, Any], tiers: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """Returns the lowest tier above the availability, of those that credit what the assessment says."""
    judged = Decimal(line["availability_percent"])
    reached = [(below, percent) for below, percent in tiers if percent == line["percent"] and judged < Decimal(below)]
    return reached[-1] if reached else None


def answer_of(line: Mapping[str, Any], currency: str) -> str:
    """Returns such as "25.00 EUR, because 99.798 % is below 99.9 % (10 % of 250.00)"."""
    tiers = tiers_of(line)
    hit = next((one for one in tiers if one.hit), None)
    said = {
        "amount": line["amount"],
        "currency": currency,
        "availability": line["availability_percent"],
        "price": line["price"],
    }
    if hit is None:
        said["below"] = tiers[0].below
        return _("%(amount)s %(currency)s, because %(availability)s %% is not below %(below)s %%") % said
    said |= {"below": hit.below, "percent": hit.percent}
    if line["withheld"]:
        said["why"] = _WHY[Withheld(line["withheld"])]()
        return (
            _("%(amount)s %(currency)s: %(availability)s %% is below %(below)s %%, but nothing is due, because %(why)s")
            % said
        )
    if line["capped"]:
        return (
            _(
                "%(amount)s %(currency)s, because %(availability)s %% is below %(below)s %% (%(percent)s %% of"
                " %(price)s, but no more than the service level gives)"
            )
            % said
        )
    return (
        _("%(amount)s %(currency)s, because %(availability)s %% is below %(below)s %% (%(percent)s %% of %(price)s)")
        % said
    )


_WHY = {
    Withheld.PAST_DUE: lambda: _("payments were past due"),
    Withheld.UNCLAIMED: lambda: _("it was not claimed in time"),
    Withheld.SMALLEST: lambda: _("it is less than the smallest credit"),
}
