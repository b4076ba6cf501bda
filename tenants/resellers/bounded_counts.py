"""Counts of what waits that look at no more rows than they say: 500 of them, or "500+"."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class BoundedCount:
    """How many there are; with `more`, at least that many."""

    value: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.value}+" if self.more else str(self.value)

    def __bool__(self) -> bool:
        return self.value > 0


def counted(rows: QuerySet[Any], *, most: int = MOST) -> BoundedCount:
    """Returns how many rows there are, looking at one more than `most` at the most."""
    found = rows.order_by().values("pk")[: most + 1].count()
    return BoundedCount(min(found, most), more=found > most)
