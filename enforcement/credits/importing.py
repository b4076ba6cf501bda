"""Reads interruptions from CSV, or says by line and column what cannot be read."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tenants.customers.importing.mistakes import Mistake

COLUMNS = ("service_reference", "reference", "starts_at", "ends_at", "cause")
REQUIRED = ("service_reference", "reference", "starts_at")
LIMITS = {"service_reference": 60, "reference": 80, "cause": 200}
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One interruption as a line of the file says it; `ends_at` None: it goes on. Instants in UTC."""

    line: int
    service: str
    reference: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    cause: str


def read_interruptions(data: bytes) -> tuple[list[Row], list[Mistake]]:
    """The rows and every mistake in them; instants name their offset, such as 2026-10-07T03:00:00Z."""
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [Mistake(line, "", _("This is not UTF-8: save the file as CSV in UTF-8."))]
    if "\0" in content:
        return [], [Mistake(1, "", _("This is not a CSV file: it holds NUL characters."))]
    first = content.lstrip("\r\n").partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(content, newline=""), delimiter=max(_SEPARATORS, key=first.count), restkey="", strict=True
    )
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    try:
        mistakes += _headings([name.strip().lower() for name in reader.fieldnames or []])
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
        if not mistakes:
            for cells in reader:
                _read(reader.line_num, cells, rows, mistakes)
    except csv.Error:
        sentence = _("The quotes do not match: a cell that begins with a quote must end with one.")
        mistakes.append(Mistake(reader.line_num + 1, "", sentence))
    if not rows and not mistakes:
        mistakes.append(Mistake(1, "", _("There is no row below the headings.")))
    return rows, mistakes + _twice(rows)


def _headings(names: list[str]) -> list[Mistake]:
    if not names:
        return [Mistake(1, "", _("The file is empty: start it with a line of column headings."))]
    known = ", ".join(COLUMNS)
    unknown = [
        Mistake(1, name, _("There is no such column: leave it out or use one of %s.") % known)
        for name in names
        if name not in COLUMNS
    ]
    missing = [Mistake(1, name, _("This column is missing: add it.")) for name in REQUIRED if name not in names]
    return unknown + missing


def _read(line: int, cells: dict[str, str], rows: list[Row], mistakes: list[Mistake]) -> None:
    found: list[Mistake] = []
    if cells.pop("", None):
        sentence = _("There are more cells than headings: put a cell that holds the separator in quotes.")
        found.append(Mistake(line, "", sentence))
    values = {name: (cells.get(name) or "").strip() for name in COLUMNS}
    found += [Mistake(line, name, _("This must not be empty.")) for name in REQUIRED if not values[name]]
    found += [
        Mistake(line, name, _("Use at most %d characters.") % most)
        for name, most in LIMITS.items()
        if len(values[name]) > most
    ]
    starts_at, ends_at = (_instant(line, name, values[name], found) for name in ("starts_at", "ends_at"))
    if starts_at and ends_at and ends_at <= starts_at:
        found.append(Mistake(line, "ends_at", _("An interruption ends after it starts.")))
    mistakes += found
    if not found and starts_at:
        rows.append(Row(line, values["service_reference"], values["reference"], starts_at, ends_at, values["cause"]))


def _instant(line: int, name: str, text: str, mistakes: list[Mistake]) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        sentence = _("Write the instant with its offset, such as 2026-10-07T03:00:00Z.")
        mistakes.append(Mistake(line, name, sentence))
        return None
    return moment.astimezone(dt.UTC)


def _twice(rows: list[Row]) -> list[Mistake]:
    seen: set[tuple[str, str]] = set()
    mistakes = []
    for row in rows:
        key = (row.service, row.reference)
        if key in seen:
            sentence = _("This reference stands here twice for this service: leave one out.")
            mistakes.append(Mistake(row.line, "reference", sentence))
        seen.add(key)
    return mistakes
