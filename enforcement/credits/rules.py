"""What a month of one service is worth back: time counted and excluded, availability, tier and amount, all exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from enforcement.credits.deciding import Caused, Fact, Kind, Stretch, decide
from enforcement.credits.exclusions import Ground
from enforcement.credits.intervals import Interval
from enforcement.credits.terms import Terms
from tenants.customers.currencies import round_money


class Withheld(TextChoices):
    """Why a credit that the tiers give is not paid, in the order in which one of them is said."""

    PAST_DUE = "past_due", _("The customer was past due")
    UNCLAIMED = "unclaimed", _("Not claimed in time")
    SMALLEST = "smallest", _("Smaller than what is paid")


@dataclass(frozen=True)
class Price:
    """What a service costs a month in a stretch of time."""

    interval: Interval
    monthly: Decimal


@dataclass(frozen=True)
class Assessment:
    """The time in a month in which one version of a level applied to a service: its interruptions and what is due.

    `availability` is exact, `judged` what the tiers were held against; shares of 0 to 1.
    """

    window: Interval
    prices: tuple[Price, ...]
    price: Fraction
    currency: str
    terms: Terms
    stretches: tuple[Stretch, ...]
    measured_microseconds: int
    counted_microseconds: int
    excluded_microseconds: int
    availability: Fraction
    judged: Fraction
    percent: Decimal
    capped: bool
    withheld: Withheld | None
    amount: Decimal


def assess(
    window: Interval,
    *,
    month: Interval,
    prices: Sequence[Price],
    currency: str,
    terms: Terms,
    interruptions: Sequence[Fact],
    exclusions: Sequence[Ground] = (),
    causes: Sequence[Caused] = (),
    measured: Sequence[Interval] | None = None,
    claimed: bool = True,
    past_due: bool = False,
) -> Assessment:
    """Returns what is due for one service in the window (R10); the order and overlaps of what is given do not matter.

    The window is the part of the month in which the terms applied; the price is that part's share of the month's.
    `measured` is when in it availability is measured (None: always), the denominator; excluded time stays in it as
    available, or leaves it where the terms say so. The amount is rounded once, half up, to the smallest unit of the
    currency. `claimed`: in time; `past_due`: when the month ended. Raises ValueError on a negative price.
    """
    if any(one.monthly < 0 for one in prices):
        message = "a price is not negative"
        raise ValueError(message)
    hours = (window,) if measured is None else tuple(measured)
    stretches = decide(window, facts=interruptions, terms=terms, measured=hours, grounds=exclusions, causes=causes)
    counted = sum(one.interval.microseconds for one in stretches if one.rule.kind == Kind.COUNTED)
    excluded = sum(one.interval.microseconds for one in stretches if one.rule.excludes)
    whole = sum(one.microseconds for one in hours) - (0 if terms.excluded_stays else excluded)
    availability = Fraction(whole - counted, whole) if whole else Fraction(1)
    judged = terms.rounded(availability)
    tier = terms.tier(judged)
    percent = tier.percent if tier else Decimal(0)
    price = share_of_price(prices, month)
    credit = price * Fraction(percent) / 100
    most = _most(price, terms, currency, Fraction(window.microseconds, month.microseconds))
    amount = round_money(credit if most is None else min(credit, most), currency)
    withheld = _withheld(amount, terms, currency, claimed=claimed, past_due=past_due)
    return Assessment(
        window=window,
        prices=tuple(prices),
        price=price,
        currency=currency,
        terms=terms,
        stretches=stretches,
        measured_microseconds=whole,
        counted_microseconds=counted,
        excluded_microseconds=excluded,
        availability=availability,
        judged=judged,
        percent=percent,
        capped=most is not None and most < credit,
        withheld=withheld,
        amount=round_money(Decimal(0), currency) if withheld else amount,
    )


def share_of_price(prices: Iterable[Price], month: Interval) -> Fraction:
    """Returns what the stretches cost of the month, exactly: each month's price by its share of the month's time."""
    return sum((Fraction(one.monthly) * one.interval.microseconds / month.microseconds for one in prices), Fraction(0))


def _most(price: Fraction, terms: Terms, currency: str, share: Fraction) -> Fraction | None:
    """Returns the agreed cap on the credit; one in an amount is a whole month's, taken by the window's share of it."""
    caps = []
    if terms.cap_percent is not None:
        caps.append(price * Fraction(terms.cap_percent) / 100)
    if terms.cap_amount is not None and terms.currency == currency:
        caps.append(Fraction(terms.cap_amount) * share)
    return min(caps, default=None)


def _withheld(amount: Decimal, terms: Terms, currency: str, *, claimed: bool, past_due: bool) -> Withheld | None:
    if amount == 0:
        return None
    if terms.past_due_clause and past_due:
        return Withheld.PAST_DUE
    if terms.claim_days is not None and not claimed:
        return Withheld.UNCLAIMED
    if terms.smallest_credit is not None and terms.currency == currency and amount < terms.smallest_credit:
        return Withheld.SMALLEST
    return None
