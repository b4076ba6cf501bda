"""Reads of documents received, and what they come to beside what was passed on."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Max, Q, QuerySet

from enforcement.credits.intervals import Interval
from enforcement.credits.models import CreditStatement, ReceivedCredit, ReceivedLine, StatementStatus
from enforcement.credits.month_names import window_of
from enforcement.credits.months import zone_of
from enforcement.credits.received.rules import Given, Match, Passed, Sums, matches, sums_of

#: A line that spans more months than these is compared with none of those between.
_MOST_MONTHS: Final = 24


def received() -> QuerySet[ReceivedCredit]:
    """Returns all documents received, the newest month first."""
    return ReceivedCredit.objects.prefetch_related("lines").order_by("-month", "vendor", "reference", "-recorded_at")


def last_month() -> str:
    """Returns the newest month of which a document or a statement is known; empty without any."""
    months = [model.objects.aggregate(last=Max("month"))["last"] or "" for model in (ReceivedCredit, CreditStatement)]
    return max(months)


@dataclass(frozen=True)
class Comparison:
    """A month's credits received beside what was passed on: what belongs together, and what nothing meets."""

    month: str
    matched: tuple[Match, ...]
    only_received: tuple[Match, ...]
    only_passed: tuple[Match, ...]

    @property
    def sums(self) -> tuple[Sums, ...]:
        """The month's sums by currency."""
        every = (*self.matched, *self.only_received, *self.only_passed)
        return sums_of(
            [one for match in every for one in match.given], [one for match in every for one in match.passed]
        )


def comparison(month: str) -> Comparison:
    """Returns what was received for the month, or for time in it, beside what its statements pass on.

    Statements of other months come in where a line reaches into them. Raises Refused (`month`, 422).
    """
    window = window_of(month, zone_of(month))
    lines = ReceivedLine.objects.filter(credit__withdrawn_at=None).select_related("credit")
    inside = Q(starts_at__lt=window.end, ends_at__gt=window.start)
    given = [
        _given(line) for line in lines.filter(Q(credit__month=month) | inside).order_by("credit__reference", "place")
    ]
    touched = {month}.union(*(_months(line) for line in given))
    passed = list(_passed(sorted(touched)))
    found = [one for one in matches(given, passed) if _of(one, month)]
    return Comparison(
        month=month,
        matched=tuple(one for one in found if one.given and one.passed),
        only_received=tuple(one for one in found if not one.passed),
        only_passed=tuple(one for one in found if not one.given and any(credit.amount for credit in one.passed)),
    )


def _of(match: Match, month: str) -> bool:
    """Whether the group is about the month; what stands alone belongs to its own month."""
    return month in {one.month for one in match.given} | {one.month for one in match.passed}


def _given(line: ReceivedLine) -> Given:
    credit = line.credit
    return Given(
        id=str(line.pk),
        document=str(credit.pk),
        reference=str(credit),
        month=credit.month,
        services=tuple(line.services),
        intervals=tuple(_interval(one) for one in line.intervals),
        currency=credit.currency,
        amount=line.amount,
    )


def _months(line: Given) -> set[str]:
    """Returns the months that a line may reach into, in whatever time zone they pass."""
    day = dt.timedelta(days=1)
    at, last = line.intervals[0].start - day, line.intervals[-1].end + day
    found: set[str] = set()
    while at <= last and len(found) < _MOST_MONTHS:
        found.add(f"{at:%Y-%m}")
        at = (at.replace(day=1) + 32 * day).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return found


def _passed(months: Iterable[str]) -> Iterator[Passed]:
    """Yields what the standing statements of the months credit, by service, where anything interrupted it."""
    rows = CreditStatement.objects.filter(month__in=months).exclude(status=StatementStatus.SUPERSEDED)
    for statement in rows.select_related("customer").order_by("month", "number").iterator(chunk_size=500):
        for line in statement.assessment["services"]:
            intervals = tuple(_interval(stretch["interval"]) for stretch in line["stretches"])
            yield Passed(
                statement=str(statement.pk),
                number=str(statement),
                customer=statement.customer.name,
                month=statement.month,
                service=line["service"]["reference"],
                intervals=intervals,
                currency=statement.currency,
                amount=Decimal(line["amount"]),
                issued=statement.status == StatementStatus.ISSUED,
            )


def _interval(pair: list[str]) -> Interval:
    start, end = (dt.datetime.fromisoformat(one) for one in pair)
    return Interval(start, end)
