"""Every second of a month has one rule, and the amount follows: held against an oracle that looks at each alone.

1,000 generated months, 5,000 a night (`PROVISO_MONTHS=5000`), in months in which the clocks of five zones are changed.
"""

import datetime as dt
import os
from decimal import Decimal
from zoneinfo import ZoneInfo

import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from enforcement.credits.deciding import Announced, Caused, Fact, Kind, Rule, Stretch, planned
from enforcement.credits.exclusions import Citation, Ground, ProvisionRef, Reason
from enforcement.credits.hours import service_hours
from enforcement.credits.intervals import Interval, Span, month_window
from enforcement.credits.rules import Assessment, Price, assess
from enforcement.credits.terms import Cause, Hours, Measured, Rounding, Terms, Tier

from .oracle import Case, Steps, oracle

MONTHS = int(os.environ.get("PROVISO_MONTHS", "1000"))
HALF_HOUR, MINUTE = 1800, 60
#: Months in which clocks are changed; Apia had no 30 December 2011.
CHANGES = [
    ("Europe/Amsterdam", 2026, 3), ("Europe/Amsterdam", 2026, 10),
    ("America/New_York", 2026, 3), ("America/New_York", 2026, 11),
    ("Australia/Lord_Howe", 2026, 4), ("Australia/Lord_Howe", 2026, 10),
    ("Africa/Cairo", 2026, 4), ("Africa/Cairo", 2026, 10),
    ("Pacific/Apia", 2011, 12), ("Pacific/Apia", 2012, 4),
    ("UTC", 2026, 2),
]  # fmt: skip
TIERS = (Tier(Decimal("99.9"), Decimal(10)), Tier(Decimal(99), Decimal(25)), Tier(Decimal(90), Decimal(100)))
PROVISION = ProvisionRef("no-credit", "ab" * 32, 1)
DECIDED = dt.datetime(2011, 1, 1, tzinfo=dt.UTC)
AMOUNTS = st.sampled_from([None, Decimal("0.01"), Decimal("1.50"), Decimal(40)])
HOURS = st.lists(
    st.tuples(st.integers(1, 7), st.integers(0, 46), st.integers(1, 48)).map(
        lambda one: Hours(one[0], 30 * one[1], 30 * min(one[1] + one[2], 48))
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def agreed(draw: st.DrawFn, step: int) -> Terms:
    """Terms of every kind."""
    measured = draw(st.sampled_from(Measured)) if step == HALF_HOUR else Measured.MONTH
    rounding = draw(st.sampled_from(Rounding))
    clauses = {cause: f"4.{place}" for place, cause in enumerate(Cause) if draw(st.booleans())}
    cap, smallest = draw(AMOUNTS), draw(AMOUNTS)
    return Terms(
        TIERS[: draw(st.integers(1, 3))],
        measured=measured,
        hours=tuple(draw(HOURS)) if measured == Measured.SERVICE_HOURS else (),
        rounding=rounding,
        digits=0 if rounding == Rounding.EXACT else draw(st.integers(0, 4)),
        shortest_seconds=draw(st.sampled_from([0, 1, step, step + 1, 3 * step, 10 * step])),
        clauses=clauses,
        excluded_stays=draw(st.booleans()),
        maintenance_notice_hours=draw(st.sampled_from([0, 1, 24])) if Cause.MAINTENANCE in clauses else 0,
        cap_percent=draw(st.sampled_from([None, Decimal(15), Decimal(100)])),
        cap_amount=cap,
        smallest_credit=smallest,
        currency=draw(st.sampled_from(["EUR", "JPY"])) if cap or smallest else "",
        claim_days=draw(st.sampled_from([None, 30])),
        past_due_clause=draw(st.sampled_from(["", "7"])),
    )


@st.composite
def cases(draw: st.DrawFn, month: Interval, zone: ZoneInfo, step: int) -> Case:
    """A service-month with everything that may happen in one, overlapping and open at will."""
    steps = month.microseconds // (step * 1_000_000)
    first = draw(st.integers(0, steps - 1))
    window = draw(st.sampled_from([(0, steps), (first, draw(st.integers(first + 1, steps)))]))
    begin = st.integers(-20, steps + 5)
    length = st.sampled_from([1, 2, 3, 7, 48, steps // 3])
    span: st.SearchStrategy[Steps] = st.tuples(begin, length).map(lambda one: (one[0], one[0] + one[1]))
    spans: st.SearchStrategy[Steps] = st.one_of(span, span, span, begin.map(lambda one: (one, None)))
    split = draw(st.integers(*window))
    prices = [(window[0], draw(st.sampled_from([Decimal(100), Decimal("33.333")])))]
    if window[0] < split < window[1]:
        prices.append((split, Decimal(162)))
    notice = st.one_of(st.none(), st.integers(0, 60))
    return Case(
        zone=zone,
        begins=month.start,
        step=step,
        steps=steps,
        window=window,
        prices=tuple(prices),
        currency=draw(st.sampled_from(["EUR", "JPY", "KWD"])),
        terms=draw(agreed(step)),
        facts=tuple(draw(st.lists(spans, max_size=5))),
        grounds=tuple(draw(st.lists(st.tuples(spans, st.integers(0, 2), st.integers(0, 2)), max_size=2))),
        causes=tuple(draw(st.lists(st.tuples(spans, st.sampled_from(list(Cause)[1:])), max_size=3))),
        maintenance=tuple(
            (start, start + size, start - draw(st.integers(0, 60)), None if gone is None else start + gone - 5)
            for start, size, gone in draw(st.lists(st.tuples(begin, length, notice), max_size=2))
        ),
        claimed=draw(st.booleans()),
        past_due=draw(st.booleans()),
    )


months = st.sampled_from(CHANGES).flatmap(
    lambda one: cases(month_window(one[1], one[2], ZoneInfo(one[0])), ZoneInfo(one[0]), HALF_HOUR)
)


def assessed(case: Case) -> Assessment:
    """The same month as the portal assesses it."""

    def instant(step: int) -> dt.datetime:
        return case.begins + dt.timedelta(seconds=step * case.step)

    def span(stretch: Steps) -> Span:
        return Span(instant(stretch[0]), None if stretch[1] is None else instant(stretch[1]))

    window = Interval(instant(case.window[0]), instant(case.window[1]))
    ends = [*(start for start, _price in case.prices[1:]), case.window[1]]
    announced = [
        Announced(instant(start), instant(end), instant(told), None if gone is None else instant(gone))
        for start, end, told, gone in case.maintenance
    ]
    hours = service_hours(case.terms.hours, case.zone, window) if case.terms.hours else None
    reasons = list(Reason)
    return assess(
        window,
        month=Interval(case.begins, instant(case.steps)),
        prices=[
            Price(Interval(instant(start), instant(end)), price)
            for (start, price), end in zip(case.prices, ends, strict=True)
        ],
        currency=case.currency,
        terms=case.terms,
        interruptions=[Fact(f"fact {place}", span(one), "import") for place, one in enumerate(case.facts)],
        exclusions=[
            Ground(span(one), Citation(f"{decided}", PROVISION, reasons[reason], DECIDED + dt.timedelta(days=decided)))
            for one, reason, decided in case.grounds
        ],
        causes=[
            *(Caused(cause, span(one)) for one, cause in case.causes),
            *planned(announced, case.terms.maintenance_notice_hours),
        ],
        measured=hours,
        claimed=case.claimed,
        past_due=case.past_due,
    )


def named(rule: Rule) -> str:
    """A rule as the oracle writes it."""
    if rule.citation:
        return f"aup {list(Reason).index(rule.citation.reason)} {rule.citation.determination}"
    return f"clause {rule.cause}" if rule.kind == Kind.CLAUSE else str(rule.kind)


def rules_by_step(case: Case, stretches: tuple[Stretch, ...]) -> dict[int, str]:
    """Which rule the portal gives each step."""
    step = dt.timedelta(seconds=case.step)
    found: dict[int, str] = {}
    for one in stretches:
        first, last = ((edge - case.begins) // step for edge in (one.interval.start, one.interval.end))
        for place in range(first, last):
            assert place not in found  # one rule decides it
            found[place] = named(one.rule)
    return found


def agree(case: Case) -> None:
    """Both find the same."""
    ours, theirs = assessed(case), oracle(case)
    assert rules_by_step(case, ours.stretches) == theirs.rules
    assert ours.counted_microseconds == theirs.counted * 1_000_000
    assert ours.excluded_microseconds == theirs.excluded * 1_000_000
    assert ours.percent == theirs.percent
    assert ours.amount == theirs.amount


@hypothesis.settings(max_examples=MONTHS)
@given(months)
def test_every_half_hour_of_a_month_is_decided_by_one_rule_and_the_amount_follows(case: Case) -> None:
    agree(case)


DAY = Interval(dt.datetime(2026, 10, 24, 22, tzinfo=dt.UTC), dt.datetime(2026, 10, 24, 22, 20, tzinfo=dt.UTC))


@hypothesis.settings(max_examples=MONTHS // 10)
@given(cases(DAY, ZoneInfo("UTC"), 1))
def test_every_second_of_twenty_minutes_is_decided_by_one_rule_and_the_amount_follows(case: Case) -> None:
    agree(case)
