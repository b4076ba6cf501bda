"""Computing again what an appeal marked; a worker's work, and never a decision."""

from django.db import transaction

from enforcement.credits.actions.computing import recompute
from enforcement.credits.models import Recomputation
from tenants.ledger import clock


def recompute_marked() -> int:
    """Computes each marked month again, the oldest first; returns how many. One that fails waits for the next run."""
    done = 0
    for found in Recomputation.objects.filter(done_at=None).order_by("marked_at", "month").values_list("pk", flat=True):
        with transaction.atomic():
            rows = Recomputation.objects.select_for_update(skip_locked=True, of=("self",)).select_related("customer")
            marked = rows.filter(pk=found, done_at=None).first()
            if marked is None:
                continue
            run = recompute(customers=[marked.customer], month=marked.month, by=marked.marked_by)
            if not run.failed:
                Recomputation.objects.filter(pk=found).update(done_at=clock.now())
                done += 1
    return done
