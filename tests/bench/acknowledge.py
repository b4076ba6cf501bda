"""`acknowledge`: acknowledgements over 200 connections in one tenant, against the same request that writes one row."""

import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg

from tests.bench.database import prepared
from tests.bench.figures import Figure, in_turn, report
from tests.bench.page import HOST, serving
from tests.databases import ROOT

CONNECTIONS = 200
ROUNDS, EACH = 10, 1000
TOKEN = "t" * 32  # of the form's protection: the cookie and the header must be the same


def run() -> bool:
    """Ten thousand acknowledgements, a thousand at a time in turn with as many plain rows, and one round to warm up."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        for module in ("tests.example_resellers", "tests.bench.posted"):
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=variables, check=True)
        command = [sys.executable, "-m", "tests.bench.readers", str((ROUNDS + 1) * EACH)]
        made = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
        readers = json.loads(made.stdout)
        with serving(variables, size=1, workers=2, threads=8) as port:
            figure = asyncio.run(measure(port, readers))
        recorded_once(environment["DATABASE_OWNER_URL"])
        return report("acknowledge", [figure])


async def measure(port: int, readers: dict[str, Any]) -> Figure:
    """Both sides over the same connections, each session once on either."""
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    body = json.dumps({"digest": readers["digest"], "ticks": readers["ticks"]}).encode()
    loop = asyncio.get_running_loop()

    def side(path: str) -> Callable[[], float]:
        batches = batched(readers["sessions"])

        def measured() -> float:
            requests = [request(path, session, body) for session in next(batches)]
            return asyncio.run_coroutine_threadsafe(rate(lines, requests), loop).result()

        return measured

    ours, other = await asyncio.to_thread(in_turn, ROUNDS, side("/api/v1/acknowledgements/"), side("/one-row/"))
    for _reader, writer in lines:
        writer.close()
    return Figure("acknowledging / writing one row, 200 lines", ours, other, "requests/s", 0.5, at_most=False)


def batched(sessions: Sequence[str]) -> Iterator[Sequence[str]]:
    """A thousand readers at a time."""
    return (sessions[start : start + EACH] for start in itertools.count(0, EACH))


def request(path: str, session: str, body: bytes) -> bytes:
    """A reader's whole request as a browser's script or a machine sends it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: session={session}; csrftoken={TOKEN}\r\n"
        f"X-CSRFToken: {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def rate(lines: Sequence[tuple[asyncio.StreamReader, asyncio.StreamWriter]], requests: list[bytes]) -> float:
    """Requests per second with as many under way as there are lines; each must be answered by 201."""
    waiting, start = iter(requests), time.perf_counter()

    async def use(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for one in waiting:
            writer.write(one)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            content = await reader.readexactly(int(length.partition(b":")[2]))
            if not head.startswith(b"HTTP/1.1 201"):
                raise RuntimeError(f"answered {head[:80]!r} {content[:300]!r}")

    await asyncio.gather(*(use(*line) for line in lines))
    return len(requests) / (time.perf_counter() - start)


def recorded_once(database: str) -> None:
    """Every reader has one acknowledgement, which one ledger entry tells of."""
    expected = (ROUNDS + 1) * EACH
    with psycopg.connect(database) as owner:
        rows = owner.execute(
            "SELECT count(*), count(DISTINCT person), count(DISTINCT receipt)"
            " FROM acme.acknowledgements_acknowledgement"
        ).fetchone()
        entries = owner.execute(
            "SELECT count(DISTINCT subject_id), count(*) FROM acme.ledger_entry WHERE verb = 'version.acknowledged'"
        ).fetchone()
    if rows != (expected, expected, expected) or entries != (expected, expected):
        raise RuntimeError(f"{expected} were sent: {rows} rows, persons and receipts, {entries} entries are there")
    print(f"{expected} acknowledgements over {CONNECTIONS} connections, each recorded once", flush=True)
