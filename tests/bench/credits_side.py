"""A worker's side of `credits`: computes a month, then one customer again for one changed fact; prints JSON."""

import datetime as dt
import json
import os
import sys
import uuid

import django

from tests.bench.fanout_side import memory
from tests.bench.figures import seconds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def main(schema: str) -> None:
    """The whole month, and one customer of it again."""
    django.setup()
    from enforcement.credits.models import CreditRun, Interruption  # noqa: PLC0415 - after django.setup()
    from enforcement.credits.runs.actions import run_credits, work_on  # noqa: PLC0415 - likewise
    from tenants.customers.models import Service  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise

    with standing_in(schema):
        taken = seconds(lambda: work_on(run_credits(by=None, month="2026-10")))
        most = memory("VmHWM")
        service = Service.objects.select_related("customer").order_by("-reference")[0]
        start = dt.datetime(2026, 10, 9, tzinfo=dt.UTC)
        end = start + dt.timedelta(days=1)
        late = Interruption(service=service, reference=f"LATE-{uuid.uuid4()}", starts_at=start, ends_at=end)
        late.recorded_at = end
        late.save()
        only = [service.customer]
        changed = seconds(lambda: work_on(run_credits(by=None, month="2026-10", customers=only)))
        again, whole = CreditRun.objects.order_by("-asked_at")[:2]
    told = {"seconds": taken, "memory": most, "changed": changed, "made": whole.made, "again": again.made}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
