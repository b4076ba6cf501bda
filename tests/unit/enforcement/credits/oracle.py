"""A month decided second by second (on a grid), without any of the portal's arithmetic on intervals."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from enforcement.credits.terms import Cause, Measured, Rounding, Terms

EXACT = Context(prec=80)
DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3}
#: A stretch of the grid: its first step, and the first after it; None: it goes on.
Steps = tuple[int, int | None]


@dataclass(frozen=True)
class Case:
    """A service-month on a grid; steps count from the month's beginning, and may lie outside of it."""

    zone: ZoneInfo
    begins: dt.datetime
    step: int
    steps: int
    window: tuple[int, int]
    prices: tuple[tuple[int, Decimal], ...]
    currency: str
    terms: Terms
    facts: tuple[Steps, ...]
    grounds: tuple[tuple[Steps, int, int], ...]
    causes: tuple[tuple[Steps, Cause], ...]
    maintenance: tuple[tuple[int, int, int, int | None], ...]
    claimed: bool
    past_due: bool


@dataclass(frozen=True)
class Found:
    """What the oracle found; `rules` by step, for those in which the service was down."""

    rules: dict[int, str]
    counted: int
    excluded: int
    percent: Decimal
    amount: Decimal


def covers(stretch: Steps, step: int) -> bool:
    """Whether the step lies in it."""
    return stretch[0] <= step and (stretch[1] is None or step < stretch[1])


def oracle(case: Case) -> Found:
    """Look at every step of the window alone."""
    rules = {}
    measured = 0
    for step in range(*case.window):
        within = in_hours(case, step)
        measured += within
        if any(covers(fact, step) for fact in case.facts):
            rules[step] = rule_of(case, step) if within else "outside_hours"
    counted = sum(rule == "counted" for rule in rules.values())
    excluded = sum(rule.startswith(("aup", "clause")) for rule in rules.values())
    percent = percent_of(case.terms, measured, counted, excluded)
    return Found(rules, counted * case.step, excluded * case.step, percent, amount_of(case, percent))


def in_hours(case: Case, step: int) -> bool:
    """Whether a clock on the wall shows service hours."""
    if case.terms.measured == Measured.MONTH:
        return True
    local = (case.begins + dt.timedelta(seconds=step * case.step)).astimezone(case.zone)
    minute = local.hour * 60 + local.minute
    return any(one.weekday == local.isoweekday() and one.start <= minute < one.end for one in case.terms.hours)


def rule_of(case: Case, step: int) -> str:
    """The first of the rules that applies, in their order."""
    if too_short(case, step):
        return "too_short"
    grounds = [(reason, decided) for stretch, reason, decided in case.grounds if covers(stretch, step)]
    if grounds:
        return "aup {} {}".format(*min(grounds))
    causes = {cause for stretch, cause in case.causes if covers(stretch, step)}
    if any(planned(case, *one, step) for one in case.maintenance):
        causes.add(Cause.MAINTENANCE)
    for cause in ("maintenance", "payment", "legal_order", "force_majeure", "own_act"):
        if cause in causes and cause in case.terms.clauses:
            return f"clause {cause}"
    return "counted"


def planned(case: Case, starts: int, ends: int, announced: int, withdrawn: int | None, step: int) -> bool:
    """Whether maintenance that was announced in time, and not taken back yet, was under way."""
    notice = case.terms.maintenance_notice_hours * 3600
    early = (starts - announced) * case.step >= notice
    return early and starts <= step < ends and (withdrawn is None or step < withdrawn)


def too_short(case: Case, step: int) -> bool:
    """Walk to both sides as long as the service was down, until it was long enough."""
    length = case.step
    for direction in (-1, 1):
        at = step + direction
        while length < case.terms.shortest_seconds and any(covers(fact, at) for fact in case.facts):
            length += case.step
            at += direction
    return length < case.terms.shortest_seconds


def percent_of(terms: Terms, measured: int, counted: int, excluded: int) -> Decimal:
    """The percentage that the availability earns."""
    whole = measured if terms.excluded_stays else measured - excluded
    if not whole:
        return Decimal(0)
    percent = EXACT.divide(Decimal((whole - counted) * 100), Decimal(whole))
    if terms.rounding != Rounding.EXACT:
        how = ROUND_HALF_EVEN if terms.rounding == Rounding.HALF_EVEN else ROUND_FLOOR
        percent = percent.quantize(Decimal(1).scaleb(-terms.digits), rounding=how, context=EXACT)
    return max((tier.percent for tier in terms.tiers if percent < tier.below), default=Decimal(0))


def amount_of(case: Case, percent: Decimal) -> Decimal:
    """What is paid."""
    terms, first, last = case.terms, *case.window
    monthly = Counter(
        next(price for start, price in reversed(case.prices) if start <= step) for step in range(first, last)
    )
    price = sum((Fraction(one) * steps / case.steps for one, steps in monthly.items()), Fraction(0))
    credit = price * Fraction(percent) / 100
    if terms.cap_percent is not None:
        credit = min(credit, price * Fraction(terms.cap_percent) / 100)
    if terms.cap_amount is not None and terms.currency == case.currency:
        credit = min(credit, Fraction(terms.cap_amount) * (last - first) / case.steps)
    exact = EXACT.divide(Decimal(credit.numerator), Decimal(credit.denominator))
    amount = exact.quantize(Decimal(1).scaleb(-DIGITS[case.currency]), rounding=ROUND_HALF_UP, context=EXACT)
    too_little = terms.smallest_credit is not None and terms.currency == case.currency
    withheld = (
        (terms.past_due_clause and case.past_due)
        or (terms.claim_days and not case.claimed)
        or (too_little and amount < terms.smallest_credit)  # type: ignore[operator]  # it is not None
    )
    return Decimal(0) if withheld else amount
