"""Reads about customers: who held what when, which agreement ran, for whom a person acts."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tenants.customers.identifiers import held_parts, recognised
from tenants.customers.importing.contents import FileContents
from tenants.customers.importing.identifiers import HeldIdentifier
from tenants.customers.importing.plan import ExistingRecords
from tenants.customers.models import (
    Agreement,
    Authority,
    Capacity,
    Customer,
    Deviation,
    Identifier,
    Membership,
    Service,
)
from tenants.people.models import User

_CUSTOMER = ["id", "reference", "name", "created_at"]
_ACTS_FOR = """
SELECT c.id, c.reference, c.name, c.created_at FROM customers_customer c
WHERE c.id IN (SELECT m.customer_id FROM customers_membership m WHERE m.user_id = %s AND m.until IS NULL)
"""
#: So many holders tell that there is not one alone.
_ENOUGH = 2
# All holders of a target are gathered and not limited: a limit would have the planner walk every service in turn.
_HOLDERS = """
SELECT asked.place, unnest(held.services)
FROM unnest(%s::int[], %s::inet[], %s::int[], %s::timestamptz[], %s::timestamptz[])
  AS asked(place, network, port, start, until)
CROSS JOIN LATERAL (
  SELECT (array_agg(DISTINCT service_id))[1:2] AS services FROM customers_identifier
  WHERE kind = 'network' AND network && asked.network
    AND held_from <= asked.until AND (held_until IS NULL OR held_until > asked.start)
    AND (asked.port IS NULL OR port_from IS NULL OR asked.port BETWEEN port_from AND port_to)
) AS held
UNION ALL
SELECT asked.place, unnest(held.services)
FROM unnest(%s::int[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[])
  AS asked(place, kind, value, start, until)
CROSS JOIN LATERAL (
  SELECT (array_agg(DISTINCT service_id))[1:2] AS services FROM customers_identifier
  WHERE kind = asked.kind AND value = asked.value AND value <> ''
    AND held_from <= asked.until AND (held_until IS NULL OR held_until > asked.start)
) AS held
"""


def services_holding(
    *, target: str, start: dt.datetime, end: dt.datetime, port: int | None = None
) -> QuerySet[Service]:
    """Returns the services that held the target at some instant from `start` until `end` (aware; both may be the same).

    A target is an address, a network (any part of it counts), a domain (also one below a held domain), a phone
    number, a URL or mail address that contains one, or the reference of a customer or service. Who held it in the
    meantime is not who holds it now. A `port` leaves out who held only other ports of a shared address.
    """
    known = recognised(target)
    if known is None:
        return _services_of_account(target, start, end)
    kind, value = known
    then = Q(held_from__lte=end) & (Q(held_until=None) | Q(held_until__gt=start))
    identifiers = Identifier.objects.filter(then, kind=kind, service=OuterRef("pk"))
    if kind == Identifier.Kind.NETWORK:
        identifiers = identifiers.filter(network__overlaps=value)
        if port is not None:
            identifiers = identifiers.filter(Q(port_from=None) | Q(port_from__lte=port, port_to__gte=port))
    elif kind == Identifier.Kind.DOMAIN:
        identifiers = identifiers.filter(value__in=_names(kind, value))
    else:
        identifiers = identifiers.filter(value=value)
    return Service.objects.filter(Exists(identifiers)).select_related("customer", "agreement").order_by("reference")


@dataclass(frozen=True, slots=True)
class HeldThen:
    """A target, and from when until when (aware) it is asked who held it; a `port` as `services_holding` takes it."""

    target: str
    start: dt.datetime
    end: dt.datetime
    port: int | None = None


def services_holding_each(asked: Sequence[HeldThen]) -> list[list[Service]]:
    """Returns for each what `services_holding` returns, but no more than two and in no order, in one question."""
    networks: list[tuple[object, ...]] = []
    values: list[tuple[object, ...]] = []
    found: list[list[Service]] = [[] for _ in asked]
    for place, one in enumerate(asked):
        known = recognised(one.target)
        if known is None:
            found[place] = list(_services_of_account(one.target, one.start, one.end)[:_ENOUGH])
        elif known[0] == Identifier.Kind.NETWORK:
            networks.append((place, known[1], one.port, one.start, one.end))
        else:
            values += [(place, known[0], value, one.start, one.end) for value in _names(*known)]
    if not networks and not values:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [*_columns(networks, 5), *_columns(values, 5)])
        held = cursor.fetchall()
    services = Service.objects.select_related("customer").in_bulk({service for _place, service in held})
    for place, service in held:
        if len(found[place]) < _ENOUGH and services[service] not in found[place]:
            found[place].append(services[service])
    return found


def _names(kind: str, value: str) -> list[str]:
    """What holds a value: a domain is held by whoever holds it or one above it."""
    if kind != Identifier.Kind.DOMAIN:
        return [value]
    labels = value.split(".")
    return [".".join(labels[n:]) for n in range(len(labels))]


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[n] for row in rows] for n in range(width)]


def account_named(text: str) -> str:
    """Returns the reference of the customer or service that a text names, however its letters are cased; else empty."""
    for model in (Service, Customer):
        found = model._default_manager.filter(reference__iexact=text).values_list("reference", flat=True)[:2]  # noqa: SLF001 - Django's own name
        if len(found) == 1:
            return str(found[0])
    return ""


def _services_of_account(reference: str, start: dt.datetime, end: dt.datetime) -> QuerySet[Service]:
    """The service of this reference, or the services of the customer of this reference, that ran then."""
    then = Q(starts_at__lte=end) & (Q(ends_at=None) | Q(ends_at__gt=start))
    services = Service.objects.filter(then).select_related("customer", "agreement").order_by("reference")
    named = services.filter(reference=reference)
    return named if named.exists() else services.filter(customer__reference=reference)


def running(at: dt.datetime) -> Q:
    """Agreements, or authorities, that run at an instant (aware): begun, and not ended."""
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def agreement_at(*, customer: Customer, at: dt.datetime) -> Agreement | None:
    """Returns the customer's agreement at an instant (aware), the one begun last; None: nothing bound it then (R1)."""
    return Agreement.objects.filter(running(at), customer=customer).order_by("-starts_at", "number").first()


def deviations_at(*, customer: Customer, at: dt.datetime) -> QuerySet[Deviation]:
    """Returns what was agreed otherwise with the customer at an instant (aware), under an agreement that ran then."""
    return deviations_between(customer=customer, start=at, end=at)


def deviations_between(*, customer: Customer, start: dt.datetime, end: dt.datetime) -> QuerySet[Deviation]:
    """What was agreed otherwise with the customer at some instant from `start` to `end` (aware, both included)."""
    return _agreed_between(start, end).filter(customer=customer)


def deviations_running(at: dt.datetime) -> QuerySet[Deviation]:
    """Returns what was agreed otherwise with anyone at an instant (aware), under an agreement that ran then."""
    return _agreed_between(at, at)


def _agreed_between(start: dt.datetime, end: dt.datetime) -> QuerySet[Deviation]:
    runs = Q(ends_at=None) | Q(ends_at__gt=start)
    ran = Q(agreement__ends_at=None) | Q(agreement__ends_at__gt=start)
    begun = Q(starts_at__lte=end, agreement__starts_at__lte=end)
    found = Deviation.objects.filter(runs, ran, begun).select_related("agreement")
    return found.order_by("starts_at", "recorded_at", "key")


def customers_at(at: dt.datetime) -> QuerySet[Customer]:
    """Returns the customers with an agreement at an instant (aware)."""
    return Customer.objects.filter(Exists(Agreement.objects.filter(running(at), customer=OuterRef("pk"))))


def representatives(customer: Customer) -> QuerySet[User]:
    """Returns who may bind the customer now."""
    open_ones = Membership.objects.filter(customer=customer, capacity=Capacity.REPRESENTATIVE, until=None)
    return User.objects.filter(memberships__in=open_ones, is_active=True).order_by("name")


def authorities_of(customer: Customer) -> QuerySet[Authority]:
    """Everything that anybody's authority to bind the customer rested on, the latest first; `recorder` is a name."""
    who = User.objects.filter(pseudonym=OuterRef("recorded_by")).values("name")
    found = Authority.objects.filter(customer=customer).annotate(recorder=Subquery(who))
    return found.select_related("membership__user", "replaced__user").order_by("-starts_at", "-recorded_at")


def memberships_of(user: User) -> QuerySet[Membership]:
    """For whom a person acts now; those it may bind come first."""
    return (
        Membership.objects.filter(user=user, until=None)
        .select_related("customer")
        .order_by("-capacity", "customer__name", "customer__reference")
    )


def customers_of(user: User) -> QuerySet[Customer]:
    """Returns the customers a person acts for now: what an endpoint for customers is narrowed to."""
    return Customer.objects.filter(memberships__user=user, memberships__until=None)


def acts_for(user: User) -> list[Customer]:
    """The same customers at hand, asked for in plain words: every acknowledgement of a machine begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTS_FOR, [user.pk])
        return [Customer.from_db(connection.alias, _CUSTOMER, row) for row in cursor.fetchall()]


def customers_matching(words: str) -> QuerySet[Customer]:
    """Customers whose name, reference, agreement, service, person or identifier (then or now) matches."""
    wanted = (
        Q(name__icontains=words)
        | Q(reference__icontains=words)
        | Q(agreements__number__icontains=words)
        | Q(services__reference__icontains=words)
        | Q(services__name__icontains=words)
        | Q(memberships__user__email__icontains=words)
        | Q(memberships__user__name__icontains=words)
        | Q(services__identifiers__value__icontains=words)
    )
    if (known := recognised(words)) and known[0] == Identifier.Kind.NETWORK:
        wanted |= Q(services__identifiers__network__overlaps=known[1])
    found = Customer.objects.filter(wanted).values("pk")
    return Customer.objects.filter(pk__in=found)


def known_to(gathered: FileContents) -> ExistingRecords:
    """What the portal holds of everything that a file names; the customers are locked until the transaction ends."""
    customers = Customer.objects.select_for_update().filter(reference__in=gathered.customers).order_by("pk")
    agreements = Agreement.objects.select_related("customer").filter(
        number__in={*gathered.agreements, *(said.get("agreement_number") for said in gathered.services.values())}
    )
    services = Service.objects.select_related("customer", "agreement").filter(reference__in=gathered.services)
    memberships = Membership.objects.select_related("customer", "user").filter(
        customer__reference__in=gathered.customers, until=None
    )
    return ExistingRecords(
        customers={one.reference: one for one in customers},
        agreements={one.number: one for one in agreements},
        services={one.reference: one for one in services},
        memberships={(one.customer.reference, one.user.email.lower()): one for one in memberships},
        held=tuple(_overlapping((claim.kind, claim.value) for claim in gathered.claims)),
    )


_OVERLAPPING = """
SELECT DISTINCT i.id FROM unnest(%s::cidr[]) AS named(network)
JOIN customers_identifier i ON i.network && named.network
"""


def _overlapping(claims: Iterable[tuple[str, str]]) -> list[HeldIdentifier]:
    """Returns everything ever held that overlaps one of the identifiers."""
    networks: set[str] = set()
    values: set[str] = set()
    for kind, value in claims:
        if kind == Identifier.Kind.NETWORK:
            networks.add(held_parts(value)[0])
        else:
            values.add(value)
    found = Identifier.objects.filter(Q(pk__in=_ids(networks)) | Q(value__in=values - {""}))
    return [
        HeldIdentifier(
            kind=one.kind,
            value=str(one),
            service=one.service.reference,
            customer=one.service.customer.name,
            held_from=one.held_from,
            held_until=one.held_until,
        )
        for one in found.select_related("service__customer").order_by("held_from", "pk")
    ]


def _ids(networks: Collection[str]) -> list[str]:
    if not networks:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OVERLAPPING, [sorted(networks)])
        return [row[0] for row in cursor.fetchall()]
