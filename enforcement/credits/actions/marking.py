"""Marks the months that a changed fact touches, so that a worker computes them again."""

import datetime as dt
import uuid
from collections.abc import Iterable

from enforcement.credits.intervals import Span
from enforcement.credits.models import CreditMonth, Recomputation
from enforcement.credits.month_names import window_of
from tenants.resellers.waking import wake

RECOMPUTE = "enforcement.credits.tasks.recompute"


def mark_changed(changes: Iterable[tuple[uuid.UUID, Span]], *, at: dt.datetime, by: uuid.UUID) -> list[str]:
    """Marks each computed month in which something changed, by customer and stretch of time; returns the months.

    What is marked already and not taken up yet is not marked twice. A worker that is computing it now may have read
    the facts before: then it is marked anew.
    """
    windows = [(one.month, window_of(one.month, one.timezone)) for one in CreditMonth.objects.order_by("month")]
    pairs = {
        (customer, month) for customer, span in changes for month, window in windows if span.within(window) is not None
    }
    if not pairs:
        return []
    waiting = Recomputation.objects.select_for_update(skip_locked=True).filter(
        decision=None, done_at=None, customer__in={customer for customer, _month in pairs}
    )
    pairs -= set(waiting.values_list("customer", "month"))
    Recomputation.objects.bulk_create(
        Recomputation(customer_id=customer, month=month, marked_at=at, marked_by=by)
        for customer, month in sorted(pairs, key=str)
    )
    wake(RECOMPUTE)
    return sorted({month for _customer, month in pairs})
