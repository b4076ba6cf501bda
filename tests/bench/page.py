"""`page`: requests per second of /aup/ under gunicorn, against constant bytes of the same size."""

import http.client
import os
import subprocess
import sys
import tempfile
import time

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report
from tests.bench.serving import HOST, asked, body, serving
from tests.bench.sizes import QUICK, rounds
from tests.databases import ROOT

ROUNDS = 15
WINDOW = 0.2 if QUICK else 1.0  # seconds of requests in each round


def run() -> bool:
    """200 and 304 in turn with constant bytes, on one worker and one connection; then with a version scheduled."""
    measured: dict[str, list[list[float]]] = {}
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        steps = ["tests.example_resellers"], ["tests.bench.posted"], ["tests.bench.posted", "scheduled"]
        for step in steps:
            subprocess.run([sys.executable, "-m", *step], cwd=ROOT, env=variables, check=True)
            if step[0] == "tests.bench.posted":
                measured |= measure(variables, name="scheduled, " if "scheduled" in step else "")
    return report("page", measured)


def measure(variables: dict[str, str], *, name: str) -> dict[str, list[list[float]]]:
    """Both answers of both addresses."""
    with serving(variables, size=1) as port:
        size = len(body(port, "/aup/"))
    with serving(variables, size=size) as port:
        return {
            f"{name}{status} / constant bytes": in_turn(
                rounds(ROUNDS), *(visitor(port, path, status) for path in ("/aup/", "/constant/"))
            )
            for status in (200, 304)
        }


def visitor(port: int, path: str, expected: int) -> Side:
    """A round: as many requests as one connection gets through in the window."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Host": HOST}
    if expected == http.client.NOT_MODIFIED:
        headers["If-None-Match"] = asked(connection, path, headers)["ETag"]

    def measured() -> float:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < WINDOW:
            if int(asked(connection, path, headers)["status"]) != expected:
                raise RuntimeError(f"{path} did not answer {expected}")
            count += 1
        return count / (time.perf_counter() - start)

    return measured
