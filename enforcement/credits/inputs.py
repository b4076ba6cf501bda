"""Reads what a customer's month rests on, as the values that the pure rules take."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from enforcement.appeals.queries import ended_by_appeal, overturned_among
from enforcement.cases.models import Determination
from enforcement.credits.deciding import Announced, Caused, Fact, planned
from enforcement.credits.exclusions import (
    CausedInterruption,
    Ground,
    HeldTime,
    RemedyInForce,
    Ruling,
    grounds,
)
from enforcement.credits.hours import days_after, service_hours
from enforcement.credits.intervals import Interval, Span
from enforcement.credits.level_terms import terms_of
from enforcement.credits.models import (
    CreditClaim,
    FoundCause,
    Interruption,
    LevelVersion,
    Maintenance,
    PastDue,
    ServiceLevelTerm,
)
from enforcement.credits.remedies import remedies_in_force
from enforcement.credits.rules import Assessment, Price, assess
from enforcement.credits.terms import Cause, Measured, Terms
from enforcement.holds.models import Hold, HoldReason
from enforcement.holds.queries import determination_behind, hold_intervals
from tenants.customers.models import Customer, Service

HOLD, IMPORTED = "hold", "interruption"

#: What a hold without a determination is to a level's clauses; one for maintenance is what was announced, or nothing.
HOLD_CAUSES: Final = {
    HoldReason.PAYMENT: Cause.PAYMENT,
    HoldReason.LEGAL_ORDER: Cause.LEGAL_ORDER,
    HoldReason.REQUEST: Cause.OWN_ACT,
}
FOUND_CAUSES: Final = {FoundCause.FORCE_MAJEURE: Cause.FORCE_MAJEURE, FoundCause.OWN_ACT: Cause.OWN_ACT}


@dataclass(frozen=True)
class CustomerMonth:
    """A month of a customer, what holds for all its services, and what happened to them.

    `widened`: when any violation excluded (R10); `void`: the measures that an appeal took away.
    """

    month: Interval
    zone: ZoneInfo
    widened: Sequence[Span]
    remedies: Sequence[RemedyInForce]
    claim: CreditClaim | None
    past_due: bool
    interruptions: Sequence[Interruption]
    holds: Sequence[Hold]
    maintenance: Sequence[Maintenance]
    void: Collection[uuid.UUID]
    rulings: Sequence[Ruling]


@dataclass(frozen=True)
class ServiceMonth:
    """The part of a month in which one version of a level and one currency applied to a service, and what happened."""

    service: Service
    version: LevelVersion
    terms: Terms
    month: Interval
    window: Interval
    currency: str
    prices: tuple[Price, ...]
    facts: tuple[Fact, ...]
    grounds: tuple[Ground, ...]
    causes: tuple[Caused, ...]
    measured: tuple[Interval, ...]
    claimed: bool
    past_due: bool

    def assess(self) -> Assessment:
        """Returns what is due for it."""
        return assess(
            self.window,
            month=self.month,
            prices=self.prices,
            currency=self.currency,
            terms=self.terms,
            interruptions=self.facts,
            exclusions=self.grounds,
            causes=self.causes,
            measured=self.measured,
            claimed=self.claimed,
            past_due=self.past_due,
        )


def service_months(
    customer: Customer, month: Interval, *, zone: ZoneInfo, widened: Sequence[Span]
) -> list[ServiceMonth]:
    """Returns where in the month which level and price applied to the customer's services, by their references.

    A service counts from its beginning to its end, a level from and until the instant it was assigned, a version until
    the next. `widened`: when any customer's violation excluded (R10).
    """
    assigned = list(
        ServiceLevelTerm.objects.filter(_overlapping(month), service__customer=customer)
        .select_related("service", "level")
        .prefetch_related("level__versions", "service__prices")
        .order_by("service__reference", "starts_at")
    )
    reach = max((one.shortest_seconds for term in assigned for one in term.level.versions.all()), default=0)
    around = _around(customer, month, zone, widened, dt.timedelta(seconds=reach))
    return [
        _happened(term.service, version, prices, around)
        for term in assigned
        if (life := Span(term.service.starts_at, term.service.ends_at).meet(Span(term.starts_at, term.ends_at)))
        for version, span in versions_in(list(term.level.versions.all()))
        if (applied := life.meet(span))
        if (window := applied.within(month))
        for prices in prices_in(term.service, window)
    ]


def _around(
    customer: Customer, month: Interval, zone: ZoneInfo, widened: Sequence[Span], reach: dt.timedelta
) -> CustomerMonth:
    """Reads what the customer's month rests on, as far beside it as `reach`."""
    touching = Interval(month.start - reach, month.end + reach)
    interruptions = list(_down(customer, touching))
    holds = hold_intervals(customer, touching.start, touching.end)
    void = ended_by_appeal([hold.measure for hold in holds if hold.measure])
    named = {str(link.determination_id) for one in interruptions for link in one.causations.all()}
    named |= {found for hold in holds if (found := determination_behind(hold))}
    return CustomerMonth(
        month=month,
        zone=zone,
        widened=widened,
        remedies=remedies_in_force(customer, month),
        claim=CreditClaim.objects.filter(customer=customer, month=f"{month.start.astimezone(zone):%Y-%m}").first(),
        past_due=_past_due(customer, month.end),
        interruptions=interruptions,
        holds=holds,
        maintenance=list(Maintenance.objects.filter(_overlapping(month)).prefetch_related("maintained")),
        void=void,
        rulings=rulings(named),
    )


def versions_in(versions: Iterable[LevelVersion]) -> list[tuple[LevelVersion, Span]]:
    """Returns from when until when each version of a level holds."""
    ordered = sorted(versions, key=lambda one: one.number)
    ends = [*(one.effective_at for one in ordered[1:]), None]
    return [(one, Span(one.effective_at, end)) for one, end in zip(ordered, ends, strict=False)]


def prices_in(service: Service, window: Interval) -> list[tuple[str, tuple[Price, ...]]]:
    """Returns the service's prices over the window, those of one currency that follow each other together."""
    rows = [one for one in service.prices.all() if one.starts_at < window.end]
    rows.sort(key=lambda one: (one.starts_at, one.recorded_at))
    ends = [*(row.starts_at for row in rows[1:]), None]
    found: list[tuple[str, tuple[Price, ...]]] = []
    for row, end in zip(rows, ends, strict=True):
        if end is not None and end <= row.starts_at:
            continue  # replaced before it applied
        inside = Span(row.starts_at, end).within(window)
        if inside is None:
            continue
        price = Price(inside, row.monthly_price)
        if found and found[-1][0] == row.currency:
            found[-1] = (row.currency, (*found[-1][1], price))
        else:
            found.append((row.currency, (price,)))
    return found


def _happened(
    service: Service, version: LevelVersion, priced: tuple[str, tuple[Price, ...]], around: CustomerMonth
) -> ServiceMonth:
    currency, prices = priced
    window = Interval(prices[0].interval.start, prices[-1].interval.end)
    terms = terms_of(version)
    reach = dt.timedelta(seconds=terms.shortest_seconds)
    touching = Interval(window.start - reach, window.end + reach)
    interruptions = [one for one in around.interruptions if _touches(one.service_id, _span_of(one), service, touching)]
    holds = [one for one in around.holds if _touches(one.service_id, _span_of(one), service, touching)]
    facts = [Fact(f"{IMPORTED} {one.reference}", Span(one.starts_at, one.ends_at), IMPORTED) for one in interruptions]
    facts += [Fact(f"{HOLD} {hold.pk}", _span_of(hold), HOLD) for hold in holds]
    announced = planned(_announced(service, window, around), terms.maintenance_notice_hours)
    measured: tuple[Interval, ...] = (window,)
    if terms.measured == Measured.SERVICE_HOURS:
        measured = service_hours(terms.hours, around.zone, window)
    return ServiceMonth(
        service=service,
        version=version,
        terms=terms,
        month=around.month,
        window=window,
        currency=currency,
        prices=prices,
        facts=tuple(facts),
        grounds=_grounds(service, interruptions, holds, around),
        causes=(*announced, *_causes(interruptions, holds)),
        measured=measured,
        claimed=_claimed(terms, around),
        past_due=around.past_due,
    )


def _grounds(
    service: Service, interruptions: Sequence[Interruption], holds: Sequence[Hold], around: CustomerMonth
) -> tuple[Ground, ...]:
    customer = str(service.customer_id)
    held = [
        HeldTime(customer, None if hold.measure_id in around.void else determination_behind(hold), _span_of(hold))
        for hold in holds
        if hold.measure is not None
    ]
    caused = [
        CausedInterruption(customer, str(link.determination_id), Span(one.starts_at, one.ends_at))
        for one in interruptions
        for link in one.causations.all()
    ]
    return grounds(
        customer=customer,
        holds=held,
        caused=caused,
        rulings=around.rulings,
        remedies=around.remedies,
        widened=around.widened,
    )


def _causes(interruptions: Iterable[Interruption], holds: Iterable[Hold]) -> list[Caused]:
    said = [(FoundCause(one.attributed.cause), one) for one in interruptions if one.attributed]
    found = [
        Caused(FOUND_CAUSES[cause], Span(one.starts_at, one.ends_at)) for cause, one in said if cause in FOUND_CAUSES
    ]
    reasons = [(HoldReason(hold.reason), hold) for hold in holds]
    return found + [Caused(HOLD_CAUSES[reason], _span_of(hold)) for reason, hold in reasons if reason in HOLD_CAUSES]


def _announced(service: Service, window: Interval, around: CustomerMonth) -> list[Announced]:
    return [
        Announced(one.starts_at, one.ends_at, one.announced_at, one.withdrawn_at)
        for one in around.maintenance
        if _touches(service.pk, Span(one.starts_at, one.ends_at), service, window)
        and (one.everywhere or any(each.service_id == service.pk for each in one.maintained.all()))
    ]


def _claimed(terms: Terms, around: CustomerMonth) -> bool:
    if terms.claim_days is None:
        return True
    until = days_after(around.month.end, terms.claim_days, around.zone)
    return around.claim is not None and around.claim.claimed_at < until


def _past_due(customer: Customer, at: dt.datetime) -> bool:
    """Whether the customer was past due just before `at`: when the month ended."""
    rows = PastDue.objects.filter(Q(ends_at=None) | Q(ends_at__gte=at), customer=customer, starts_at__lt=at)
    return rows.exists()


def _down(customer: Customer, window: Interval) -> QuerySet[Interruption]:
    rows = Interruption.objects.filter(_overlapping(window), service__customer=customer, withdrawal=None)
    return rows.prefetch_related("causations", "attributions")


def _touches(where: uuid.UUID, span: Span, service: Service, window: Interval) -> bool:
    return where == service.pk and span.start < window.end and (span.end is None or span.end > window.start)


def rulings(determinations: Iterable[str]) -> list[Ruling]:
    """Returns those of the determinations that stand today: in effect, and not overturned on appeal."""
    found = Determination.objects.filter(pk__in=list(determinations))
    found = found.filter(Q(needs_approval=False) | Q(approval__isnull=False))
    overturned = overturned_among(found)
    return [Ruling(str(one.pk), str(one.customer_id), one.decided_at) for one in found if one.pk not in overturned]


def _span_of(fact: Hold | Interruption) -> Span:
    if isinstance(fact, Interruption):
        return Span(fact.starts_at, fact.ends_at)
    ended_at: dt.datetime | None = getattr(fact, "ended_at", fact.lifted_at)
    return Span(fact.starts_at, ended_at)


def _overlapping(window: Interval, ending: str = "ends_at") -> Q:
    return Q(starts_at__lt=window.end) & (Q(**{ending: None}) | Q(**{f"{ending}__gt": window.start}))
