"""Computing again what an appeal marked; a worker's work, and never a decision."""

import structlog
from django.db import InterfaceError, OperationalError, transaction

from enforcement.credits.models import Recomputation
from enforcement.credits.runs.actions import recompute
from tenants.ledger import clock

log = structlog.get_logger(__name__)


def recompute_marked() -> int:
    """Computes each marked month again, the oldest first; returns how many. One that fails waits for the next run."""
    waiting = Recomputation.objects.filter(done_at=None).order_by("marked_at", "month")
    return sum(_recompute(found) for found in waiting.select_related("customer"))


def _recompute(found: Recomputation) -> bool:
    try:
        with transaction.atomic():
            rows = Recomputation.objects.select_for_update(skip_locked=True).filter(pk=found.pk, done_at=None)
            if rows.first() is None:
                return False
            recompute(customer=found.customer, month=found.month, by=found.marked_by)
            Recomputation.objects.filter(pk=found.pk).update(done_at=clock.now())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("credits.customer_failed", customer=found.customer.reference, month=found.month)
        return False
    return True
