"""`gate`: requests of a signed-in customer with the gate before the page, against the page without it.

One customer's person is up to date, another one owes an acknowledgement and sees the banner (the default setting).
"""

import asyncio
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time

from tests.bench.acknowledge import Reader, rate, request
from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report
from tests.bench.serving import HOST, asked, serving
from tests.bench.sizes import QUICK, rounds
from tests.databases import ROOT

ROUNDS = 15
WINDOW = 0.2 if QUICK else 1.0  # seconds of requests in each round
PAGE = "/my/services/"


def run() -> bool:
    """One worker on each side, one connection each, in turn; the queries are counted on servers of their own."""
    measured: dict[str, list[list[float]]] = {}
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        for module in ("tests.example_resellers", "tests.bench.posted"):
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=variables, check=True)
        command = [sys.executable, "-m", "tests.bench.readers", "2"]
        made = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
        current, owing = json.loads(made.stdout)
        without = variables | {"PROVISO_BENCH_UNGATED": "1"}
        with serving(variables, size=1) as gated, serving(without, size=1) as open_:
            asyncio.run(acknowledge(gated, current))
            for name, reader in (("up to date", current), ("owing", owing)):
                sides = visits(gated, reader), visits(open_, reader)
                measured[f"{name} / no gate"] = in_turn(rounds(ROUNDS), *sides)
        counting = {"PROVISO_BENCH_COUNT": "1"}
        with serving(variables | counting, size=1) as gated, serving(without | counting, size=1) as open_:
            for name, reader in (("up to date", current), ("owing", owing)):
                measured[f"queries, {name} / no gate"] = [[queries(gated, reader)], [queries(open_, reader)]]
    return report("gate", measured)


async def acknowledge(port: int, reader: Reader) -> None:
    """Bring the reader up to date."""
    line = await asyncio.open_connection("127.0.0.1", port)
    await rate([line], [request("/api/v1/acknowledgements/", reader)])
    line[1].close()


def visits(port: int, reader: Reader) -> Side:
    """A round: the seconds that a request takes, over as many as one connection gets through in the window."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def measured() -> float:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < WINDOW:
            visit(connection, reader)
            count += 1
        return (time.perf_counter() - start) / count

    return measured


def queries(port: int, reader: Reader) -> int:
    """How many queries the second visit takes: the first may still learn what the session does not know."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    visit(connection, reader)
    return int(visit(connection, reader)["X-Queries"])


def visit(connection: http.client.HTTPConnection, reader: Reader) -> dict[str, str]:
    """One request of the page, which must be answered by 200."""
    answer = asked(connection, PAGE, {"Host": HOST, "Cookie": f"session={reader['session']}"})
    if answer["status"] != "200":
        raise RuntimeError(f"{PAGE} answered {answer['status']}")
    return answer
