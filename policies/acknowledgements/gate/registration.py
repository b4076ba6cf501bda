"""Registers the gate at start-up."""

from policies.acknowledgements.gate import cache, endpoint_check, views
from policies.versions import events
from tenants.customers.access import page_checks
from tenants.people.endpoints import own_endpoint_checks


def register() -> None:
    """Stores effects whenever versions change, and puts the gate in front of customers' pages and endpoints."""
    for happened in (events.posted, events.postponed, events.withdrawn):
        happened.append(cache.store_effects)
    page_checks.append(views.check_page)
    own_endpoint_checks.append(endpoint_check.check_endpoint)
