"""Authorizations for tests, made by the real verbs."""

import datetime as dt
from typing import Any

from enforcement.cases.authorizations.actions import ask_authorization, grant_authorization
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest
from enforcement.cases.authorizations.terms import Wanted
from tenants.customers.models import Customer
from tenants.ledger import clock
from tests.factories import customers, holds, versions


def wanted(**changed: Any) -> Wanted:
    """Scanning a network of others from 192.0.2.7, from now on for a day."""
    at = clock.now()
    given: dict[str, Any] = {
        "keys": [versions.SCANNING],
        "sources": ["192.0.2.7"],
        "targets": ["198.51.100.0/24"],
        "starts_at": at,
        "ends_at": at + dt.timedelta(days=1),
    }
    return Wanted(**given | changed)


def request(customer: Customer, *, purpose: str = "A penetration test.", **changed: Any) -> AuthorizationRequest:
    """What the customer's first person asks for."""
    by = customers.person_of(customer)
    return ask_authorization(by=by, customer=customer, purpose=purpose, wanted=wanted(**changed))


def authorization(customer: Customer, **changed: Any) -> Authorization:
    """What was asked for, granted by the second person at once."""
    asked = request(customer, **changed)
    return grant_authorization(by=holds.second(), request=asked, wanted=wanted(**changed))
