"""`acknowledge`: acknowledgements over 200 connections in one tenant, against the same request that writes one row.

A third side asks for nothing behind the same door: what it takes is taken off both for the second figure, so that
what all requests cost does not hide what acknowledging costs.
"""

import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

import psycopg

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report
from tests.bench.serving import HOST, serving
from tests.bench.sizes import rounds, sized
from tests.databases import ROOT

CONNECTIONS = sized(200, quick=20)
ROUNDS, EACH = 10, sized(1000, quick=50)
TOKEN = "t" * 32  # of the form's protection: the cookie and the header must be the same


class Reader(TypedDict):
    """A session, and what its page sends."""

    session: str
    body: dict[str, Any]


def run() -> bool:
    """Ten thousand acknowledgements, a thousand at a time in turn with the others, and one round to warm up."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        variables = os.environ | environment | {"PROVISO_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        variables.pop("PROVISO_AS_OWNER", None)
        for module in ("tests.example_resellers", "tests.bench.posted"):
            subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=variables, check=True)
        command = [sys.executable, "-m", "tests.bench.readers", str((rounds(ROUNDS) + 1) * EACH)]
        made = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
        with serving(variables, size=1, workers=2, threads=8) as port:
            ours, row, empty = asyncio.run(measure(port, json.loads(made.stdout)))
        recorded_once(environment["DATABASE_OWNER_URL"])
        less = [[one - nothing for one, nothing in zip(side, empty, strict=True)] for side in (ours, row)]
        return report("acknowledge", {"whole request / one row": [ours, row], "work alone / one row": less})


async def measure(port: int, readers: Sequence[Reader]) -> list[list[float]]:
    """All sides over the same connections, each session once on either."""
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    loop = asyncio.get_running_loop()

    def side(path: str) -> Side:
        batches = batched(readers)

        def measured() -> float:
            requests = [request(path, reader) for reader in next(batches)]
            return 1000 / asyncio.run_coroutine_threadsafe(rate(lines, requests), loop).result()

        return measured

    sides = [side(path) for path in ("/api/v1/acknowledgements/", "/one-row/", "/empty/")]
    values = await asyncio.to_thread(in_turn, rounds(ROUNDS), *sides)
    for _reader, writer in lines:
        writer.close()
    return values


def batched(readers: Sequence[Reader]) -> Iterator[Sequence[Reader]]:
    """A thousand readers at a time."""
    return (readers[start : start + EACH] for start in itertools.count(0, EACH))


def request(path: str, reader: Reader) -> bytes:
    """A reader's whole request as a browser's script or a machine sends it."""
    body = json.dumps(reader["body"]).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: session={reader['session']}; csrftoken={TOKEN}\r\n"
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
    """Every reader has one acknowledgement, which one ledger entry tells of; a tenth names words agreed otherwise."""
    expected = (rounds(ROUNDS) + 1) * EACH
    with psycopg.connect(database) as owner:
        rows = owner.execute(
            "SELECT count(*), count(DISTINCT person), count(DISTINCT receipt),"
            " count(*) FILTER (WHERE binding_digest <> digest) FROM acme.acknowledgements_acknowledgement"
        ).fetchone()
        entries = owner.execute(
            "SELECT count(DISTINCT subject_id), count(*) FROM acme.ledger_entry WHERE verb = 'version.acknowledged'"
        ).fetchone()
    if rows != (expected, expected, expected, expected // 10) or entries != (expected, expected):
        raise RuntimeError(f"{expected} were sent: {rows} rows, persons, receipts and agreed, {entries} entries")
    print(f"{expected} acknowledgements over {CONNECTIONS} connections, each recorded once", flush=True)
