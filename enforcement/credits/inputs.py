"""Reads what a customer's month rests on, as the values that the pure rules take."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from enforcement.appeals.queries import ended_by_appeal, overturned_among
from enforcement.cases.models import Determination
from enforcement.credits.exclusions import (
    CausedInterruption,
    Ground,
    HeldTime,
    ProvisionRef,
    RemedyInForce,
    Ruling,
    grounds,
)
from enforcement.credits.intervals import Interval, Span
from enforcement.credits.models import Interruption, ServiceLevel, ServiceLevelTerm
from enforcement.credits.rules import Fact, Level, Price, Tier
from enforcement.holds.models import Hold
from enforcement.holds.queries import determination_behind, hold_intervals
from policies.versions.effective_terms import added_remedies, remedies_for
from policies.versions.models import PolicyVersion
from policies.versions.queries import standing_versions, the_policy
from tenants.customers.models import Customer, Deviation, Service
from tenants.customers.queries import deviations_between

HOLD, IMPORTED = "hold", "interruption"


@dataclass(frozen=True)
class ServiceMonth:
    """The part of a month in which one level and one currency applied to a service, and what happened in it."""

    service: Service
    level: ServiceLevel
    window: Interval
    currency: str
    prices: tuple[Price, ...]
    facts: tuple[Fact, ...]
    grounds: tuple[Ground, ...]


def to_level(level: ServiceLevel) -> Level:
    """Returns the service level as the rules take it; its target is the highest tier's."""
    tiers = tuple(Tier(Decimal(below), Decimal(percent)) for below, percent in level.tiers)
    return Level(max(tier.below for tier in tiers), tiers)


def customers_affected(window: Interval) -> Iterable[Customer]:
    """Returns the customers with an interruption or an abuse hold in the window."""
    down = Interruption.objects.filter(_overlapping(window), withdrawal=None)
    held = Hold.objects.filter(_overlapping(window, "lifted_at"), measure__isnull=False)
    services = Q(services__in=down.values("service")) | Q(services__in=held.values("service"))
    return Customer.objects.filter(services).distinct().order_by("reference")


def service_months(customer: Customer, month: Interval, *, widened: Sequence[Span]) -> list[ServiceMonth]:
    """Returns where in the month which level and price applied to the customer's services, by their references.

    A service counts from its beginning to its end, a level from and until the instant it was assigned.
    `widened`: when any customer's violation excluded (R10).
    """
    terms = (
        ServiceLevelTerm.objects.filter(_overlapping(month), service__customer=customer)
        .select_related("service", "level")
        .order_by("service__reference", "starts_at")
    )
    remedies = remedies_in_force(customer, month)
    return [
        _happened(term.service, term.level, prices, remedies, widened)
        for term in terms
        if (life := Span(term.service.starts_at, term.service.ends_at).meet(Span(term.starts_at, term.ends_at)))
        if (window := life.within(month))
        for prices in prices_in(term.service, window)
    ]


def prices_in(service: Service, window: Interval) -> list[tuple[str, tuple[Price, ...]]]:
    """Returns the service's prices over the window, those of one currency that follow each other together."""
    rows = list(service.prices.filter(starts_at__lt=window.end).order_by("starts_at", "recorded_at"))
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
    service: Service,
    level: ServiceLevel,
    priced: tuple[str, tuple[Price, ...]],
    remedies: Sequence[RemedyInForce],
    widened: Sequence[Span],
) -> ServiceMonth:
    currency, prices = priced
    window = Interval(prices[0].interval.start, prices[-1].interval.end)
    interruptions = _down(service, window)
    # A hold for payment or at the customer's request is no interruption: the service is off as agreed.
    holds = [hold for hold in hold_intervals(service, window.start, window.end) if hold.measure is not None]
    customer = str(service.customer_id)
    void = ended_by_appeal([hold.measure for hold in holds if hold.measure])
    held = [
        HeldTime(customer, None if hold.measure_id in void else determination_behind(hold), _span_of(hold))
        for hold in holds
    ]
    caused = [
        CausedInterruption(customer, str(link.determination_id), Span(one.starts_at, one.ends_at))
        for one in interruptions
        for link in one.causations.all()
    ]
    named = {one.determination for one in held if one.determination} | {one.determination for one in caused}
    facts = [Fact(f"{IMPORTED} {one.reference}", Span(one.starts_at, one.ends_at), IMPORTED) for one in interruptions]
    facts += [Fact(f"{HOLD} {hold.pk}", _span_of(hold), HOLD) for hold in holds]
    found = grounds(
        customer=customer, holds=held, caused=caused, rulings=rulings(named), remedies=remedies, widened=widened
    )
    return ServiceMonth(service, level, window, currency, prices, tuple(facts), found)


def _down(service: Service, window: Interval) -> QuerySet[Interruption]:
    return Interruption.objects.filter(_overlapping(window), service=service, withdrawal=None).prefetch_related(
        "causations"
    )


def rulings(determinations: Iterable[str]) -> list[Ruling]:
    """Returns those of the determinations that stand today: in effect, and not overturned on appeal."""
    found = Determination.objects.filter(pk__in=list(determinations))
    found = found.filter(Q(needs_approval=False) | Q(approval__isnull=False))
    overturned = overturned_among(found)
    return [Ruling(str(one.pk), str(one.customer_id)) for one in found if one.pk not in overturned]


def remedies_in_force(customer: Customer, window: Interval) -> list[RemedyInForce]:
    """When in the window which provision withheld credits from the customer: only under an agreement (R1, R10)."""
    policy = the_policy()
    if policy is None:
        return []
    versions = list(standing_versions(policy).filter(effective_at__lt=window.end).order_by("effective_at"))
    ends = [*(version.effective_at for version in versions[1:]), None]
    timed = zip(versions, ends, strict=False)  # before the first posting there is no version, and one end too many
    current = [(version, end) for version, end in timed if not end or end > window.start]
    agreements = [Span(one.starts_at, one.ends_at) for one in customer.agreements.all()]
    deviations = list(deviations_between(customer=customer, start=window.start, end=window.end))
    found: list[RemedyInForce] = []
    for version, end in current:
        last = min(end, window.end) if end else window.end
        for begun, ended in _steady(deviations, max(version.effective_at, window.start), last):
            then = [one for one in deviations if _applies(one, begun)]
            stretch = Span(begun, ended)
            for words in _credit_words(version, then):
                found += [RemedyInForce(words, span) for one in agreements if (span := stretch.meet(one))]
    return found


def _credit_words(version: PolicyVersion, deviations: Sequence[Deviation]) -> list[ProvisionRef]:
    """Returns what withholds credits: posted remedies as they bind the customer, then those that its agreement adds."""
    posted = remedies_for(version=version, deviations=deviations, about="credit")
    added = added_remedies(version=version, deviations=deviations, about="credit")
    return [ProvisionRef(one.provision.key, one.digest, version.number) for one in posted] + [
        ProvisionRef(one.key, one.digest, version.number) for one in added
    ]


def _steady(
    deviations: Sequence[Deviation], start: dt.datetime, end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Returns the stretches from `start` until `end` between which nothing agreed with the customer begins or ends."""
    edges = {start, end}
    for one in deviations:
        edges |= {edge for edge in (one.starts_at, one.ends_at, one.agreement.ends_at) if edge and start < edge < end}
    ordered = sorted(edges)
    return list(itertools.pairwise(ordered))


def _applies(deviation: Deviation, at: dt.datetime) -> bool:
    ends = (deviation.ends_at, deviation.agreement.ends_at)
    return deviation.starts_at <= at and all(end is None or end > at for end in ends)


def _span_of(hold: Hold) -> Span:
    ended_at: dt.datetime | None = getattr(hold, "ended_at", hold.lifted_at)
    return Span(hold.starts_at, ended_at)


def _overlapping(window: Interval, ending: str = "ends_at") -> Q:
    return Q(starts_at__lt=window.end) & (Q(**{ending: None}) | Q(**{f"{ending}__gt": window.start}))
