"""Holds what the vendor credited against what was passed on: matched by service reference and overlap of time; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement.credits.intervals import Interval


@dataclass(frozen=True)
class Given:
    """A line of a document received."""

    id: str
    document: str
    reference: str
    month: str
    services: tuple[str, ...]
    intervals: tuple[Interval, ...]
    currency: str
    amount: Decimal


@dataclass(frozen=True)
class Passed:
    """What a customer's statement credits for one service; `issued`: the customer was sent it, and it stands."""

    statement: str
    number: str
    customer: str
    month: str
    service: str
    intervals: tuple[Interval, ...]
    currency: str
    amount: Decimal
    issued: bool


@dataclass(frozen=True)
class Sums:
    """Amounts of one currency: received, passed on, and computed but not sent yet."""

    currency: str
    received: Decimal
    passed: Decimal
    waiting: Decimal

    @property
    def kept(self) -> Decimal:
        """The difference: what was received and not passed on; below zero where more was passed on."""
        return self.received - self.passed


@dataclass(frozen=True)
class Match:
    """What belongs together: lines received and credits passed on that share a service and overlap in time."""

    given: tuple[Given, ...]
    passed: tuple[Passed, ...]

    @property
    def sums(self) -> tuple[Sums, ...]:
        """What was received, passed on and kept, by currency."""
        return sums_of(self.given, self.passed)


def matches(given: Sequence[Given], passed: Sequence[Passed]) -> list[Match]:
    """Returns everything in groups, each line and each credit in one; what nothing meets stands alone.

    Two belong together if they name the same service and an interval of one overlaps an interval of the other.
    """
    everything: list[Given | Passed] = [*given, *passed]
    leader = list(range(len(everything)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    by_service: dict[str, list[int]] = defaultdict(list)
    for place, credit in enumerate(passed, len(given)):
        by_service[credit.service].append(place)
    for place, line in enumerate(given):
        for service in line.services:
            for other in by_service[service]:
                if overlap(line.intervals, everything[other].intervals):
                    leader[find(other)] = find(place)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(everything)):
        groups[find(place)].append(place)
    return [
        Match(
            tuple(given[place] for place in group if place < len(given)),
            tuple(passed[place - len(given)] for place in group if place >= len(given)),
        )
        for group in groups.values()
    ]


def overlap(left: Sequence[Interval], right: Sequence[Interval]) -> bool:
    """Whether an interval of one overlaps an interval of the other; both in order and without overlaps of their own."""
    here, there = 0, 0
    while here < len(left) and there < len(right):
        if left[here].start < right[there].end and right[there].start < left[here].end:
            return True
        if left[here].end <= right[there].end:
            here += 1
        else:
            there += 1
    return False


def sums_of(given: Iterable[Given], passed: Iterable[Passed]) -> tuple[Sums, ...]:
    """Returns the sums by currency, in the order of their letters."""
    received: dict[str, Decimal] = defaultdict(Decimal)
    sent: dict[str, Decimal] = defaultdict(Decimal)
    waiting: dict[str, Decimal] = defaultdict(Decimal)
    for line in given:
        received[line.currency] += line.amount
    for credit in passed:
        (sent if credit.issued else waiting)[credit.currency] += credit.amount
    currencies = sorted({*received, *sent, *waiting})
    return tuple(Sums(one, received[one], sent[one], waiting[one]) for one in currencies)
