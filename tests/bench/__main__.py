"""`python -m tests.bench [--quick] [NAME …]`: plays the benchmarks named, or all; ends with 1 if a bound is not kept.

`--quick` is a trial at small sizes that proves nothing; `--table` prints the table of docs/figures.md.
"""

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module

from tests.bench.bounds import BOUNDS, table
from tests.bench.figures import kept_in

#: `import` is no name that a module can be asked for by.
MODULES = {name: name for name in BOUNDS} | {"import": "importing"}


def main(given: list[str]) -> int:
    """Each benchmark in a process of its own, since settings are read once in each; then what was not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BOUNDS))
    parser.add_argument("--quick", action="store_true", help="a trial at small sizes; its figures prove nothing")
    parser.add_argument("--table", action="store_true", help="print the table of docs/figures.md")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(given)
    if unknown := [name for name in asked.names if name not in BOUNDS]:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BOUNDS)}.", file=sys.stderr)
        return 2
    if asked.table:
        print(table())
        return 0
    if asked.here:
        return play(asked.names[0])
    if asked.quick:
        os.environ["PROVISO_BENCH_QUICK"] = "1"
        print("A trial at small sizes: its figures prove nothing and are not judged.", flush=True)
    problems = [problem for name in asked.names or BOUNDS for problem in problems_of(name)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def problems_of(name: str) -> list[str]:
    """Plays one benchmark; a sentence for each bound that was not kept, or that the benchmark did not end."""
    kept_in(name).unlink(missing_ok=True)
    print(f"{name} ...", flush=True)
    ended = subprocess.run([sys.executable, "-m", "tests.bench", "--here", name], check=False)
    unkept = not_kept(name)
    if ended.returncode and not unkept:
        return [f"{name} broke off, so its bounds are not known to be kept; the lines above say why."]
    return unkept


def not_kept(name: str) -> list[str]:
    """A sentence for each bound of a benchmark that its last run did not keep."""
    file = kept_in(name)
    rows = json.loads(file.read_text()) if file.exists() else []
    unkept = [row for row in rows if not row["kept"]]
    return [f"Not kept in {name}: {row['figure']}: {row['ratio']:.3g}, {row['bound']}." for row in unkept]


def play(name: str) -> int:
    """One benchmark in this process, with settings of its own."""
    from portal import embedded  # noqa: PLC0415 - the database's address comes before Django's settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["PROVISO_ENV"] = "test"
    os.environ["PROVISO_CLOCK"] = "real"
    os.environ["EMAIL_URL"] = "dummymail://"
    if not os.environ.get("DATABASE_URL"):
        os.environ.update(embedded.ensure().environment())
    return 0 if import_module(f"tests.bench.{MODULES[name]}").run() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
