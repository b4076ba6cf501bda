"""How a room names its pages in the navigation: each room lists its own in `navigation.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; it is shown to whom the page's own door lets in, with a count of what waits there for them."""

    label: str | Promise
    url_name: str
    order: int = 50
    count: Callable[[User], int] | None = None
