"""`python -m tests.bench [NAME]`: plays one benchmark or all of them; ends non-zero when a bound is not kept."""

import os
import subprocess
import sys
from importlib import import_module

#: Each benchmark with its module: `import` is no name that a module can be asked for by.
NAMES = {
    "provision": "provision",
    "page": "page",
    "compare": "compare",
    "merge": "merge",
    "import": "importing",
    "seal": "seal",
    "fanout": "fanout",
    "deliver": "deliver",
    "gate": "gate",
    "acknowledge": "acknowledge",
}


def main(names: list[str]) -> int:
    """Each benchmark in a process state of its own making."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    if len(names) != 1:
        # Settings are read once in a process, and each benchmark has its own.
        ended = [subprocess.run([sys.executable, "-m", "tests.bench", name], check=False) for name in names or NAMES]
        return int(any(one.returncode for one in ended))
    from portal import embedded  # noqa: PLC0415 - the database's address comes before Django's settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["PROVISO_ENV"] = "test"
    os.environ["PROVISO_CLOCK"] = "real"
    os.environ["EMAIL_URL"] = "dummymail://"
    if not os.environ.get("DATABASE_URL"):
        os.environ.update(embedded.ensure().environment())
    return 0 if import_module(f"tests.bench.{NAMES[names[0]]}").run() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
