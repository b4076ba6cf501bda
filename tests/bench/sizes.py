"""How much a benchmark does: all of it, or so little that it only shows that the benchmark still runs."""

import os

#: `--quick`: a trial, whose figures prove nothing.
QUICK = bool(os.environ.get("PROVISO_BENCH_QUICK"))


def sized(full: int, *, quick: int) -> int:
    """So many, or in a trial so few."""
    return quick if QUICK else full


def rounds(full: int) -> int:
    """So many rounds, or in a trial two."""
    return sized(full, quick=2)
