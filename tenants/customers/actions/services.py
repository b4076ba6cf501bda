"""Adding and changing services, and what tells them from others."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.customers.actions import records
from tenants.customers.constraints import refuse_what_is_taken
from tenants.customers.identifiers import NotAnIdentifier, holding
from tenants.customers.models import Agreement, Identifier, Service
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_service(
    *,
    by: User,
    agreement: Agreement,
    reference: str,
    name: str,
    monthly_price: Decimal,
    starts_at: dt.datetime,
    currency: str = "EUR",
) -> Service:
    """A new service of the agreement's customer; price per month, `starts_at` aware. Raises Refused (`taken`)."""
    with refuse_what_is_taken():
        return records.write_service(
            by=by.pseudonym,
            at=clock.now(),
            agreement=agreement,
            reference=reference,
            name=name,
            monthly_price=monthly_price,
            currency=currency,
            starts_at=starts_at,
        )


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def change_service(*, by: User, service: Service, name: str, monthly_price: Decimal, currency: str) -> Service:
    """Another name or price; the same values again change nothing."""
    kept = Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    records.update_service(
        by=by.pseudonym, at=at, service=kept, name=name, monthly_price=monthly_price, currency=currency
    )
    return kept


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def end_service(*, by: User, service: Service, ends_at: dt.datetime | None = None) -> Service:
    """Ends a service, now or at an aware instant, and releases what it holds then.

    Raises Refused: `service_ended` where it has an end, `service_span` where it would end before it began.
    """
    kept = Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    end = ends_at or at
    if kept.ends_at is not None:
        raise Refused("service_ended", _("This service has an end already; that is not moved."))
    held = Identifier.objects.select_for_update().filter(service=kept, held_until=None)
    if end <= kept.starts_at or held.filter(held_from__gte=end).exists():
        sentence = _("The service, or something it holds, began after that: choose a later end.")
        raise Refused("service_span", sentence, status=422)
    records.update_service(by=by.pseudonym, at=at, service=kept, ends_at=end)
    for identifier in held:
        records.free_identifier(by=by.pseudonym, at=at, identifier=identifier, held_until=end)
    return kept


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def add_identifier(
    *, by: User, service: Service, kind: str, value: str, held_from: dt.datetime | None = None
) -> Identifier:
    """A service holds an address, network, domain or number, from now or from an aware instant.

    A range of ports stands behind an address that several share (`192.0.2.7:1000-1999`).
    Raises Refused: `identifier` where the text is none, `taken` where another service holds it at that time.
    """
    try:
        form = holding(kind, value)
    except NotAnIdentifier as error:
        raise Refused("identifier", str(error), status=422) from error
    kept = Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    if (held_from or at) < kept.starts_at or (kept.ends_at and (held_from or at) >= kept.ends_at):
        sentence = _("The service did not run then: choose an instant between its beginning and its end.")
        raise Refused("identifier", sentence, status=422)
    with refuse_what_is_taken():
        return records.write_identifier(
            by=by.pseudonym, at=at, service=kept, kind=kind, value=form, held_from=held_from or at
        )


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def release_identifier(*, by: User, identifier: Identifier, held_until: dt.datetime | None = None) -> Identifier:
    """The service holds it no longer, from now or from an aware instant; the time it did is kept.

    Raises Refused: `released` where it was released before, `identifier` where it was not yet held then.
    """
    kept = Identifier.objects.select_for_update().get(pk=identifier.pk)
    at = clock.now()
    if (held_until or at) <= kept.held_from:
        raise Refused("identifier", _("It was not held yet at that time: choose a later one."), status=422)
    if not records.free_identifier(by=by.pseudonym, at=at, identifier=kept, held_until=held_until or at):
        raise Refused("released", _("It was released before; that is not moved."))
    return kept
