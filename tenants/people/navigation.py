"""How a room names its pages in the navigation: each room lists its own in `navigation.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class Group:
    """What entries have in common; those of no group stand before all groups."""

    label: str | Promise = ""
    order: int = 0


APART: Final = Group()
POLICY: Final = Group(_("Policy"), 1)
ENFORCEMENT: Final = Group(_("Enforcement"), 2)
CREDITS: Final = Group(_("SLA credits"), 3)
ADMINISTRATION: Final = Group(_("Administration"), 4)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; it is shown to whom the page's own door lets in, with a count of what waits there for them."""

    label: str | Promise
    url_name: str
    order: int = 50
    count: Callable[[User], int] | None = None
    group: Group = APART
