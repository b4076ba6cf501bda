"""What rooms above add to the case page; each appends to a list at start-up."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from enforcement.cases.models import Case, Determination
from enforcement.cases.work.rail import Stage


@dataclass(frozen=True, slots=True)
class Link:
    """Something about the case, its customer or its service, with how many there are where that is counted.

    `url_name` is the page's name, whose door decides who is shown the link; `query` follows its address.
    """

    label: str | Promise
    url_name: str
    query: str = ""
    count: int | None = None


#: Each is asked with the case, its determinations that have effect and no appeal took away, and the instant (UTC).
stages: list[Callable[[Case, Sequence[Determination], dt.datetime], Iterable[Stage]]] = []
#: Each is asked with the case.
links: list[Callable[[Case], Iterable[Link]]] = []
