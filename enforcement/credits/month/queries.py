"""Reads a month as finance works through it: how far each step is, what needs a look first, and its statements."""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Abs

from enforcement.credits.intervals import Interval
from enforcement.credits.models import (
    CreditRun,
    CreditStatement,
    Interruption,
    RunCustomer,
    ServiceLevelTerm,
    StatementStatus,
)
from enforcement.credits.month_names import window_of
from enforcement.credits.months import zone_of
from enforcement.credits.queries import statements
from enforcement.credits.runs.queries import failures, runs
from tenants.customers.models import Service, ServicePrice

M = TypeVar("M", bound=Model)
#: As many of each kind of exception are shown; the lists behind them show all.
FEW = 10


@dataclass(frozen=True)
class Totals:
    """How many statements, and what they come to in one currency."""

    currency: str
    number: int
    total: Decimal


@dataclass(frozen=True)
class Month:
    """A month: when it was, whether it is over, its last run but for previews, and its statements by where they stand.

    A run counts once it has ended; superseded statements are left out.
    """

    name: str
    zone: str
    window: Interval
    over: bool
    interruptions: int
    computed_at: dt.datetime | None
    run: CreditRun | None
    drafts: tuple[Totals, ...]
    approved: tuple[Totals, ...]
    issued: tuple[Totals, ...]
    paid: tuple[Totals, ...]

    @property
    def next_step(self) -> str:
        """What is to be done next: import, compute, check, issue, or nothing."""
        if self.computed_at is None:
            return "compute" if self.interruptions and self.over else "import"
        return "check" if self.drafts else "issue" if self.approved else "done"


@dataclass(frozen=True)
class Exceptions:
    """What needs a look before anything is approved, a few of each kind."""

    failures: tuple[RunCustomer, ...]
    open_interruptions: tuple[Interruption, ...]
    without_level: tuple[Service, ...]
    without_price: tuple[Service, ...]
    changes: tuple[CreditStatement, ...]
    empty: tuple[CreditStatement, ...]

    @property
    def found(self) -> bool:
        """Whether there is one."""
        return any(getattr(self, kind.name) for kind in fields(self))


def last_over(at: dt.datetime, zone: str) -> str:
    """Returns the last month that was over in the time zone at `at`."""
    first = at.astimezone(ZoneInfo(zone)).date().replace(day=1)
    return f"{first - dt.timedelta(days=1):%Y-%m}"


def month_of(name: str, at: dt.datetime) -> Month:
    """Returns the month as it stands at `at`. Raises Refused (`month`) for anything but YYYY-MM."""
    zone = zone_of(name)
    window = window_of(name, zone)
    standing = CreditStatement.objects.filter(month=name).exclude(status=StatementStatus.SUPERSEDED)
    latest = CreditStatement.objects.filter(month=name).order_by("-computed_at").first()
    return Month(
        name=name,
        zone=zone,
        window=window,
        over=at >= window.end,
        interruptions=_down_in(window).count(),
        computed_at=latest.computed_at if latest else None,
        run=runs().filter(month=name, preview=False, ended_at__isnull=False).first(),
        drafts=_sums(standing.filter(status=StatementStatus.DRAFT)),
        approved=_sums(standing.filter(status=StatementStatus.APPROVED)),
        issued=_sums(standing.filter(status=StatementStatus.ISSUED)),
        paid=_sums(standing.filter(payment__isnull=False), "payment__amount"),
    )


def exceptions_of(month: Month) -> Exceptions:
    """Returns what of the month needs a look first."""
    down = _down_in(month.window)
    services = Service.objects.select_related("customer").filter(pk__in=down.values("service")).order_by("reference")
    terms = ServiceLevelTerm.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=month.window.start), service=OuterRef("pk"), starts_at__lt=month.window.end
    )
    prices = ServicePrice.objects.filter(service=OuterRef("pk"), starts_at__lt=month.window.end)
    waiting = statements().filter(month=month.name, status__in=[StatementStatus.DRAFT, StatementStatus.APPROVED])
    nothing = waiting.filter(total=0, content__contains='"services":[]')  # as its text says it, quotes in words escaped
    changed = waiting.filter(supersedes__isnull=False).exclude(pk__in=nothing).exclude(difference=0)
    return Exceptions(
        failures=_few(failures().filter(run=month.run)),
        open_interruptions=_few(down.filter(ends_at=None).select_related("service__customer").order_by("starts_at")),
        without_level=_few(services.filter(~Exists(terms))),
        without_price=_few(services.filter(Exists(terms), ~Exists(prices))),
        changes=_few(changed.order_by(Abs(F("difference")).desc(), "customer__reference")),
        empty=_few(nothing),
    )


def statements_of(month: str) -> QuerySet[CreditStatement]:
    """Returns the month's statements, the largest first."""
    return statements().filter(month=month).order_by(Abs(F("difference")).desc(), "customer__reference", "-sequence")


def months_computed() -> list[str]:
    """Returns the months that have statements, the newest first."""
    return list(CreditStatement.objects.order_by("-month").values_list("month", flat=True).distinct()[:36])


def _down_in(window: Interval) -> QuerySet[Interruption]:
    return Interruption.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=window.start), starts_at__lt=window.end, withdrawal=None
    )


def _sums(found: QuerySet[CreditStatement], amount: str = "total") -> tuple[Totals, ...]:
    rows = found.order_by().values("currency").annotate(number=Count("pk"), total_=Sum(amount)).order_by("currency")
    return tuple(Totals(row["currency"], row["number"], row["total_"]) for row in rows)


def _few(rows: QuerySet[M]) -> tuple[M, ...]:
    return tuple(rows[:FEW])
