"""A table of numbers, and the numbers of a query by what they are of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

#: The key of a row about what has no kind.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` until `end` (UTC), which is no part of it."""

    start: dt.datetime
    end: dt.datetime

    def on(self, column: str) -> Q:
        """The condition that the instant of a column lies in it."""
        return Q(**{f"{column}__gte": self.start, f"{column}__lt": self.end})


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by key, none of them zero; with `adds_up`, every thing counted stands in exactly one of them."""

    key: str
    counts: Mapping[str, int]
    adds_up: bool = True

    def as_json(self) -> dict[str, Any]:
        """As it stands in a report."""
        return {
            "key": self.key,
            "adds_up": self.adds_up,
            "total": sum(self.counts.values()) if self.adds_up else None,
            "broken_down": True,
            "rows": [{"key": key, "count": count} for key, count in sorted(self.counts.items())],
        }


def counted(rows: QuerySet[Model], by: str) -> dict[str, int]:
    """Returns how many rows there are of each value of a column or annotation."""
    found = rows.order_by().values_list(by).annotate(number=Count("pk"))
    return {str(key).lower() if isinstance(key, bool) else key or NONE: number for key, number in found}
