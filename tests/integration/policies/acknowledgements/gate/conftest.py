"""A reseller with a version in force, a setting changed as the desk does it, and notices that arrive."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from policies.notices.models import Delivery, DeliveryStatus, Notice
from policies.versions.models import PolicyVersion
from tenants.people.models import Role, User
from tenants.people.resellers import change_settings
from tenants.resellers.models import Gate, Reseller
from tests.conftest import Staff
from tests.factories.versions import posted_policy

JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
TICK = dt.timedelta(microseconds=1)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    """Version 1, material, in force from 1 June 2026; it is a day later."""
    posted = posted_policy(at=JUNE)
    set_clock(JUNE + DAY)
    return posted


Setting = Callable[..., None]


@pytest.fixture
def gate(acme: Reseller, staff: Staff) -> Setting:
    """Changes what customers meet: `gate(Gate.PAGE)`, `gate(editorial=Gate.PAGE)`, `gate(Gate.BLOCK, hours=48)`."""

    def change(material: Gate = Gate.BANNER, *, editorial: Gate = Gate.OFF, hours: int = 336) -> None:
        changed: dict[str, Any] = {
            "gate_material": material.value, "gate_editorial": editorial.value, "gate_grace_hours": hours,
        }  # fmt: skip
        change_settings(by=staff(Role.ADMINISTRATOR), reseller=acme, **changed)

    return change


def reaches(
    person: User, version: PolicyVersion, *, channel: str = "mail", status: str = DeliveryStatus.SENT, **instants: Any
) -> None:
    """What became of the notice of a version to a person over one channel, as a worker or a provider would write it."""
    notice = Notice.objects.get(version=version, kind__in=["posted", "scheduled"])
    wrote = {"status": status, "queued_at": version.posted_at, "next_attempt_at": version.posted_at, **instants}
    Delivery.objects.update_or_create(notice=notice, recipient=person, channel=channel, defaults=wrote)
