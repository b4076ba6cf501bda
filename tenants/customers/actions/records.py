"""Each change of a customer's rows with its ledger entry; the verbs ask for permission and the time."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tenants.customers.currencies import digits_of, round_money
from tenants.customers.events import membership_ended
from tenants.customers.files import Sent
from tenants.customers.identifiers import held_parts
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
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.actions import ensure_user
from tenants.people.models import User
from tenants.resellers.refusals import Refused

Who = uuid.UUID | None
MICROSECOND = dt.timedelta(microseconds=1)


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
    """A new service under an agreement; price per month, instants in UTC. Raises Refused (`price`, 422)."""
    _check_price(monthly_price, currency)
    service = Service.objects.create(
        customer=agreement.customer,
        agreement=agreement,
        reference=reference,
        name=name,
        monthly_price=monthly_price,
        currency=currency,
        starts_at=starts_at,
    )
    _keep_price(service, starts_at=starts_at, at=at)
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
    """Other values of a service; the ledger keeps old and new of what differs. A price holds from `at` on.

    Raises Refused (`price`, 422) where it has more digits than its currency.
    """
    facts = {
        name: [_said(getattr(service, name)), _said(value)]
        for name, value in changed.items()
        if getattr(service, name) != value
    }
    if facts:
        priced = bool(facts.keys() & {"monthly_price", "currency"})
        if priced:
            _check_price(changed["monthly_price"], changed["currency"])
        Service.objects.filter(pk=service.pk).update(**changed)
        record(verb="service.changed", at=at, by=by, subject=service, facts=facts)
        for name, value in changed.items():
            setattr(service, name, value)
        if priced:
            _keep_price(service, starts_at=max(at, service.starts_at), at=at)


def _keep_price(service: Service, *, starts_at: dt.datetime, at: dt.datetime) -> None:
    ServicePrice.objects.create(
        service=service,
        monthly_price=service.monthly_price,
        currency=service.currency,
        starts_at=starts_at,
        recorded_at=at,
    )


def _check_price(amount: Decimal, currency: str) -> None:
    if amount != round_money(amount, currency):
        sentence = _("A price in %(currency)s has %(digits)d digits after the point at most.")
        raise Refused("price", sentence % {"currency": currency, "digits": digits_of(currency)}, status=422)


def write_identifier(
    *, by: Who, at: dt.datetime, service: Service, kind: str, value: str, held_from: dt.datetime
) -> Identifier:
    """A service holds something from an instant (UTC); the database refuses what another service holds then."""
    network, ports = held_parts(value)
    first, last = ports or (None, None)
    shared = {"network": network, "port_from": first, "port_to": last}
    where = shared if kind == Identifier.Kind.NETWORK else {"value": value}
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
    *,
    by: Who,
    at: dt.datetime,
    customer: Customer,
    email: str,
    name: str,
    capacity: str,
    authority: str = "",
    basis: Basis = Basis.STATED,
    until: dt.datetime | None = None,
    document: Sent | None = None,
    replaced: Membership | None = None,
) -> Membership:
    """Somebody acts for a customer from now on; the person is made where the address is new (R2).

    A representative's authority is recorded with it: `authority` says it in words, `basis` what it rests
    on, `until` when it ends.
    """
    user = ensure_user(email=email, name=name, at=at)
    membership = Membership.objects.create(
        customer=customer, user=user, capacity=Capacity(capacity), authority=authority, since=at
    )
    facts = {"customer": str(customer.pk), "person": str(user.pseudonym), "capacity": str(membership.capacity)}
    record(verb="membership.added", at=at, by=by, subject=membership, facts=facts)
    if membership.capacity == Capacity.REPRESENTATIVE:
        write_authority(
            by=by,
            at=at,
            membership=membership,
            basis=basis,
            words=authority,
            starts_at=at,
            ends_at=until,
            document=document,
            replaced=replaced,
        )
    return membership


def close_membership(*, by: Who, at: dt.datetime, membership: Membership) -> bool:
    """Somebody acts for the customer no longer, and what authority they had ends; False where that ended before."""
    if not Membership.objects.filter(pk=membership.pk, until=None).update(until=at):
        return False
    membership.until = at
    for authority in membership.authorities.filter(Q(ends_at=None) | Q(ends_at__gt=at)):
        close_authority(by=by, at=at, authority=authority, ends_at=max(at, authority.starts_at + MICROSECOND))
    record(verb="membership.ended", at=at, by=by, subject=membership)
    for end in membership_ended:
        end(membership, by, at)
    return True


def close_memberships_of(user: User, by: Who) -> None:
    """A person who is deactivated acts for no customer any more."""
    at = clock.now()
    for membership in Membership.objects.select_for_update(of=("self",)).filter(user=user, until=None).order_by("pk"):
        close_membership(by=by, at=at, membership=membership)


def write_authority(
    *,
    by: Who,
    at: dt.datetime,
    membership: Membership,
    basis: Basis,
    words: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    document: Sent | None = None,
    replaced: Membership | None = None,
) -> Authority:
    """On what basis a representative may bind the customer; instants in UTC."""
    authority = Authority.objects.create(
        membership=membership,
        customer=membership.customer,
        person=membership.user.pseudonym,
        basis=basis,
        words=words,
        starts_at=starts_at,
        ends_at=ends_at,
        filename=document.filename if document else "",
        document_digest=document.digest if document else "",
        path=document.keep() if document else "",
        replaced=replaced,
        recorded_at=at,
        recorded_by=by,
    )
    facts = {
        "membership": str(membership.pk),
        "customer": str(membership.customer_id),
        "person": str(membership.user.pseudonym),
        "basis": str(basis),
        "from": _said(starts_at),
        "until": _said(ends_at),
        "document": authority.document_digest,
        "replaced": str(replaced.pk) if replaced else None,
    }
    personal = {"words": words} if words else None
    record(verb="authority.recorded", at=at, by=by, subject=authority, facts=facts, personal=personal)
    return authority


def close_authority(*, by: Who, at: dt.datetime, authority: Authority, ends_at: dt.datetime) -> bool:
    """An authority ends; False where it had ended by then already. An end is set or comes earlier, never later."""
    runs = Q(ends_at=None) | Q(ends_at__gt=ends_at)
    if not Authority.objects.filter(runs, pk=authority.pk).update(ends_at=ends_at):
        return False
    authority.ends_at = ends_at
    record(verb="authority.ended", at=at, by=by, subject=authority, facts={"until": _said(ends_at)})
    return True


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value if value is None else str(value)
