"""The portal under gunicorn for benchmarks that knock at its door."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.running.ports import free_ports
from portal.running.processes import answers, wait_until
from tests.databases import ROOT

HOST = "acme.localhost"


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
