"""`fanout`: 100,000 deliveries created by posting, against the bare INSERT … SELECT of the same rows."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import django
import psycopg
from psycopg import sql

from tests.bench.database import prepared
from tests.bench.figures import Figure, report
from tests.databases import ROOT

PEOPLE = 50_000  # each told by mail and in the portal
ROUNDS = 7
MOST_GROWTH = 50.0  # MB
TABLES = ("notices_delivery", "people_user", "customers_membership", "customers_customer", "customers_agreement")
#: References are checked at commit: both sides owe that too.
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"


def run() -> bool:
    """Both sides in turn, each in a transaction of its own that is taken back, on one vacuumed table."""
    with prepared("proviso_bench") as environment:
        os.environ.update(environment)
        os.environ.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, check=True)
        django.setup()
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            return report("fanout", measure(lambda: _vacuum(owner)))


def _vacuum(owner: psycopg.Connection) -> None:
    """Each round meets tables as tidy as autovacuum leaves them, its statistics too."""
    for table in TABLES:
        owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier("acme", table)))


def measure(tidy: Callable[[], None]) -> list[Figure]:
    """The time that posting takes, and how much the process grows while it first does."""
    from django.db import connection, transaction  # noqa: PLC0415 - after django.setup()

    from policies.drafts.actions import post_version  # noqa: PLC0415 - likewise
    from policies.notices.models import Delivery  # noqa: PLC0415 - likewise
    from policies.versions.models import Policy  # noqa: PLC0415 - likewise
    from tests.bench.representatives import make_representatives  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise
    from tests.factories.versions import document, draft, posted_policy, writer  # noqa: PLC0415 - likewise

    def post() -> float:
        by, policy = writer(), Policy.objects.get()
        with connection.cursor() as cursor:
            start = time.perf_counter()
            post_version(by=by, policy=policy, summary="Measured.")
            cursor.execute(CHECKED)
            return time.perf_counter() - start

    def copy() -> float:
        with connection.cursor() as cursor:
            start = time.perf_counter()
            cursor.execute("INSERT INTO notices_delivery SELECT * FROM pg_temp.ready")
            cursor.execute(CHECKED)
            return time.perf_counter() - start

    def taken_back(work: Callable[[], float]) -> float:
        tidy()
        with transaction.atomic():
            took = work()
            made = Delivery.objects.count()
            if made != 2 * PEOPLE:
                raise RuntimeError(f"{made} deliveries were made")
            transaction.set_rollback(True)
        return took

    with standing_in("acme"):
        posted_policy()
        make_representatives(PEOPLE)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        draft(document(spam="sending mail that nobody wanted;"))
        post()
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE ready AS SELECT * FROM notices_delivery")
            cursor.execute("DELETE FROM notices_delivery")
        draft(document(spam="sending mail that nobody ordered;"))
        pairs = [(taken_back(post), taken_back(copy)) for _round in range(ROUNDS)]
    ours, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [
        Figure("100,000 deliveries by posting / bare INSERT", ours, other, "s", 1.5, at_most=True),
        Figure("growth of the posting process / 50 MB", grown, MOST_GROWTH, "MB", 1.0, at_most=True),
    ]
