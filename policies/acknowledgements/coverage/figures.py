"""How far a version has been read and acknowledged, and who has not yet."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from policies.acknowledgements.models import Acknowledgement, View
from policies.acknowledgements.queries import covering, declining, sufficient
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer, Membership
from tenants.customers.queries import customers_at

#: A picture has at most this many steps; longer times get wider steps.
STEPS = 30


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """How many of the customers and people that a version binds at an instant have acknowledged it."""

    version: PolicyVersion
    customers: int
    customers_acknowledged: int
    people: int
    people_acknowledged: int
    people_shown: int


def bound_customers(*, at: dt.datetime) -> QuerySet[Customer]:
    """Returns the customers with an agreement at `at` (UTC): whom a version in force binds."""
    return customers_at(at)


def binding_acknowledgements(version: PolicyVersion, *, at: dt.datetime) -> QuerySet[Acknowledgement]:
    """Returns what representatives acknowledged that is enough for a version at `at` (UTC); only theirs binds (R2)."""
    return sufficient(version, at=at).filter(capacity=Capacity.REPRESENTATIVE)


def coverage_figures(*, version: PolicyVersion, at: dt.datetime) -> CoverageFigures:
    """Returns the figures of a version among those who have an agreement at `at` (UTC)."""
    customers = bound_customers(at=at)
    people = Membership.objects.filter(customer__in=customers, until=None)
    mine = {"person": OuterRef("user__pseudonym"), "customer": OuterRef("customer")}
    done = sufficient(version, at=at)
    counted = people.aggregate(
        people=Count("pk"),
        acknowledged=Count("pk", filter=Exists(done.filter(**mine))),
        shown=Count("pk", filter=Exists(View.objects.filter(version__in=covering(version), **mine))),
    )
    binding = done.filter(customer=OuterRef("pk"), capacity=Capacity.REPRESENTATIVE)
    return CoverageFigures(
        version=version,
        customers=customers.count(),
        customers_acknowledged=customers.filter(Exists(binding)).count(),
        people=counted["people"],
        people_acknowledged=counted["acknowledged"],
        people_shown=counted["shown"],
    )


def declined_customers(*, version: PolicyVersion, at: dt.datetime) -> QuerySet[Customer]:
    """Returns the customers bound at `at` (UTC) that a representative declined the words for, and none acknowledged."""
    mine = {"customer": OuterRef("pk"), "capacity": Capacity.REPRESENTATIVE}
    declined = Exists(declining(version, at=at).filter(**mine))
    return bound_customers(at=at).filter(declined).exclude(Exists(sufficient(version, at=at).filter(**mine)))


def customers_missing(*, version: PolicyVersion, at: dt.datetime) -> QuerySet[Any]:
    """Returns the customers with an agreement at `at` (UTC) for whom no representative acknowledged the version.

    Each carries `shown_at` (when the version was first shown to one of its people) and `last_number` (the version
    acknowledged last), either of which may be None, and `anew`: whether it acknowledged the version, and what its
    agreement says otherwise began or ended since.
    """
    done = binding_acknowledgements(version, at=at).filter(customer=OuterRef("pk"))
    last = (
        Acknowledgement.objects.filter(customer=OuterRef("pk"), capacity=Capacity.REPRESENTATIVE)
        .order_by("-at")
        .values("version__number")[:1]
    )
    before = Acknowledgement.objects.filter(
        version__in=covering(version), capacity=Capacity.REPRESENTATIVE, customer=OuterRef("pk")
    )
    return (
        bound_customers(at=at)
        .exclude(Exists(done))
        .annotate(anew=Exists(before))
        .annotate(shown_at=Min("views__at", filter=Q(views__version=version)), last_number=Subquery(last))
        .order_by("name", "reference")
    )


def over_time(*, version: PolicyVersion, until: dt.datetime) -> tuple[list[dt.datetime], tuple[list[int], list[int]]]:
    """Returns how many customers and people had acknowledged by each instant (UTC) from posting to `until`.

    Gives the instants, then the two rows of figures. Steps are whole days, more of them where thirty would not do.
    """
    firsts = binding_acknowledgements(version, at=until).values("customer").annotate(first=Min("at"))
    customers = sorted(row["first"] for row in firsts)
    everyone = sufficient(version, at=until)
    people = sorted(row["first"] for row in everyone.values("person", "customer").annotate(first=Min("at")))
    last = max(until, everyone.aggregate(last=Max("at"))["last"] or until)
    instants = steps(version.posted_at, last)
    return instants, (_reached(customers, instants), _reached(people, instants))


def people_acknowledged_by(version: PolicyVersion, instants: Sequence[dt.datetime]) -> list[int]:
    """Returns how many people had acknowledged the version by each instant (UTC), for the picture of its notice."""
    rows = Acknowledgement.objects.filter(version=version).values("person").annotate(first=Min("at"))
    firsts = sorted(row["first"] for row in rows)
    return [bisect_right(firsts, instant) for instant in instants]


def steps(start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Evenly spaced instants from `start` to `end`, both included, whole days apart but for the last."""
    days = max(int((end - start) / dt.timedelta(days=1)), 1)
    step = dt.timedelta(days=-(-days // STEPS))
    instants = [start]
    while instants[-1] + step < end:
        instants.append(instants[-1] + step)
    return [*instants, end] if end > start else instants


def _reached(sorted_instants: Sequence[dt.datetime], marks: Sequence[dt.datetime]) -> list[int]:
    return [sum(1 for instant in sorted_instants if instant <= mark) for mark in marks]
