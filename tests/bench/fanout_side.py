"""One side of `fanout` in a process of its own: posts, or copies the same rows, and prints what that took as JSON."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import django

from tests.bench.figures import seconds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

#: References are checked at commit: both sides owe that too.
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"
_COPY = "INSERT INTO notices_delivery SELECT * FROM bench_ready"
_MEMORY = re.compile(r"^(VmHWM|VmRSS):\s+(\d+) kB$", re.MULTILINE)


def main(side: str, expected: int) -> None:
    """Both take back what they did, so that the next round finds what this one found."""
    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415 - after django.setup()
    from django.urls import reverse  # noqa: PLC0415 - likewise

    from policies.notices.models import Delivery  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise

    reverse("my-home")  # whoever posts came by a request, for which the portal's addresses were read
    with standing_in("acme"), transaction.atomic():
        work = posting() if side == "post" else lambda: connection.cursor().execute(_COPY)

        def done() -> None:
            work()
            connection.cursor().execute(CHECKED)

        before = memory("VmRSS")
        taken = seconds(done)
        grown = memory("VmHWM") - before
        made = Delivery.objects.count()
        if made != expected:
            raise RuntimeError(f"{made} deliveries were made")
        transaction.set_rollback(True)
    json.dump({"seconds": taken, "grown": grown}, sys.stdout)


def posting() -> Callable[[], object]:
    """Posting the draft, by somebody who may."""
    from policies.drafts.actions import post_version  # noqa: PLC0415 - after django.setup()
    from policies.versions.models import Policy  # noqa: PLC0415 - likewise
    from tests.factories.versions import writer  # noqa: PLC0415 - likewise

    by, policy = writer(), Policy.objects.get()
    return lambda: post_version(by=by, policy=policy, summary="Measured.")


def memory(kind: str) -> float:
    """What this process holds now (VmRSS), or held at most (VmHWM), in MB as Linux tells it."""
    found = dict(_MEMORY.findall(Path("/proc/self/status").read_text()))
    return int(found[kind]) / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
