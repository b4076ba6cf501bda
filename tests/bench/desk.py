"""`desk`: the inbox and the list of cases with 100,000 rows, against the same pages with 1,000.

Both are resellers of one installation, asked by one connection each of the same worker.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time

import psycopg

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report
from tests.bench.serving import asked, serving
from tests.bench.sizes import QUICK, rounds, sized
from tests.databases import ROOT

ROUNDS = 15
WINDOW = 0.2 if QUICK else 1.0  # seconds of requests in each round
SIZES = {"beta": sized(100_000, quick=3_000), "acme": sized(1_000, quick=300)}
PAGES = {"inbox": "/desk/reports/", "cases": "/desk/cases/"}


def run() -> bool:
    """Many rows at Beta's, few at Acme's; each page of either in turn."""
    measured: dict[str, list[list[float]]] = {}
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, env=variables, check=True)
        sessions = {schema: filled(schema, number, variables) for schema, number in SIZES.items()}
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")
        with serving(variables, size=1) as port:
            for name, page in PAGES.items():
                sides = [visits(port, schema, page, sessions[schema]) for schema in SIZES]
                measured[f"{name}, 100,000 / 1,000"] = in_turn(rounds(ROUNDS), *sides)
    return report("desk", measured)


def filled(schema: str, number: int, variables: dict[str, str]) -> str:
    """The session of somebody who works at a reseller with so many rows."""
    command = [sys.executable, "-m", "tests.bench.desk_rows", schema, str(number)]
    made = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout.strip()


def visits(port: int, schema: str, page: str, session: str) -> Side:
    """A round: the seconds that a request takes, over as many as one connection gets through in the window."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Host": f"{schema}.localhost", "Cookie": f"session={session}"}

    def measured() -> float:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < WINDOW:
            answer = asked(connection, page, headers)
            if answer["status"] != "200":
                raise RuntimeError(f"{page} answered {answer['status']}")
            count += 1
        return (time.perf_counter() - start) / count

    return measured
