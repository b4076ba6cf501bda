"""Gathers what the rooms bring: addresses, endpoints, navigation."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings

ROOMS = ["tenants.people", "tenants.ledger", *settings.BUSINESS_APPS, "portal.pages", "portal.audit", "portal.evidence"]


def modules(name: str, rooms: list[str] | None = None) -> Iterator[ModuleType]:
    """The modules of that name in every room that has one, in the rooms' order."""
    for room in rooms or ROOMS:
        if find_spec(f"{room}.{name}"):
            yield import_module(f"{room}.{name}")
