"""A mail server in a process of its own that takes everything: `python -m tests.sink FILE [--trouble KIND --every N]`.

It prints its port, and appends the Message-ID of each mail to FILE before it says that it took it. `--trouble` makes
every Nth mail meet one: `refuse` (451), `drop` (taken, then the line is cut without a word), `stall` (a second's wait).
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ID = re.compile(rb"^Message-ID: *(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """Counts mails over all its connections, so that troubles come evenly."""

    def __init__(self, file: Path, trouble: str, every: int) -> None:
        self.out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.trouble, self.every, self.count = trouble, every, 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it quits or is cut, by either side."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._talk(reader, writer)
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                if not await self._take(await _until_dot(reader), writer):
                    break
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            elif verb == b"EHLO":
                writer.write(b"250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SIZE 50000000\r\n")
            else:
                writer.write(b"250 sink\r\n")

    async def _take(self, mail: bytes, writer: asyncio.StreamWriter) -> bool:
        """Keep a mail and say so; False where the line is cut instead."""
        self.count += 1
        meets = self.trouble if self.every and self.count % self.every == 0 else ""
        if meets == "refuse":
            writer.write(b"451 later\r\n")
            return True
        found = _ID.search(mail)
        os.write(self.out, (found[1] if found else b"<none>") + b"\n")
        if meets == "drop":
            return False
        if meets == "stall":
            await asyncio.sleep(1)
        writer.write(b"250 taken\r\n")
        return True


async def _until_dot(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n.\r\n")


async def serve(sink: Sink) -> None:
    """Listen on a free port until the process is ended."""
    server = await asyncio.start_server(sink.talk, "127.0.0.1", 0, limit=10_000_000)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


@contextmanager
def sinking(file: Path, *options: str) -> Iterator[int]:
    """A sink in a process of its own; yields its port."""
    command = [sys.executable, "-m", "tests.sink", str(file), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--trouble", default="")
    parser.add_argument("--every", type=int, default=0)
    given = parser.parse_args()
    asyncio.run(serve(Sink(given.file, given.trouble, given.every)))
