"""How a room names its pages in the navigation: each room lists its own in `navigation.py`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; it is shown to whom the page's own door lets in."""

    label: str | Promise
    url_name: str
    order: int = 50
