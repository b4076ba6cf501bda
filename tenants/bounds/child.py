"""The process that looks at one file of a stranger: bytes on standard input, what was found on standard output.

It is started by its path, with how much time and memory it may take and the module that looks: its `load` loads what
it needs, its `answer` takes the bytes and gives bytes. The process gives up more rights than it needs before it reads
a byte, and has no secrets: neither environment nor settings come along.
"""

import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

_CHECKOUT: Final = Path(__file__).resolve().parents[2]
_STATM: Final = Path("/proc/self/statm")
TOO_MUCH: Final = 3


def main(seconds: int, memory: int, bare: str, looks: str, *arguments: str) -> None:
    """Gives standard input to a module, with the arguments after its name, and writes its answer."""
    _find_packages(bare)
    module = import_module(looks)
    module.load(*arguments)
    data = sys.stdin.buffer.read()
    _bound(seconds, memory)
    try:
        answer: bytes = module.answer(data, *arguments)
    except MemoryError:
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(answer)


def _find_packages(bare: str) -> None:
    """Makes packages known; those named are known without what they load, which takes longer than looking."""
    sys.path.insert(0, str(_CHECKOUT))
    for name in filter(None, bare.split(",")):
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
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
