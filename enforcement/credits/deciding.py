"""Which one rule decides each second in which a service was down (invariant 8, ADR 0020)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from enforcement.credits.exclusions import Citation, Ground
from enforcement.credits.intervals import Interval, Span, union
from enforcement.credits.terms import Cause, Terms


class Kind(StrEnum):
    """The rules in their order: the first that covers a second decides it."""

    OUTSIDE_HOURS = "outside_hours"
    TOO_SHORT = "too_short"
    AUP = "aup"
    CLAUSE = "clause"
    COUNTED = "counted"


ORDER = {kind: place for place, kind in enumerate(Kind)}
CAUSES = {cause: place for place, cause in enumerate(Cause)}


@dataclass(frozen=True)
class Rule:
    """What decides a stretch: under the AUP with its `citation`, by a `clause` of the level with its `cause`."""

    kind: Kind
    citation: Citation | None = None
    cause: Cause | None = None
    clause: str = ""

    @property
    def excludes(self) -> bool:
        """Whether it is time that would count if the AUP or a clause did not exclude it."""
        return self.kind in {Kind.AUP, Kind.CLAUSE}

    @property
    def place(self) -> tuple[object, ...]:
        """Where it stands among the rules that cover a second; the least decides."""
        of_aup = self.citation.place if self.citation else ()
        return ORDER[self.kind], of_aup, CAUSES[self.cause] if self.cause else -1


COUNTED = Rule(Kind.COUNTED)
OUTSIDE_HOURS = Rule(Kind.OUTSIDE_HOURS)
TOO_SHORT = Rule(Kind.TOO_SHORT)


@dataclass(frozen=True)
class Fact:
    """One interruption of the service: its id, when (perhaps still open), and where it is known from."""

    id: str
    span: Span
    source: str


@dataclass(frozen=True)
class Caused:
    """A stretch of time that a cause covers; it excludes only where the level has a clause for that cause."""

    cause: Cause
    span: Span


@dataclass(frozen=True)
class Announced:
    """Maintenance that was announced, and taken back at `withdrawn_at`, if it was. Instants in UTC."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    announced_at: dt.datetime
    withdrawn_at: dt.datetime | None = None


@dataclass(frozen=True)
class Stretch:
    """Time inside the window in which the service was down by the same facts and one rule decides."""

    interval: Interval
    facts: tuple[str, ...]
    rule: Rule


def planned(announced: Iterable[Announced], notice_hours: int) -> tuple[Caused, ...]:
    """Returns the maintenance that was announced so many hours ahead, until it was over or taken back."""
    notice = dt.timedelta(hours=notice_hours)
    found = []
    for one in announced:
        end = min(one.ends_at, one.withdrawn_at or one.ends_at)
        if one.announced_at + notice <= one.starts_at < end:
            found.append(Caused(Cause.MAINTENANCE, Span(one.starts_at, end)))
    return tuple(found)


def too_short(window: Interval, facts: Iterable[Fact], seconds: int) -> tuple[Interval, ...]:
    """Returns the interruptions that touch the window and are shorter than so many seconds from beginning to end.

    Facts that overlap or touch are one interruption, whatever excludes some of it; the window's edges cut none off.
    """
    least = dt.timedelta(seconds=seconds)
    around = Interval(window.start - least, window.end + least)
    whole = union(inside for fact in facts if (inside := fact.span.within(around)))
    return tuple(one for one in whole if one.end - one.start < least)


def decide(
    window: Interval,
    *,
    facts: Sequence[Fact],
    terms: Terms,
    measured: Sequence[Interval],
    grounds: Sequence[Ground],
    causes: Sequence[Caused],
) -> tuple[Stretch, ...]:
    """Cuts the time in which the service was down wherever what covers it or decides it changes.

    `measured` is when in the window availability is measured. The order and overlaps of what is given do not matter.
    """
    down = [(inside, fact.id) for fact in facts if (inside := fact.span.within(window))]
    short = too_short(window, facts, terms.shortest_seconds)
    covering: list[tuple[Interval, Rule]] = [(one, TOO_SHORT) for one in short]
    covering += [(inside, Rule(Kind.AUP, one.citation)) for one in grounds if (inside := one.span.within(window))]
    covering += [
        (inside, Rule(Kind.CLAUSE, cause=one.cause, clause=terms.clauses[one.cause]))
        for one in causes
        if one.cause in terms.clauses and (inside := one.span.within(window))
    ]
    edges = {edge for one, _ in (*down, *covering) for edge in (one.start, one.end)}
    edges |= {edge for one in measured for edge in (one.start, one.end)}
    stretches: list[Stretch] = []
    for start, end in pairwise(sorted(edges)):
        names = tuple(sorted({name for one, name in down if one.start <= start and end <= one.end}))
        if not names:
            continue
        if any(one.start <= start and end <= one.end for one in measured):
            rules = [rule for one, rule in covering if one.start <= start and end <= one.end]
            rule = min(rules, key=lambda one: one.place, default=COUNTED)
        else:
            rule = OUTSIDE_HOURS
        last = stretches[-1] if stretches else None
        if last and last.interval.end == start and (last.facts, last.rule) == (names, rule):
            stretches[-1] = Stretch(Interval(last.interval.start, end), names, rule)
        else:
            stretches.append(Stretch(Interval(start, end), names, rule))
    return tuple(stretches)
