"""`gate`: requests of an up-to-date signed-in customer with the gate before the page, against the page without it."""

import asyncio
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from tests.bench.acknowledge import rate, request
from tests.bench.database import prepared
from tests.bench.figures import Figure, in_turn, report
from tests.bench.page import HOST, asked, serving
from tests.databases import ROOT

ROUNDS = 15
WINDOW = 1.0  # seconds of requests in each round
PAGE = "/my/services/"


def run() -> bool:
    """One worker on each side, one connection each, in turn; the queries are counted on servers of their own."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        for module in ("tests.example_resellers", "tests.bench.posted"):
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=variables, check=True)
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.readers", "1"],
            cwd=ROOT,
            env=variables,
            check=True,
            stdout=subprocess.PIPE,
        )
        reader = json.loads(made.stdout)
        without = variables | {"PROVISO_BENCH_UNGATED": "1"}
        with serving(variables, size=1) as gated, serving(without, size=1) as open_:
            asyncio.run(acknowledge(gated, reader))
            seconds = in_turn(ROUNDS, visits(gated, reader), visits(open_, reader))
        counting = {"PROVISO_BENCH_COUNT": "1"}
        with serving(variables | counting, size=1) as gated, serving(without | counting, size=1) as open_:
            with_gate, bare = queries(gated, reader), queries(open_, reader)
    print(f"queries of {PAGE}: {with_gate} with the gate, {bare} without", flush=True)
    figures = [
        Figure("a page with the gate / without", *seconds, "s", 1.05, at_most=True),
        Figure("its queries with the gate / without", with_gate, bare, "queries", 1.0, at_most=True),
    ]
    return report("gate", figures)


async def acknowledge(port: int, reader: dict[str, Any]) -> None:
    """Bring the reader up to date."""
    line = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps({"digest": reader["digest"], "ticks": reader["ticks"]}).encode()
    await rate([line], [request("/api/v1/acknowledgements/", reader["sessions"][0], body)])
    line[1].close()


def visits(port: int, reader: dict[str, Any]) -> Callable[[], float]:
    """A round: the seconds that a request takes, over as many as one connection gets through in the window."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def measured() -> float:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < WINDOW:
            visit(connection, reader)
            count += 1
        return (time.perf_counter() - start) / count

    return measured


def queries(port: int, reader: dict[str, Any]) -> int:
    """How many queries the second visit takes: the first may still learn what the session does not know."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    visit(connection, reader)
    return int(visit(connection, reader)["X-Queries"])


def visit(connection: http.client.HTTPConnection, reader: dict[str, Any]) -> dict[str, str]:
    """One request of the page, which must be answered by 200."""
    answer = asked(connection, PAGE, {"Host": HOST, "Cookie": f"session={reader['sessions'][0]}"})
    if answer["status"] != "200":
        raise RuntimeError(f"{PAGE} answered {answer['status']}")
    return answer
