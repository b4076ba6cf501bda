"""The process that reads one file of a stranger: bytes on standard input, what they say on standard output as JSON.

It is started by its path, with a format, a limit of bytes, and how much time and memory it may take. It gives up more
rights than it needs before it reads a byte, and has no secrets: neither environment nor settings come along.
"""

import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

_CHECKOUT: Final = Path(__file__).resolve().parents[3]
_STATM: Final = Path("/proc/self/statm")
TOO_MUCH: Final = 3


def main(file_format: str, limit: int, seconds: int, memory: int) -> None:
    """Reads a file from standard input; writes a `Source`, or why there is none, to standard output."""
    _find_packages()
    readers = import_module("policies.documents.reading.readers")
    formats = import_module("policies.documents.reading.formats")
    transport = import_module("policies.documents.reading.transport")
    refused = import_module("policies.documents.reading.source").NotImportable
    known = formats.Format(file_format)
    readers.load(known)
    data = sys.stdin.buffer.read(limit + 1)
    _bound(seconds, memory)
    try:
        told = transport.to_json(readers.read(data, known, limit=limit))
    except refused as error:
        told = transport.refusal(error)
    except MemoryError:
        sys.exit(TOO_MUCH)
    sys.stdout.write(told)


def _find_packages() -> None:
    """Makes the packages around the readers known without all that they load, which takes longer than reading."""
    sys.path.insert(0, str(_CHECKOUT))
    for name in ("policies", "policies.documents"):
        package = ModuleType(name)
        package.__path__ = [str(_CHECKOUT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def _bound(seconds: int, memory: int) -> None:
    """Bounds the processor's time, and memory beside what the process has by now, where the system tells that."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if _STATM.exists():
        most = int(_STATM.read_text().split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:5]))
