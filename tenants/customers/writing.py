"""Each change of a customer's rows with its ledger entry; the verbs ask for permission and the time."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from tenants.customers.models import Agreement, Capacity, Customer, Identifier, Membership, Service
from tenants.ledger.recording import record
from tenants.people.actions import ensure_user

Who = uuid.UUID | None


def write_customer(*, by: Who, at: dt.datetime, reference: str, name: str) -> Customer:
    """A new customer."""
    customer = Customer.objects.create(reference=reference, name=name, created_at=at)
    record(
        verb="customer.added",
        at=at,
        by=by,
        subject=customer,
        facts={"reference": reference},
        personal={"name": name},
    )
    return customer


def rename_customer(*, by: Who, at: dt.datetime, customer: Customer, name: str) -> None:
    """Another name; the same name again leaves no trace."""
    if Customer.objects.filter(pk=customer.pk).exclude(name=name).update(name=name):
        personal = {"before": customer.name, "name": name}
        record(verb="customer.renamed", at=at, by=by, subject=customer, personal=personal)
        customer.name = name


def write_agreement(
    *,
    by: Who,
    at: dt.datetime,
    customer: Customer,
    number: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    defined_terms: dict[str, str] | None = None,
) -> Agreement:
    """A new agreement (R1); instants in UTC."""
    agreement = Agreement.objects.create(
        customer=customer, number=number, starts_at=starts_at, ends_at=ends_at, defined_terms=defined_terms or {}
    )
    facts = {"customer": str(customer.pk), "number": number, "from": _said(starts_at), "until": _said(ends_at)}
    record(verb="agreement.added", at=at, by=by, subject=agreement, facts=facts)
    return agreement


def close_agreement(*, by: Who, at: dt.datetime, agreement: Agreement, ends_at: dt.datetime) -> bool:
    """Gives a running agreement its end; False where it had one already."""
    if not Agreement.objects.filter(pk=agreement.pk, ends_at=None).update(ends_at=ends_at):
        return False
    agreement.ends_at = ends_at
    record(verb="agreement.ended", at=at, by=by, subject=agreement, facts={"until": _said(ends_at)})
    return True


def write_service(
    *,
    by: Who,
    at: dt.datetime,
    agreement: Agreement,
    reference: str,
    name: str,
    monthly_price: Decimal,
    currency: str,
    starts_at: dt.datetime,
) -> Service:
    """A new service under an agreement; price per month, instants in UTC."""
    service = Service.objects.create(
        customer=agreement.customer,
        agreement=agreement,
        reference=reference,
        name=name,
        monthly_price=monthly_price,
        currency=currency,
        starts_at=starts_at,
    )
    facts = {
        "customer": str(agreement.customer_id),
        "agreement": agreement.number,
        "reference": reference,
        "name": name,
        "monthly_price": str(monthly_price),
        "currency": currency,
        "from": _said(starts_at),
    }
    record(verb="service.added", at=at, by=by, subject=service, facts=facts)
    return service


def update_service(*, by: Who, at: dt.datetime, service: Service, **changed: Any) -> None:
    """Other values of a service; the ledger keeps old and new of what differs."""
    facts = {
        name: [_said(getattr(service, name)), _said(value)]
        for name, value in changed.items()
        if getattr(service, name) != value
    }
    if facts:
        Service.objects.filter(pk=service.pk).update(**changed)
        record(verb="service.changed", at=at, by=by, subject=service, facts=facts)
        for name, value in changed.items():
            setattr(service, name, value)


def write_identifier(
    *, by: Who, at: dt.datetime, service: Service, kind: str, value: str, held_from: dt.datetime
) -> Identifier:
    """A service holds something from an instant (UTC); the database refuses what another service holds then."""
    where = {"network": value} if kind == Identifier.Kind.NETWORK else {"value": value}
    identifier = Identifier.objects.create(service=service, kind=kind, held_from=held_from, **where)
    facts = {"service": str(service.pk), "kind": kind, "value": value, "from": _said(held_from)}
    record(verb="identifier.held", at=at, by=by, subject=identifier, facts=facts)
    return identifier


def free_identifier(*, by: Who, at: dt.datetime, identifier: Identifier, held_until: dt.datetime) -> bool:
    """The service holds it no longer; False where it was released before."""
    if not Identifier.objects.filter(pk=identifier.pk, held_until=None).update(held_until=held_until):
        return False
    identifier.held_until = held_until
    record(verb="identifier.released", at=at, by=by, subject=identifier, facts={"until": _said(held_until)})
    return True


def write_membership(
    *, by: Who, at: dt.datetime, customer: Customer, email: str, name: str, capacity: str, authority: str = ""
) -> Membership:
    """Somebody acts for a customer from now on; the person is made where the address is new (R2)."""
    user = ensure_user(email=email, name=name, at=at)
    membership = Membership.objects.create(
        customer=customer, user=user, capacity=Capacity(capacity), authority=authority, since=at
    )
    facts = {"customer": str(customer.pk), "person": str(user.pseudonym), "capacity": str(membership.capacity)}
    record(verb="membership.added", at=at, by=by, subject=membership, facts=facts)
    return membership


def close_membership(*, by: Who, at: dt.datetime, membership: Membership) -> bool:
    """Somebody acts for the customer no longer; False where that ended before."""
    if not Membership.objects.filter(pk=membership.pk, until=None).update(until=at):
        return False
    membership.until = at
    record(verb="membership.ended", at=at, by=by, subject=membership)
    return True


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value if value is None else str(value)
