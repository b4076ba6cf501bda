"""What the rooms above have to say of a customer on its page; each appends to the list at start-up."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tenants.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a customer with the page that says more; `tone` is that of a panel."""

    title: str
    text: str
    path: str
    link: str
    tone: str = ""


#: Each is asked with the customer and the instant (UTC).
note_sources: list[Callable[[Customer, dt.datetime], Iterable[Note]]] = []
