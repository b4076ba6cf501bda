"""PDFium reads strangers' files in a process of its own, with as much memory and time as a policy needs and no secrets.

What a PDF unpacks to cannot be told from outside: its filters hide in each other, behind names spelt otherwise, and
behind encryption that asks nobody for a password.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Final

from policies.documents.reading.pdf.lines import PdfLine, read_pages
from policies.documents.reading.source import NotImportable

_CHECKOUT: Final = Path(__file__).resolve().parents[4]
_STATM: Final = Path("/proc/self/statm")
#: Bytes that reading may take beside what the process has when it begins, where the system tells that.
_MEMORY: Final = 100_000_000
#: Seconds of the processor's time.
_TIME: Final = 60
_TOO_MUCH: Final = 3


def pages_of(data: bytes, limit: int) -> list[list[PdfLine]]:
    """Returns the lines of each page; at most `limit` characters. Raises `NotImportable`."""
    kept = {name: value for name, value in os.environ.items() if name in {"LD_LIBRARY_PATH", "SYSTEMROOT"}}
    done = subprocess.run(  # noqa: S603 - our own module, nothing of the file in the command
        [sys.executable, "-m", "policies.documents.reading.pdf.process", str(limit)],
        input=data,
        capture_output=True,
        check=False,
        cwd=_CHECKOUT,
        env=kept,
    )
    if done.returncode < 0 or done.returncode == _TOO_MUCH:
        raise NotImportable(
            "The PDF unpacks to far more than it holds, or takes too long to read: save it again without pictures, "
            "or import the original."
        )
    if done.returncode:
        raise RuntimeError(f"The reader of PDFs failed: {done.stderr.decode(errors='replace')[-2000:]}")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise NotImportable(told["refused"])
    return [[PdfLine(*line) for line in page] for page in told["pages"]]


def main(limit: int) -> None:
    """Reads a PDF from standard input and write its lines, or why there are none, to standard output as JSON."""
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_TIME, _TIME))
    if _STATM.exists():
        most = int(_STATM.read_text().split()[0]) * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        told: dict[str, object] = {"pages": [[astuple(line) for line in page] for page in read_pages(data, limit)]}
    except NotImportable as error:
        told = {"refused": str(error)}
    except MemoryError:
        sys.exit(_TOO_MUCH)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
