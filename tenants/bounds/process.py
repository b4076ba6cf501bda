"""Strangers' files are looked at in a process of their own, with so much memory and time and no secrets.

What a file unpacks to cannot be told from outside: filters of a PDF hide in each other, pages nest, and a library may
take time by the square of what it reads. How many are looked at at once is bounded by `turns`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tenants.bounds.child import TOO_MUCH

_CHILD: Final = Path(__file__).with_name("child.py")
_KEPT: Final = frozenset({"LD_LIBRARY_PATH", "SYSTEMROOT"})
#: Seconds of the clock for each of the processor's, where the processor is busy with others.
_BUSY: Final = 4
_LAST_WORDS: Final = 200


class TooMuch(Exception):
    """The file took more time or memory than it may, and its process was ended."""


def look(data: bytes, looks: str, *arguments: str, seconds: int, memory: int, bare: Sequence[str] = ()) -> bytes:
    """Returns what a module answers about bytes, in a process of its own; raises `TooMuch`.

    `looks` names the module (see `child`), `bare` the packages around it that need not be loaded. `seconds` are the
    processor's, `memory` is in bytes beside what the process has when it begins.
    """
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    command = [sys.executable, "-I", str(_CHILD), str(seconds), str(memory), ",".join(bare), looks, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, nothing of the file in the command
            command, input=data, capture_output=True, check=False, env=kept, timeout=seconds * _BUSY
        )
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    # Where memory ends, it may end before the other process can say so in its own way.
    if done.returncode < 0 or done.returncode == TOO_MUCH or b"MemoryError" in done.stderr[-_LAST_WORDS:]:
        raise TooMuch
    if done.returncode:
        raise RuntimeError(f"What looks at files failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout
