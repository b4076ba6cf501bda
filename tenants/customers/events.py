"""What the rooms above have to say of a customer on its page; each appends to the list at start-up."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tenants.customers.models import Customer, Membership


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

#: What ends with somebody's acting for a customer, in the same transaction: each is called with the membership, the
#: pseudonym of whoever ends it (None: the command line) and the instant (UTC).
membership_ended: list[Callable[[Membership, uuid.UUID | None, dt.datetime], None]] = []
