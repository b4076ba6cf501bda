"""`credits`: a month of 100,000 services computed and stated, against bare SQL that only sums their net downtime.

The month is run by a process of its own (tests/bench/credits_side.py), as by a worker.
"""

import json
import os
import subprocess
import sys
import tempfile

import psycopg
from psycopg import sql

from tests.bench.database import prepared
from tests.bench.figures import in_turn, report, seconds
from tests.bench.sizes import rounds, sized
from tests.databases import ROOT

SERVICES = sized(100_000, quick=1_000)
ROUNDS = 5
MOST_MEMORY = 300.0  # MB
BARE = """
WITH down AS (
  SELECT service_id, tstzrange(starts_at, ends_at) AS span FROM credits_interruption
  UNION ALL
  SELECT service_id, tstzrange(starts_at, lifted_at) FROM holds_hold
), excused AS (
  SELECT i.service_id, tstzrange(i.starts_at, i.ends_at) AS span
  FROM credits_interruption i JOIN credits_causation c ON c.interruption_id = i.id
  UNION ALL
  SELECT service_id, tstzrange(starts_at, lifted_at) FROM holds_hold
), net AS (
  SELECT d.spans * tstzmultirange(tstzrange('2026-10-01 00:00+00', '2026-11-01 00:00+00'))
         - coalesce(e.spans, '{}') AS spans
  FROM (SELECT service_id, range_agg(span) AS spans FROM down GROUP BY service_id) d
  LEFT JOIN (SELECT service_id, range_agg(span) AS spans FROM excused GROUP BY service_id) e USING (service_id)
)
SELECT sum(upper(span) - lower(span)) FROM net CROSS JOIN LATERAL unnest(spans) span
"""


def run() -> bool:
    """Both sides in turn, and half the data beside, each round on tables as tidy as autovacuum leaves them."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment, PROVISO_VAR_DIR=folder)
        os.environ.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, check=True)
        filling = os.environ | {"PROVISO_CLOCK": "settable"}
        for schema, services in (("acme", SERVICES), ("beta", SERVICES // 2)):
            command = [sys.executable, "-m", "tests.bench.credits_rows", schema, str(services)]
            subprocess.run(command, cwd=ROOT, env=filling, check=True)
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            whole, half = Month(owner, "acme", SERVICES), Month(owner, "beta", SERVICES // 2)
            full, bare, halved = in_turn(rounds(ROUNDS), whole.computed, whole.bare, half.computed)
    most, changed = whole.memory[1:], whole.changed[1:]
    return report(
        "credits",
        {
            "a month stated / net downtime summed": [full, bare],
            "twice the services": [full, halved],
            "memory / 300 MB": [most, [MOST_MEMORY] * len(most)],
            "one changed fact / the whole month": [changed, full],
        },
    )


class Month:
    """October of one reseller."""

    def __init__(self, owner: psycopg.Connection, schema: str, services: int) -> None:
        self.owner, self.schema, self.services = owner, schema, services
        self.memory: list[float] = []
        self.changed: list[float] = []

    def computed(self) -> float:
        """A worker's process computes it; then a fact of one service changes, and that customer is computed again."""
        self._forget()
        command = [sys.executable, "-m", "tests.bench.credits_side", self.schema]
        told = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
        if (told["made"], told["again"]) != (self.services // 10, 1):
            raise RuntimeError(f"of {self.services // 10} customers {told} statements were made")
        self.memory.append(told["memory"])
        self.changed.append(told["changed"])
        return float(told["seconds"])

    def bare(self) -> float:
        """The seconds that all services were down in and that nothing excludes, in one query."""
        self.owner.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(self.schema)))
        return seconds(lambda: self.owner.execute(BARE).fetchone())

    def _forget(self) -> None:
        """Takes back what the round before made, as only the owner may."""
        self.owner.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(self.schema)))
        for table in ("credits_exclusion", "credits_creditstatement", "credits_creditrun"):
            name = sql.Identifier(table)
            self.owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
            self.owner.execute(sql.SQL("DELETE FROM {}").format(name))
            self.owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
        self.owner.execute("VACUUM ANALYZE")
