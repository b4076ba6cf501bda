"""Customers for tests of the rooms above: one call makes a customer that holds an agreement, a service and a person."""

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal

from tenants.customers.models import (
    Agreement,
    Authority,
    Basis,
    Capacity,
    Customer,
    Identifier,
    Membership,
    Service,
    ServicePrice,
)
from tenants.people.models import User

SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

_numbers = itertools.count(1)


def customer(
    name: str = "",
    *,
    email: str = "",
    person: str = "",
    reference: str = "",
    since: dt.datetime = SINCE,
    until: dt.datetime | None = None,
    networks: Sequence[str] | None = None,
    domains: Sequence[str] = (),
    numbers: Sequence[str] = (),
    monthly_price: Decimal | str = "100.00",
    currency: str = "EUR",
    capacity: Capacity = Capacity.REPRESENTATIVE,
    held_from: dt.datetime | None = None,
    held_until: dt.datetime | None = None,
) -> Customer:
    """A customer in the current tenant with an agreement and a service from `since` on, and one person.

    Without `networks` the service holds one address of its own. See `service_of`, `agreement_of`, `person_of`.
    """
    number = next(_numbers)
    reference = reference or f"C{number:04}"
    made = Customer.objects.create(reference=reference, name=name or f"Customer {number}", created_at=since)
    agreement = Agreement.objects.create(customer=made, number=f"MSA-{reference}", starts_at=since, ends_at=until)
    service(
        made,
        agreement=agreement,
        networks=[f"10.{number // 250}.{number % 250}.1"] if networks is None else networks,
        domains=domains,
        numbers=numbers,
        monthly_price=monthly_price,
        currency=currency,
        since=since,
        held_from=held_from,
        held_until=held_until,
    )
    member(made, email=email or f"{reference.lower()}@customer.example", name=person, capacity=capacity, since=since)
    return made


def service(
    customer: Customer,
    *,
    agreement: Agreement | None = None,
    reference: str = "",
    name: str = "Virtual server",
    networks: Sequence[str] = (),
    domains: Sequence[str] = (),
    numbers: Sequence[str] = (),
    monthly_price: Decimal | str = "100.00",
    currency: str = "EUR",
    since: dt.datetime = SINCE,
    held_from: dt.datetime | None = None,
    held_until: dt.datetime | None = None,
) -> Service:
    """One more service of a customer, holding the identifiers from `held_from` (default: `since`)."""
    made = Service.objects.create(
        customer=customer,
        agreement=agreement or agreement_of(customer),
        reference=reference or f"S{next(_numbers):05}",
        name=name,
        monthly_price=Decimal(monthly_price),
        currency=currency,
        starts_at=since,
    )
    ServicePrice.objects.create(
        service=made, monthly_price=made.monthly_price, currency=currency, starts_at=since, recorded_at=since
    )
    span = {"held_from": held_from or since, "held_until": held_until}
    for network in networks:
        Identifier.objects.create(service=made, kind=Identifier.Kind.NETWORK, network=network, **span)
    for kind, values in ((Identifier.Kind.DOMAIN, domains), (Identifier.Kind.NUMBER, numbers)):
        for value in values:
            Identifier.objects.create(service=made, kind=kind, value=value, **span)
    made.refresh_from_db()
    return made


def member(
    customer: Customer,
    *,
    email: str = "",
    name: str = "",
    capacity: Capacity = Capacity.REPRESENTATIVE,
    since: dt.datetime = SINCE,
    until: dt.datetime | None = None,
) -> User:
    """One more person who acts for a customer; the person behind a known address is found, not made again."""
    email = email or f"person{next(_numbers)}@customer.example"
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email, name=name or email.partition("@")[0].replace(".", " ").title(), created_at=since)
        user.set_unusable_password()
        user.save(force_insert=True)
    membership = Membership.objects.create(
        customer=customer, user=user, capacity=capacity, authority="Managing director", since=since, until=until
    )
    if capacity == Capacity.REPRESENTATIVE:
        Authority.objects.create(
            membership=membership,
            customer=customer,
            person=user.pseudonym,
            basis=Basis.OFFICE,
            words="Managing director",
            starts_at=since,
            ends_at=until,
            recorded_at=since,
        )
    return user


def membership_of(customer: Customer, user: User | None = None) -> Membership:
    """The membership of a customer's first person, or of `user`: the one that runs still, if any does."""
    return customer.memberships.order_by("-until", "since").filter(user=user or person_of(customer))[0]


def service_of(customer: Customer) -> Service:
    """The customer's first service."""
    return customer.services.order_by("starts_at", "reference")[0]


def agreement_of(customer: Customer) -> Agreement:
    """The customer's first agreement."""
    return customer.agreements.order_by("starts_at", "number")[0]


def person_of(customer: Customer) -> User:
    """The first person who acts for the customer."""
    return customer.memberships.order_by("since", "user__email")[0].user
