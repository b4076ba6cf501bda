"""What a month of one service is worth back: time counted and excluded, availability, tier and amount, all exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from enforcement.credits.exclusions import Citation, Ground
from enforcement.credits.intervals import Interval, Span
from tenants.customers.currencies import EXACT, money, round_money

HUNDRED = Decimal(100)
SHOWN_PLACES = 5


@dataclass(frozen=True, order=True)
class Tier:
    """Below this availability (percent), this much of the price (percent) is credited."""

    below: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Level:
    """What a service promises for a month: a target availability in percent, and the tiers when it is missed.

    Raises ValueError when a tier lies above the target, outside 0 to 100, or credits less than a milder one.
    """

    target: Decimal
    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        """Put the tiers in order, the lowest availability first, and check that they make sense."""
        ordered = tuple(sorted(self.tiers))
        object.__setattr__(self, "tiers", ordered)
        if not 0 < self.target <= HUNDRED:
            message = f"a target availability lies above 0 and up to 100 percent, not at {self.target}"
            raise ValueError(message)
        for tier in ordered:
            if not 0 < tier.below <= self.target or not 0 <= tier.percent <= HUNDRED:
                message = f"a tier below {tier.below} percent crediting {tier.percent} percent is out of range"
                raise ValueError(message)
        for lower, higher in pairwise(ordered):
            if lower.below == higher.below or lower.percent < higher.percent:
                message = (
                    f"the tier below {lower.below} percent must credit at least what the one below {higher.below} does"
                )
                raise ValueError(message)

    def tier(self, availability: Fraction) -> Tier | None:
        """Returns the tier that this share of the month (0 to 1) falls into, compared exactly; None when none does."""
        return next((tier for tier in self.tiers if availability * 100 < Fraction(tier.below)), None)


@dataclass(frozen=True)
class Fact:
    """One interruption of the service: its id, when (perhaps still open), and where it is known from."""

    id: str
    span: Span
    source: str


@dataclass(frozen=True)
class Piece:
    """A stretch of interrupted time inside the month; excluded exactly if it has a citation."""

    interval: Interval
    facts: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def excluded(self) -> bool:
        """Whether no credit is due for it."""
        return bool(self.citations)


@dataclass(frozen=True)
class Price:
    """What a service costs a month in a stretch of time."""

    interval: Interval
    monthly: Decimal


def share_of_price(prices: Iterable[Price], month: Interval) -> Fraction:
    """Returns what the stretches cost of the month, exactly: each month's price by its share of the month's time."""
    return sum((Fraction(one.monthly) * one.interval.microseconds / month.microseconds for one in prices), Fraction(0))


@dataclass(frozen=True)
class Assessment:
    """The time in a month in which one level applied to a service: what interrupted it and what is due for it."""

    window: Interval
    prices: tuple[Price, ...]
    price: Fraction
    currency: str
    level: Level
    pieces: tuple[Piece, ...]
    counted_microseconds: int
    excluded_microseconds: int
    availability: Fraction
    percent: Decimal
    amount: Decimal


def assess(
    window: Interval,
    *,
    month: Interval,
    prices: Sequence[Price],
    currency: str,
    level: Level,
    interruptions: Sequence[Fact],
    exclusions: Sequence[Ground],
) -> Assessment:
    """Returns what is due for one service in the window (R10); the order and overlaps of what is given do not matter.

    The window is the part of the month in which the level applied, and the denominator; the price is that part's
    share of the month's. Excluded time counts as available. Nothing is rounded before the tier; the amount is
    rounded once, half up, to the smallest unit of the currency. Raises ValueError on a negative price.
    """
    if any(one.monthly < 0 for one in prices):
        message = "a price is not negative"
        raise ValueError(message)
    price = share_of_price(prices, month)
    pieces = _pieces(window, interruptions, exclusions)
    counted = sum(piece.interval.microseconds for piece in pieces if not piece.excluded)
    excluded = sum(piece.interval.microseconds for piece in pieces if piece.excluded)
    availability = Fraction(window.microseconds - counted, window.microseconds)
    tier = level.tier(availability)
    percent = tier.percent if tier else Decimal(0)
    return Assessment(
        window=window,
        prices=tuple(prices),
        price=price,
        currency=currency,
        level=level,
        pieces=pieces,
        counted_microseconds=counted,
        excluded_microseconds=excluded,
        availability=availability,
        percent=percent,
        amount=round_money(price * Fraction(percent) / 100, currency),
    )


def _pieces(window: Interval, facts: Iterable[Fact], grounds: Iterable[Ground]) -> tuple[Piece, ...]:
    """Cut the interrupted time wherever what covers it changes, so that each instant stands in one piece."""
    down = [(inside, fact.id) for fact in facts if (inside := fact.span.within(window))]
    excused = [(inside, ground.citation) for ground in grounds if (inside := ground.span.within(window))]
    edges = {edge for inside, _ in down for edge in (inside.start, inside.end)}
    edges |= {edge for inside, _ in excused for edge in (inside.start, inside.end)}
    pieces: list[Piece] = []
    for start, end in pairwise(sorted(edges)):
        names = tuple(sorted({name for inside, name in down if inside.start <= start and end <= inside.end}))
        if not names:
            continue
        citations = tuple(
            sorted({citation for inside, citation in excused if inside.start <= start and end <= inside.end})
        )
        last = pieces[-1] if pieces else None
        if last and last.interval.end == start and (last.facts, last.citations) == (names, citations):
            pieces[-1] = Piece(Interval(last.interval.start, end), names, citations)
        else:
            pieces.append(Piece(Interval(start, end), names, citations))
    return tuple(pieces)


def shown_percent(share: Fraction, places: int = SHOWN_PLACES) -> str:
    """Returns a share of 0 to 1 as percent for people, cut and never rounded, so that it cannot cross a tier."""
    cut = share.numerator * 100 * 10**places // share.denominator
    return f"{Decimal(cut).scaleb(-places, EXACT):f}"


def plain(number: Decimal) -> str:
    """Returns a number written in one way only: 10, 10.0 and 1E+1 are all '10'."""
    return f"{number.normalize(EXACT):f}"


def document(assessment: Assessment) -> dict[str, Any]:
    """The assessment as JSON, the same for the same facts; instants in UTC, numbers as text where they may be large."""
    return {
        "window": _interval(assessment.window),
        "price": money(assessment.price, assessment.currency),
        "prices": [[*_interval(one.interval), plain(one.monthly)] for one in assessment.prices],
        "currency": assessment.currency,
        "target": plain(assessment.level.target),
        "tiers": [[plain(tier.below), plain(tier.percent)] for tier in assessment.level.tiers],
        "pieces": [_piece(piece) for piece in assessment.pieces],
        "counted_microseconds": assessment.counted_microseconds,
        "excluded_microseconds": assessment.excluded_microseconds,
        "availability": f"{assessment.availability.numerator}/{assessment.availability.denominator}",
        "percent": plain(assessment.percent),
        "amount": money(assessment.amount, assessment.currency),
    }


def _interval(interval: Interval) -> list[str]:
    return [interval.start.isoformat(), interval.end.isoformat()]


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "interval": _interval(piece.interval),
        "facts": list(piece.facts),
        "excluded": [
            {
                "determination": citation.determination,
                "provision": {
                    "key": citation.provision.key,
                    "digest": citation.provision.digest,
                    "version": citation.provision.version,
                },
                "reason": str(citation.reason),
            }
            for citation in piece.citations
        ],
    }
