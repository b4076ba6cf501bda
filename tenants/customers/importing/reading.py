"""Reads the file into rows of values, or says by line and column what cannot be read."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tenants.customers.importing.columns import ALIASES, COLUMNS
from tenants.customers.importing.mistakes import Mistake

_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One line's values by column; an empty cell is absent and says nothing."""

    line: int
    values: dict[str, Any]

    def get(self, column: str) -> Any:
        """The value, or None where the cell is empty."""
        return self.values.get(column)


def read_rows(data: bytes, *, zone: ZoneInfo) -> tuple[list[Row], list[Mistake]]:
    """The rows and every mistake in them; dates are midnight in `zone`. A byte order mark is skipped."""
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [Mistake(line, "", _("This is not UTF-8: save the file as CSV in UTF-8."))]
    lines = _lines(content)
    try:
        _line, headings = next(lines)
        columns, mistakes = _headings(headings)
        rows = [] if mistakes else [_row(line, columns, cells, zone, mistakes) for line, cells in lines]
    except StopIteration:
        return [], [Mistake(1, "", _("The file is empty: start it with a line of column headings."))]
    except _Unreadable as unreadable:
        return [], [unreadable.mistake]
    if not rows and not mistakes:
        mistakes = [Mistake(1, "", _("There is no row below the headings."))]
    return rows, mistakes


class _Unreadable(Exception):
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds something, with the line it begins on."""
    first = content.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sentence = _("The quotes do not match: a cell that begins with a quote must end with one.")
            raise _Unreadable(Mistake(begins, "", sentence)) from error
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _headings(cells: list[str]) -> tuple[list[str], list[Mistake]]:
    names = [re.sub(r"[\s/_-]+", "_", cell.strip().lower()) for cell in cells]
    names = [ALIASES.get(name, name) for name in names]
    while names and not names[-1]:
        names.pop()
    known = ", ".join(COLUMNS)
    mistakes = [
        Mistake(1, cell.strip(), _("There is no such column: leave it out or use one of %s.") % known)
        for cell, name in zip(cells, names, strict=False)
        if name not in COLUMNS
    ]
    mistakes += [
        Mistake(1, name, _("This column stands here twice: leave one out."))
        for name in COLUMNS
        if names.count(name) > 1
    ]
    mistakes += [
        Mistake(1, name, _("This column is missing: add it."))
        for name, column in COLUMNS.items()
        if column.required and name not in names
    ]
    return names, mistakes


def _row(line: int, columns: list[str], cells: list[str], zone: ZoneInfo, mistakes: list[Mistake]) -> Row:
    values: dict[str, Any] = {}
    if any(cell.strip() for cell in cells[len(columns) :]):
        sentence = _("There are more cells than headings: put a cell that holds the separator in quotes.")
        mistakes.append(Mistake(line, "", sentence))
    for name, cell in zip(columns, cells, strict=False):
        content = unicodedata.normalize("NFC", cell.strip())
        if any(unicodedata.category(character) == "Cc" for character in content):
            mistakes.append(Mistake(line, name, _("Take out the line break or control character.")))
        elif content:
            try:
                values[name] = COLUMNS[name].parse(content, zone)
            except ValueError as error:
                mistakes.append(Mistake(line, name, str(error)))
                values[name] = None
    mistakes.extend(
        Mistake(line, name, _("This must not be empty."))
        for name, column in COLUMNS.items()
        if column.required and name not in values
    )
    return Row(line, values)
