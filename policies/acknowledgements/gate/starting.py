"""What the gate listens to, registered at start-up."""

from policies.acknowledgements.gate import carrying, endpoints, pages
from policies.versions import events
from tenants.customers.access import pages_to_meet
from tenants.people.endpoints import own_to_meet


def register() -> None:
    """Lets what changes versions carry what is in force, and the gate stand before customers' pages and endpoints."""
    for happened in (events.posted, events.postponed, events.withdrawn):
        happened.append(carrying.carry_effects)
    pages_to_meet.append(pages.meet)
    own_to_meet.append(endpoints.meet)
