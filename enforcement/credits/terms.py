"""What a service level agrees: how availability is measured, what is credited, and what its clauses exclude."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tenants.customers.currencies import EXACT

HUNDRED = Decimal(100)
MOST_DIGITS: Final = 6
DAY: Final = 1440
WEEKDAYS: Final = 7


class Measured(TextChoices):
    """In which seconds of the month a service is measured."""

    MONTH = "month", _("All of the month")
    SERVICE_HOURS = "service_hours", _("Service hours only")


class Rounding(TextChoices):
    """How an availability in percent is rounded before a tier is looked for."""

    EXACT = "exact", _("Not rounded")
    HALF_EVEN = "half_even", _("To the nearest, halves to the even digit")
    FLOOR = "floor", _("Cut")


class Cause(TextChoices):
    """What a service level may exclude by a clause, in the order in which one of them decides a second."""

    MAINTENANCE = "maintenance", _("Planned maintenance")
    PAYMENT = "payment", _("Hold for payment")
    LEGAL_ORDER = "legal_order", _("Legal order")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")
    OWN_ACT = "own_act", _("The customer's own act")


class Nonsense(ValueError):
    """Terms that make no sense; `field` is the one to mend."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, order=True)
class Tier:
    """Below this availability (percent), this much of the price (percent) is credited."""

    below: Decimal
    percent: Decimal


@dataclass(frozen=True, order=True)
class Hours:
    """Service hours on a weekday (1 is Monday), from and until in minutes of the local day; 1440 is its end."""

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        """Check that it is a stretch of a day."""
        if not 1 <= self.weekday <= WEEKDAYS or not 0 <= self.start < self.end <= DAY:
            raise Nonsense("hours", f"no hours of a weekday: {self.weekday} {self.start} {self.end}")


@dataclass(frozen=True)
class Terms:
    """What one version of a service level agrees; durations in seconds, days and hours as their names say.

    An exclusion stands in `clauses` with the clause of the agreed level that says so; what has none there counts.
    `currency` is that of `cap_amount` and `smallest_credit`, which say nothing of prices in another one.
    Raises Nonsense (a ValueError) for what makes no sense.
    """

    tiers: tuple[Tier, ...]
    measured: Measured = Measured.MONTH
    hours: tuple[Hours, ...] = ()
    rounding: Rounding = Rounding.EXACT
    digits: int = 0
    shortest_seconds: int = 0
    clauses: Mapping[Cause, str] = field(default_factory=dict)
    excluded_stays: bool = True
    maintenance_notice_hours: int = 0
    cap_percent: Decimal | None = None
    cap_amount: Decimal | None = None
    smallest_credit: Decimal | None = None
    currency: str = ""
    claim_days: int | None = None
    past_due_clause: str = ""

    def __post_init__(self) -> None:
        """Put tiers, the lowest availability first, and hours in order, and check that all of it makes sense."""
        object.__setattr__(self, "tiers", tuple(sorted(self.tiers)))
        object.__setattr__(self, "hours", tuple(sorted(self.hours)))
        self._check_tiers()
        self._check_measure()
        self._check_money()
        if any(not clause.strip() for clause in self.clauses.values()):
            raise Nonsense("clauses", "an exclusion names the clause that says so")
        if Cause.MAINTENANCE not in self.clauses and self.maintenance_notice_hours:
            raise Nonsense("maintenance_notice_hours", "maintenance that counts needs no notice")

    @property
    def target(self) -> Decimal:
        """The availability in percent that is promised: what the mildest tier begins below."""
        return self.tiers[-1].below

    def tier(self, availability: Fraction) -> Tier | None:
        """Returns the tier that this share (0 to 1, rounded as agreed) falls into, exactly; None when none does."""
        return next((tier for tier in self.tiers if availability * 100 < Fraction(tier.below)), None)

    def rounded(self, availability: Fraction) -> Fraction:
        """Returns a share of 0 to 1 as it is judged: its percentage rounded as agreed."""
        if self.rounding == Rounding.EXACT:
            return availability
        scale = 100 * 10**self.digits
        scaled = availability * scale
        # round() of a Fraction takes the nearest integer, of two the even one
        return Fraction(round(scaled) if self.rounding == Rounding.HALF_EVEN else scaled // 1, scale)

    def _check_tiers(self) -> None:
        if not self.tiers:
            raise Nonsense("tiers", "a service level has a tier")
        for tier in self.tiers:
            if not 0 < tier.below <= HUNDRED or not 0 <= tier.percent <= HUNDRED:
                message = f"a tier below {tier.below} percent crediting {tier.percent} percent is out of range"
                raise Nonsense("tiers", message)
        for lower, higher in pairwise(self.tiers):
            if lower.below == higher.below or lower.percent < higher.percent:
                message = (
                    f"the tier below {lower.below} percent must credit at least what the one below {higher.below} does"
                )
                raise Nonsense("tiers", message)

    def _check_measure(self) -> None:
        if (self.measured == Measured.SERVICE_HOURS) != bool(self.hours):
            raise Nonsense("hours", "service hours are named exactly where only they are measured")
        if not 0 <= self.digits <= MOST_DIGITS or (self.rounding == Rounding.EXACT and self.digits):
            raise Nonsense("digits", f"no digits to round to: {self.digits}")
        if self.shortest_seconds < 0:
            raise Nonsense("shortest_seconds", "no time is shorter than none")
        if self.claim_days is not None and self.claim_days < 1:
            raise Nonsense("claim_days", "a claim needs a day at least")

    def _check_money(self) -> None:
        if self.cap_percent is not None and not 0 < self.cap_percent <= HUNDRED:
            raise Nonsense("cap_percent", f"no part of the price: {self.cap_percent} percent")
        amounts = {"cap_amount": self.cap_amount, "smallest_credit": self.smallest_credit}
        for name, amount in amounts.items():
            if amount is not None and amount <= 0:
                raise Nonsense(name, f"an amount is above zero, not {amount}")
        if any(amount is not None for amount in amounts.values()) != bool(self.currency):
            raise Nonsense("currency", "amounts have a currency, and nothing else has")


def plain(number: Decimal) -> str:
    """Returns a number written in one way only: 10, 10.0 and 1E+1 are all '10'."""
    return f"{number.normalize(EXACT):f}"


def clock(minutes: int) -> str:
    """Returns minutes of a day as people write them: 510 is '08:30', 1440 is '24:00'."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
