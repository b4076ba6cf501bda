"""What the gate listens to, registered at start-up."""

from policies.acknowledgements.gate import carrying, pages
from policies.versions import events
from tenants.customers.access import pages_to_meet


def register() -> None:
    """Lets posting, postponing and withdrawing carry what is in force, and the gate stand before customers' pages."""
    for happened in (events.posted, events.postponed, events.withdrawn):
        happened.append(carrying.carry_effects)
    pages_to_meet.append(pages.meet)
