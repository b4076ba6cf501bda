"""Reads a CSV file into rows of checked values, or says by line and column what cannot be read."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.csv_files.mistakes import Mistake

#: What one file may hold. Pages and endpoints take less (`UPLOAD_LIMIT`); these are for commands too.
MAX_BYTES: Final = 50_000_000
MAX_ROWS: Final = 200_000
MAX_CELL: Final = 10_000  # characters
#: More mistakes than anybody repairs at once are not collected.
MAX_MISTAKES: Final = 1_000

_SEPARATORS = ",;\t"
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Column:
    """One column that a file may have.

    `parse` turns a cell that is not empty into its value and raises ValueError with a sentence that says what to do.
    A `required` column must be there, and filled in every row.
    """

    name: str
    parse: Callable[[str], Any]
    meaning: str | Promise = ""
    required: bool = False


@dataclass(frozen=True)
class CsvRow:
    """One row's values by column, and the line it begins on; an empty cell is absent and says nothing.

    A cell that could not be read is there with None, so that nobody also calls it empty.
    """

    line: int
    values: dict[str, Any]

    def get(self, column: str) -> Any:
        """The value, or None where the cell is empty or could not be read."""
        return self.values.get(column)


class _Unreadable(Exception):
    """Where the file cannot be read any further."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.mistake = Mistake(line, "", sentence)


def read_csv(
    data: bytes, columns: Mapping[str, Column], *, aliases: Mapping[str, str] | None = None
) -> tuple[list[CsvRow], list[Mistake]]:
    """The rows, and every mistake in them up to the row that passes MAX_MISTAKES; no rows where reading had to stop.

    UTF-8, with or without a byte order mark; cells separated by commas, semicolons or tabs, whatever the headings use;
    headings in any order and case, `aliases` being other names of the same column.
    """
    rows: list[CsvRow] = []
    mistakes: list[Mistake] = []
    try:
        lines = _lines(_decoded(data))
        names = _headings(lines, columns, aliases or {}, mistakes)
        for line, cells in [] if mistakes else lines:
            _check_bounds(line, rows, mistakes)
            rows.append(_row(line, names, cells, columns, mistakes))
    except _Unreadable as unreadable:
        return [], [*mistakes, unreadable.mistake]
    if not rows and not mistakes:
        mistakes.append(Mistake(1, "", _("There is no row below the headings.")))
    return rows, mistakes


def _check_bounds(line: int, rows: list[CsvRow], mistakes: list[Mistake]) -> None:
    if len(rows) == MAX_ROWS:
        raise _Unreadable(line, _("The file has more than %d rows: split it.") % MAX_ROWS)
    if len(mistakes) >= MAX_MISTAKES:
        raise _Unreadable(line, _("The rows from here on were not read: repair what is named above first."))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Unreadable(1, _("The file is larger than %d bytes: split it.") % MAX_BYTES)
    if data.startswith(b"PK\x03\x04"):
        raise _Unreadable(1, _("This is a workbook: save the sheet as CSV in UTF-8."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise _Unreadable(line, _("This is not UTF-8: save the file as CSV in UTF-8.")) from error


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds something, with the line it begins on."""
    headings = _LINE.split(content.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(_SEPARATORS, key=headings.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            unclosed = _("The quotes do not match: a cell that begins with a quote must end with one.")
            raise _Unreadable(begins, unclosed if '"' in content else _too_long()) from error
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _headings(
    lines: Iterator[tuple[int, list[str]]],
    columns: Mapping[str, Column],
    aliases: Mapping[str, str],
    mistakes: list[Mistake],
) -> list[str]:
    """The columns in the order of the file; what is wrong with them is added to `mistakes`."""
    line, cells = next(lines, (1, []))
    if not cells:
        raise _Unreadable(line, _("The file is empty: start it with a line of column headings."))
    if "\0" in "".join(cells):
        raise _Unreadable(line, _("This is not a CSV file: it holds NUL characters."))
    names = [re.sub(r"[\s/_-]+", "_", cell.strip().lower()) for cell in cells]
    names = [aliases.get(name, name) for name in names]
    while names and not names[-1]:
        names.pop()
    known = ", ".join(columns)
    mistakes += [
        Mistake(line, cell.strip()[:60], _("There is no such column: leave it out or use one of %s.") % known)
        for cell, name in zip(cells, names, strict=False)
        if name not in columns
    ][:MAX_MISTAKES]
    mistakes += [
        Mistake(line, name, _("This column stands here twice: leave one out."))
        for name in columns
        if names.count(name) > 1
    ]
    mistakes += [
        Mistake(line, column.name, _("This column is missing: add it."))
        for column in columns.values()
        if column.required and column.name not in names
    ]
    return names


def _row(
    line: int, names: list[str], cells: list[str], columns: Mapping[str, Column], mistakes: list[Mistake]
) -> CsvRow:
    values: dict[str, Any] = {}
    if any(cell.strip() for cell in cells[len(names) :]):
        sentence = _("There are more cells than headings: put a cell that holds the separator in quotes.")
        mistakes.append(Mistake(line, "", sentence))
    for name, cell in zip(names, cells, strict=False):
        if content := unicodedata.normalize("NFC", cell.strip()):
            try:
                values[name] = columns[name].parse(_checked(content))
            except ValueError as error:
                mistakes.append(Mistake(line, name, str(error)))
                values[name] = None
    mistakes.extend(
        Mistake(line, column.name, _("This must not be empty."))
        for column in columns.values()
        if column.required and column.name not in values
    )
    return CsvRow(line, values)


def _checked(cell: str) -> str:
    """The cell, unless no column takes it."""
    if len(cell) > MAX_CELL:
        raise ValueError(_too_long())
    if any(unicodedata.category(character) == "Cc" for character in cell):
        raise ValueError(_("Take out the line break or control character."))
    return cell


def _too_long() -> str:
    return _("A cell holds at most %d characters: shorten it.") % MAX_CELL
