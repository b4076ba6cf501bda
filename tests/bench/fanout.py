"""`fanout`: 100,000 deliveries created by posting, against the bare INSERT … SELECT of the same rows.

Each round of either side is a process of its own (tests/bench/fanout_side.py), as a worker that posts for the first
time: what others left in memory neither hides its growth nor warms it up.
"""

import json
import os
import subprocess
import sys

import django
import psycopg
from psycopg import sql

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report
from tests.bench.sizes import rounds, sized
from tests.databases import ROOT

PEOPLE = sized(50_000, quick=500)  # each told by mail and in the portal
ROUNDS = 9
MOST_GROWTH = 50.0  # MB
TABLES = ("notices_delivery", "people_user", "customers_membership", "customers_customer", "customers_agreement")


def run() -> bool:
    """Both sides in turn, each in a transaction that is taken back, on vacuumed tables."""
    with prepared("proviso_bench") as environment:
        os.environ.update(environment)
        os.environ.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, check=True)
        django.setup()
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            prepare(owner)
            grown: list[float] = []
            taken = in_turn(rounds(ROUNDS), side(owner, "post", grown), side(owner, "copy", []))
    return report(
        "fanout",
        {
            "100,000 deliveries / INSERT": taken,
            "growth / 50 MB": [grown[1:], [MOST_GROWTH] * len(grown[1:])],
        },
    )


def prepare(owner: psycopg.Connection) -> None:
    """The people, a draft to post, and the rows that posting it makes, ready in a table beside."""
    from policies.drafts.actions import post_version  # noqa: PLC0415 - likewise
    from policies.notices.models import Delivery  # noqa: PLC0415 - after django.setup()
    from policies.versions.models import Policy  # noqa: PLC0415 - likewise
    from tests.bench.representatives import make_representatives  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise
    from tests.factories.versions import document, draft, posted_policy, writer  # noqa: PLC0415 - likewise

    with standing_in("acme"):
        posted_policy()
        make_representatives(PEOPLE)
        draft(document(spam="sending mail that nobody wanted;"))
        post_version(by=writer(), policy=Policy.objects.get(), summary="Copied.")
        owner.execute("CREATE TABLE acme.bench_ready AS SELECT * FROM acme.notices_delivery")
        owner.execute("GRANT SELECT ON acme.bench_ready TO PUBLIC")
        Delivery.objects.all().delete()
        draft(document(spam="sending mail that nobody ordered;"))


def side(owner: psycopg.Connection, name: str, grown: list[float]) -> Side:
    """A round: the tables as tidy as autovacuum leaves them, and a process that says how long it took and grew."""

    def measured() -> float:
        for table in TABLES:
            owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier("acme", table)))
        command = [sys.executable, "-m", "tests.bench.fanout_side", name, str(2 * PEOPLE)]
        ended = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        told = json.loads(ended.stdout)
        grown.append(told["grown"])
        return float(told["seconds"])

    return measured
