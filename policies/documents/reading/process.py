"""Strangers' files are read in a process of their own, with as much memory and time as a policy needs and no secrets.

What a file unpacks to cannot be told from outside: filters of a PDF hide in each other, pages nest, and a library may
take time by the square of what it reads. Two files are read at once, the others wait for their turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from policies.documents.reading.child import TOO_MUCH
from policies.documents.reading.source import NotImportable
from policies.documents.reading.transport import from_json

if TYPE_CHECKING:
    from policies.documents.reading.formats import Format
    from policies.documents.reading.source import Source

_CHILD: Final = Path(__file__).with_name("child.py")
#: Bytes that reading may take beside what the process has when it begins.
_MEMORY: Final = 130_000_000
#: Seconds of the processor's time, and of the clock where the processor is busy with others.
_TIME: Final = 30
_CLOCK: Final = 120
#: How many files are read at once by one process of the web or of work, and how many seconds the next one waits.
_AT_ONCE: Final = 2
_PATIENCE: Final = 30
_LAST_WORDS: Final = 200
_turns: Final = BoundedSemaphore(_AT_ONCE)


def read_apart(data: bytes, file_format: Format, *, limit: int) -> Source:
    """Reads a file of at most `limit` bytes in a process of its own; raises `NotImportable`."""
    if not _turns.acquire(timeout=_PATIENCE):
        raise NotImportable("Other files are being read at this moment: try again in a minute.")
    try:
        return _read(data, file_format, limit=limit)
    finally:
        _turns.release()


def _read(data: bytes, file_format: Format, *, limit: int) -> Source:
    kept = {name: value for name, value in os.environ.items() if name in {"LD_LIBRARY_PATH", "SYSTEMROOT"}}
    command = [sys.executable, "-I", str(_CHILD), file_format.value, str(limit), str(_TIME), str(_MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, nothing of the file in the command
            command, input=data, capture_output=True, check=False, env=kept, timeout=_CLOCK
        )
    except subprocess.TimeoutExpired:
        raise NotImportable(_too_much(file_format)) from None
    # Where memory ends, it may end before the other process can say so in its own way.
    if done.returncode < 0 or done.returncode == TOO_MUCH or b"MemoryError" in done.stderr[-_LAST_WORDS:]:
        raise NotImportable(_too_much(file_format))
    if done.returncode:
        raise RuntimeError(f"The reader of files failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return from_json(done.stdout)


def _too_much(file_format: Format) -> str:
    return (
        f"The {file_format} file unpacks to far more than it holds, or takes too long to read: save it again without "
        "pictures, or import the original."
    )
