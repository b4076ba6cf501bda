"""Finds tables that stand in the words of a mail: a row of headings, and rows of as many cells below it."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from enforcement.reports.reading.bounds import LONGEST_LINE, MOST_INCIDENTS
from enforcement.reports.reading.columns import ADDRESSES, HALVES, TIMES, heading

_FEWEST_CELLS: Final = 3
_MOST_LINES: Final = 20_000
_DRAWN = re.compile(r"[\s|+:=-]+")
_SEPARATORS = ("|", ";", "\t", ",")
_CLOCKS = frozenset({*TIMES, *(name for pair in HALVES for name in pair)})


def tables_in(words: str) -> Iterator[tuple[str, str]]:
    """Yields each table whose headings name an address and a time, as CSV with those headings; it has no file name."""
    lines = list(islice(words.split("\n"), _MOST_LINES))
    place = 0
    while place < len(lines):
        found = _headings(lines[place])
        place += 1
        if found is None:
            continue
        separator, names = found
        rows: list[list[str]] = []
        while place < len(lines) and len(rows) <= MOST_INCIDENTS:
            line = lines[place]
            if not line.strip() and rows:
                break
            if line.strip() and not _DRAWN.fullmatch(line):
                cells = _cells(line, separator)
                if len(cells) != len(names):
                    break
                rows.append(cells)
            place += 1
        if rows:
            yield "", _as_csv([names, *rows])


def _headings(line: str) -> tuple[str, list[str]] | None:
    """Returns what stands between the headings of a table, and their names; None where a line is none."""
    if len(line) > LONGEST_LINE:
        return None
    for separator in _SEPARATORS:
        if line.count(separator) < _FEWEST_CELLS - 1:
            continue
        before, said, after = line.rpartition(": ")
        for text in (line, after) if said and separator not in before[before.rfind(":") :] else (line,):
            names = [heading(cell) for cell in _cells(text, separator)]
            known = set(names)
            if len(names) >= _FEWEST_CELLS and known.intersection(ADDRESSES) and known & _CLOCKS:
                return separator, [
                    name if names.index(name) == at and name else f"column_{at}" for at, name in enumerate(names)
                ]
    return None


def _cells(line: str, separator: str) -> list[str]:
    if separator == "|":
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    try:
        return [cell.strip() for cell in next(csv.reader([line.strip()], delimiter=separator))]
    except (csv.Error, StopIteration):
        return []


def _as_csv(rows: list[list[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
