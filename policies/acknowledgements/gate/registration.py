"""Registers the gate at start-up."""

from policies.acknowledgements.gate import cache, endpoint_check, views
from policies.versions import events
from tenants.customers.access import pages_to_meet
from tenants.people.endpoints import own_to_meet


def register() -> None:
    """Stores effects whenever versions change, and puts the gate in front of customers' pages and endpoints."""
    for happened in (events.posted, events.postponed, events.withdrawn):
        happened.append(cache.store_effects)
    pages_to_meet.append(views.check_page)
    own_to_meet.append(endpoint_check.check_endpoint)
