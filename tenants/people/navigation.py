"""How a room names its pages in the navigation: each room lists its own in `navigation.py`."""

from dataclasses import dataclass

from django.utils.functional import Promise

from tenants.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: shown on the desk only to who holds `permission` (None: to everybody in that area)."""

    label: str | Promise
    url_name: str
    permission: Permission | None = None
    order: int = 50
