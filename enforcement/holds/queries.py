"""Reads of measures and holds: what is open when, and the words a measure rests on."""

import datetime as dt
from typing import Final

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from enforcement.cases.models import Approval, Case, Determination
from enforcement.cases.queries import effective_ones
from enforcement.holds import rules
from enforcement.holds.models import Hold, Measure, MeasureKind, StatementOfReasons
from enforcement.holds.rules import HoldTime
from tenants.customers.models import Customer, Service
from tenants.people.keyset import Order
from tenants.resellers.instants import LATEST

#: Of `measures()` and `timed_holds()`, by what a page's address and the API call them.
MEASURE_ORDERS: Final = {
    "newest": Order("proposed_at"),
    "oldest": Order("proposed_at", newest_first=False),
    "from": Order("begins", newest_first=False),
    "-from": Order("begins"),
    "until": Order("stops", newest_first=False),
    "-until": Order("stops"),
}
HOLD_ORDERS: Final = {
    "newest": Order("placed_at"),
    "oldest": Order("placed_at", newest_first=False),
    "from": Order("starts_at", newest_first=False),
    "-from": Order("starts_at"),
    "lifted": Order("was_lifted", newest_first=False),
    "-lifted": Order("was_lifted"),
}

#: How long a provider may take to carry out a hold or its lifting before somebody looks at it.
SETTLING = dt.timedelta(minutes=30)


def _ending() -> Combinable:
    """Returns when a hold ends: lifted, or at the end its measure was given, whichever came first."""
    return Least("lifted_at", "measure__ends_at", output_field=DateTimeField())


def _or(column: str, instant: dt.datetime) -> Combinable:
    return Coalesce(column, Value(instant), output_field=DateTimeField())


def timed_holds() -> QuerySet[Hold]:
    """Returns all holds with `ended_at`: exact even before a worker has lifted one whose time is over.

    `was_lifted` puts those that were not lifted after all others.
    """
    return Hold.objects.annotate(ended_at=_ending(), was_lifted=_or("lifted_at", LATEST))


def stopping_holds() -> QuerySet[Hold]:
    """Returns the holds of `timed_holds()` that stop their service altogether."""
    return timed_holds().filter(restricts="")


def open_holds(*, at: dt.datetime) -> QuerySet[Hold]:
    """Returns the holds that stop a service at `at` (UTC); one that restricts it stops nothing."""
    return stopping_holds().filter(Q(ended_at=None) | Q(ended_at__gt=at), starts_at__lte=at)


def unlifted_holds(*, at: dt.datetime) -> QuerySet[Hold]:
    """Returns the holds that stop or restrict a service at `at` (UTC) or will do so later."""
    return timed_holds().filter(Q(ended_at=None) | Q(ended_at__gt=at))


def time_of(hold: Hold) -> HoldTime:
    """Returns when the hold stops its service; wants a hold of `timed_holds()`."""
    return HoldTime(hold.starts_at, getattr(hold, "ended_at", hold.lifted_at))


def service_enabled(service: Service, at: dt.datetime) -> bool:
    """Whether the service runs at `at` (UTC): exactly if it has no open hold (invariant 7)."""
    return rules.service_enabled(map(time_of, stopping_holds().filter(service=service)), at)


def hold_intervals(customer: Customer, start: dt.datetime, end: dt.datetime) -> list[Hold]:
    """Returns the holds that stopped the customer's services in some of [start, end) (UTC), each with `ended_at`.

    It is None while a hold is open.
    """
    during = stopping_holds().filter(service__customer=customer).filter(Q(ended_at=None) | Q(ended_at__gt=start))
    found = during.filter(starts_at__lt=end).select_related("measure").order_by("starts_at")
    return [hold for hold in found if _has_length(hold)]


def determination_behind(hold: Hold) -> str | None:
    """Returns the id of the determination that a hold rests on (R10); None for a hold without a measure.

    An interim suspension is covered by the first determination of its case that came while it lasted, if one did.
    """
    measure = hold.measure
    if measure is None or measure.determination_id:
        return str(measure.determination_id) if measure else None
    during = effective_ones().filter(case=measure.case_id, decided_at__gte=measure.proposed_at)
    found = during.filter(decided_at__lte=measure.ends_at).order_by("decided_at").first()
    return str(found.pk) if found else None


def holds_with_determination() -> QuerySet[Hold]:
    """Returns the holds of `stopping_holds()`, each with `determination`: what `determination_behind` says of it."""
    came = effective_ones().filter(case=OuterRef("measure__case"), decided_at__gte=OuterRef("measure__proposed_at"))
    came = came.filter(decided_at__lte=OuterRef("measure__ends_at")).order_by("decided_at")
    return stopping_holds().annotate(determination=Coalesce("measure__determination", Subquery(came.values("pk")[:1])))


def _has_length(hold: Hold) -> bool:
    ended_at = time_of(hold).ends_at
    return ended_at is None or ended_at > hold.starts_at


def has_effect(determination: Determination) -> bool:
    """Whether the determination needs nobody's approval any more."""
    return not determination.needs_approval or Approval.objects.filter(determination=determination).exists()


def measures() -> QuerySet[Measure]:
    """Returns all measures, newest first, with what a list of them shows.

    A list sorts by `begins` and `stops`: one without a beginning from when it was proposed, one without an end last.
    """
    related = ("customer", "service", "case", "determination", "approval", "remedy__version", "reinstates")
    rows = Measure.objects.annotate(begins=Coalesce("starts_at", "proposed_at"), stops=_or("ends_at", LATEST))
    return rows.select_related(*related).prefetch_related("services").order_by("-proposed_at")


def taking_effect(
    rows: QuerySet[Measure], *, since: dt.datetime | None = None, until: dt.datetime | None = None
) -> QuerySet[Measure]:
    """Returns the measures that took effect from `since` until before `until` (UTC): then its statement is issued."""
    issued = StatementOfReasons.objects.filter(measure=OuterRef("pk"), extension=None)
    issued = issued.filter(issued_at__gte=since) if since else issued
    return rows.filter(Exists(issued.filter(issued_at__lt=until) if until else issued))


def statements_for(customer: Customer) -> QuerySet[StatementOfReasons]:
    """Returns the customer's statements of reasons, newest first."""
    return (
        StatementOfReasons.objects.filter(customer=customer)
        .select_related("measure__service", "extension")
        .prefetch_related("measure__services")
        .order_by("-number")
    )


def interims(case: Case) -> QuerySet[Measure]:
    """Returns the interim suspensions of a case."""
    return Measure.objects.filter(case=case, kind=MeasureKind.INTERIM)


def due_to_end(*, at: dt.datetime) -> QuerySet[Measure]:
    """Active measures whose time is over at `at` (UTC)."""
    return Measure.objects.filter(status="active", ends_at__lte=at)
