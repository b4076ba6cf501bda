"""`page`: requests per second of /aup/ under gunicorn, against constant bytes of the same size."""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.running.ports import free_ports
from portal.running.processes import answers, wait_until
from tests.bench.database import prepared
from tests.bench.figures import Figure, in_turn, report
from tests.databases import ROOT

ROUNDS = 15
WINDOW = 1.0  # seconds of requests in each round
HOST = "acme.localhost"


def run() -> bool:
    """Measures 200 and 304 in turn with constant bytes, on one worker and one connection."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        for module in ("tests.example_resellers", "tests.bench.posted"):
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=variables, check=True)
        with serving(variables, size=1) as port:
            size = len(body(port, "/aup/"))
        with serving(variables, size=size) as port:
            return report("page", measure(port))


def measure(port: int) -> list[Figure]:
    """Both answers of both addresses."""
    figures = []
    for name, known in (("/aup/ / constant bytes, 200", False), ("/aup/ / constant bytes, 304", True)):
        page, constant = (rate(port, path, known=known) for path in ("/aup/", "/constant/"))
        ours, other = in_turn(ROUNDS, page, constant)
        figures.append(Figure(name, ours, other, "requests/s", 0.9, at_most=False))
    return figures


def rate(port: int, path: str, *, known: bool) -> Callable[[], float]:
    """A round: as many requests as one connection gets through in the window."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Host": HOST}
    answer = asked(connection, path, headers)
    if known:
        headers["If-None-Match"] = answer["ETag"]
    expected = 304 if known else 200

    def measured() -> float:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < WINDOW:
            if int(asked(connection, path, headers)["status"]) != expected:
                raise RuntimeError(f"{path} did not answer {expected}")
            count += 1
        return count / (time.perf_counter() - start)

    return measured


def asked(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> dict[str, str]:
    """One request's answer: its headers, with the status among them."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return {"status": str(answer.status), **dict(answer.getheaders())}


def body(port: int, path: str) -> bytes:
    """What the page weighs."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": HOST})
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.read()


@contextmanager
def serving(variables: dict[str, str], *, size: int, workers: int = 1, threads: int = 1) -> Iterator[int]:
    """Gunicorn with keep-alive on a port of its own, one worker unless more are asked for."""
    [port] = free_ports(1)
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)),
        *("--keep-alive", "30", "--no-control-socket"),
    ]
    environment = variables | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.served_settings",
        "PROVISO_BENCH_BYTES": str(size),
    }
    log = Path(variables["PROVISO_VAR_DIR"]) / "gunicorn.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            if not wait_until(lambda: answers(f"http://127.0.0.1:{port}/live"), seconds=30):
                raise RuntimeError(f"gunicorn did not start: {log.read_text()[-2000:]}")
            yield port
        finally:
            server.terminate()
            server.wait()
