"""Acknowledgements for tests of the rooms above, through the real verb."""

from policies.acknowledgements.actions import acknowledge
from policies.acknowledgements.models import Acknowledgement, Method
from policies.acknowledgements.rules import separate
from policies.versions.models import PolicyVersion
from policies.versions.queries import document_of
from tenants.customers.models import Customer
from tenants.people.models import User
from tests.factories.customers import person_of


def acknowledged(version: PolicyVersion, customer: Customer, *, by: User | None = None) -> Acknowledgement:
    """The customer's first person (or `by`) acknowledges the version now, with every tick that it asks for."""
    return acknowledge(
        by=by or person_of(customer),
        customer=customer,
        digest=version.digest,
        ticks=[provision.key for provision in separate(document_of(version))],
        method=Method.PORTAL,
    )
