"""Service levels and interruptions for tests of credits."""

import datetime as dt
from typing import Any

from enforcement.credits.actions import assign_level, create_level, import_interruptions, run_credits
from enforcement.credits.models import CreditRun, Interruption, ServiceLevel
from enforcement.credits.runs.actions import work_on
from enforcement.credits.runs.queries import runs
from tenants.customers.models import Service
from tenants.people.actions import give_roles
from tenants.people.models import Role, User

TIERS = [["99.9", "10"], ["99.0", "25"], ["95.0", "100"]]
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def finance() -> User:
    """A person of finance at the current reseller."""
    return give_roles(by=None, email="finance@acme.example", name="Finance", roles=[Role.FINANCE])


def level_for(*services: Service, name: str = "Standard") -> ServiceLevel:
    """99.9 % a month with the story's tiers, assigned to the services since January."""
    level = ServiceLevel.objects.filter(name=name).first() or create_level(
        by=finance(), name=name, terms={"tiers": TIERS}
    )
    for service in services:
        assign_level(by=finance(), service=service, level=level, starts_at=SINCE)
    return level


def fault(service: Service, seconds: int | None, *, start: dt.datetime, reference: str = "F-1") -> Interruption:
    """An interruption through the real import, open where `seconds` is None; the settable clock must be past it."""
    end = (start + dt.timedelta(seconds=seconds)).isoformat() if seconds is not None else ""
    row = f"{service.reference},{reference},{start.isoformat()},{end},Power loss"
    import_interruptions(by=finance(), data=f"service_reference,reference,starts_at,ends_at,cause\n{row}\n".encode())
    return Interruption.objects.get(service=service, reference=reference)


def computed(month: str = "2026-10", *, by: User | None = None, **more: Any) -> CreditRun:
    """The month computed as a worker does after finance asked for it."""
    run = run_credits(by=by or finance(), month=month, **more)
    work_on(run)
    return runs().get(pk=run.pk)
