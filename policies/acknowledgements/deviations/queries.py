"""Which deviations began or ended and were not announced yet."""

import datetime as dt

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from policies.notices.models import Notice
from tenants.customers.models import Deviation
from tenants.customers.queries import customers_at, deviations_running

#: The kinds of notice that say so.
BEGUN, ENDED = "deviation_begun", "deviation_ended"


def unannounced(*, at: dt.datetime) -> list[tuple[str, Deviation]]:
    """Returns what began or ended by `at` (UTC) for customers with an agreement; an end only after its beginning."""
    told = {
        kind: Exists(
            Notice.objects.filter(
                kind=kind, subject_type=Deviation._meta.label_lower, subject_id=Cast(OuterRef("pk"), CharField())
            )
        )
        for kind in (BEGUN, ENDED)
    }
    ended = Deviation.objects.filter(told[BEGUN], ends_at__lte=at, customer__in=customers_at(at))
    return [(BEGUN, one) for one in deviations_running(at).exclude(told[BEGUN])] + [
        (ENDED, one) for one in ended.exclude(told[ENDED]).select_related("agreement").order_by("ends_at", "pk")
    ]
