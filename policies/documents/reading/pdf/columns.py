"""Columns of a PDF's page are read one after the other; pieces of a line that are cells of a table stay one line."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from policies.documents.reading.marks import split_mark
from policies.documents.reading.pdf.layout import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.documents.reading.pdf.lines import PdfLine

#: Points within which lines begin at the same place.
_SAME: Final = 3.0
#: Lines on both sides, and words of each, from which on two columns are no table.
_LINES: Final = 4
_WORDS: Final = 3.5
_CELLS: Final = 3


def in_reading_order(page: list[PdfLine]) -> list[PdfLine]:
    """Returns the lines of a page as they are read: a column after the other, each row of a table as one line."""
    rows = _tables(list(_rows(page)))
    gutter = _gutter(rows)
    if gutter is None:
        return [_joined(row) for row in rows]
    read: list[PdfLine] = []
    left: list[PdfLine] = []
    right: list[PdfLine] = []
    for row in rows:
        first = [piece for piece in row if piece.right <= gutter + _SAME]
        second = [piece for piece in row if piece.left >= gutter - _SAME]
        if len(first) + len(second) < len(row) or (not right and not second):
            # A line across both columns ends them; so does nothing beside them.
            read += [*left, *right, _joined(row)]
            left, right = [], []
            continue
        left += [_joined(first)] if first else []
        right += [_joined(second)] if second else []
    return [*read, *left, *right]


def _rows(page: list[PdfLine]) -> Iterator[list[PdfLine]]:
    row: list[PdfLine] = []
    for piece in page:
        row.append(piece)
        if not piece.goes_on:
            yield row
            row = []
    if row:
        yield row


def _tables(rows: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """Puts the further lines of the cells of a table into the rows they belong to."""
    found: list[list[PdfLine]] = []
    columns: list[float] = []
    for row in rows:
        known = bool(columns) and all(_is_cell(piece, columns) for piece in row)
        if len(row) >= _CELLS:
            columns = columns if known else [piece.left for piece in row]
        elif not known:
            columns = []
        elif not _begins(row[:1], columns) or _begins(found[-1], columns):
            found[-1] += row
            continue
        found.append(row)
    return found


def _is_cell(piece: PdfLine, columns: list[float]) -> bool:
    """Tells whether a piece begins where a column does and ends before the next."""
    for left, following in pairwise([*columns, inf]):
        if abs(piece.left - left) <= _SAME:
            return piece.right <= following
    return False


def _begins(row: list[PdfLine], columns: list[float]) -> bool:
    """Tells whether a row has pieces of its first cell only."""
    return all(abs(piece.left - columns[0]) <= _SAME for piece in row)


def _gutter(rows: list[list[PdfLine]]) -> float | None:
    """Returns where the second column begins; None where the page has one."""
    begins = Counter(round(row[-1].left / _SAME) for row in rows if len(row) > 1)
    if not begins:
        return None
    place = begins.most_common(1)[0][0]
    beside = [row for row in rows if len(row) > 1 and abs(row[-1].left / _SAME - place) <= 1]
    if len(beside) < _LINES:
        return None
    first = sum(len(piece.text.split()) for row in beside for piece in row[:-1])
    second = sum(len(row[-1].text.split()) for row in beside)
    return place * _SAME if min(first, second) >= _WORDS * len(beside) else None


def _joined(row: list[PdfLine]) -> PdfLine:
    """Makes one line of the pieces of a row: cells with a bar between, a number and its words with a space."""
    line = row[0]
    cells = len(row) >= _CELLS
    left = line.left
    for piece in row[1:]:
        mark, rest = split_mark(f"{line.text.strip()} x")
        beside = abs(piece.left - left) > _SAME and not (mark and rest == "x")
        sign = CELLS if cells and beside else " "
        left = piece.left
        line.text = f"{line.text.rstrip()}{sign}{piece.text.lstrip()}"
        line.words = f"{line.words.rstrip()} {piece.words.lstrip()}"
        line.right = max(line.right, piece.right)
        line.bottom, line.top = min(line.bottom, piece.bottom), max(line.top, piece.top)
        line.size = max(line.size, piece.size)
        line.bold = line.bold and piece.bold
    line.goes_on = False
    return line
