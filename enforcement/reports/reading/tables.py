"""Finds tables that stand in the words of a mail: a row of headings, and rows of as many cells below it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from enforcement.reports.reading.bounds import LONGEST_LINE, MOST_INCIDENTS
from enforcement.reports.reading.columns import ADDRESSES, HALVES, TIMES, heading
from tenants.csv_files.reading import CsvRow

_FEWEST_CELLS: Final = 3
_MOST_LINES: Final = 20_000
_DRAWN = re.compile(r"[\s|+:=-]+")
_SEPARATORS = ("|", ";", "\t", ",")
_CLOCKS = frozenset({*TIMES, *(name for pair in HALVES for name in pair)})


def tables_in(words: str) -> Iterator[tuple[list[str], list[CsvRow]]]:
    """Yields the headings and the rows of each table whose headings name an address and a time."""
    lines = list(islice(words.split("\n"), _MOST_LINES))
    place = 0
    while place < len(lines):
        found = _headings(lines[place])
        place += 1
        if found is None:
            continue
        separator, names = found
        rows: list[CsvRow] = []
        while place < len(lines) and len(rows) <= MOST_INCIDENTS:
            line = lines[place]
            if not line.strip() and rows:
                break
            if line.strip() and not _DRAWN.fullmatch(line):
                cells = _cells(line, separator)
                if len(cells) != len(names):
                    break
                rows.append(CsvRow(place + 1, {name: cell for name, cell in zip(names, cells, strict=True) if cell}))
            place += 1
        if rows:
            yield names, rows


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
    """Returns what stands between the separators of a line; one inside quotes separates nothing."""
    if len(line) > LONGEST_LINE:
        return []
    cells: list[str] = []
    pending = ""
    for piece in line.strip().strip("|" if separator == "|" else "").split(separator):
        pending = f"{pending}{separator}{piece}" if pending else piece
        if pending.count('"') % 2 == 0:
            cells.append(pending.strip().strip('"').strip())
            pending = ""
    return [*cells, pending.strip()] if pending else cells
