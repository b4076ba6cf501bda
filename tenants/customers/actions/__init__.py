"""The verbs of the customers room."""

from tenants.customers.actions.authority import end_authority, record_authority, replace_representative
from tenants.customers.actions.customers import add_agreement, add_customer, change_customer, end_agreement
from tenants.customers.actions.deviations import add_deviation, end_deviation
from tenants.customers.actions.importing import Imported, import_customers
from tenants.customers.actions.people import add_membership, end_membership
from tenants.customers.actions.services import (
    add_identifier,
    add_service,
    change_service,
    end_service,
    release_identifier,
)

__all__ = [
    "Imported",
    "add_agreement",
    "add_customer",
    "add_deviation",
    "add_identifier",
    "add_membership",
    "add_service",
    "change_customer",
    "change_service",
    "end_agreement",
    "end_authority",
    "end_deviation",
    "end_membership",
    "end_service",
    "import_customers",
    "record_authority",
    "release_identifier",
    "replace_representative",
]
