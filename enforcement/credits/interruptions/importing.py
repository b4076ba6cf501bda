"""Reads interruptions from CSV, or says by line and column what cannot be read."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.csv_files.cells import exact_instant, text
from tenants.csv_files.mistakes import Mistake
from tenants.csv_files.reading import Column, CsvRow, read_csv

COLUMNS = {
    column.name: column
    for column in (
        Column("service_reference", text(60), gettext_lazy("your own number of the service"), required=True),
        Column("reference", text(80), gettext_lazy("your own number of the interruption"), required=True),
        Column("starts_at", exact_instant, gettext_lazy("instant with its offset"), required=True),
        Column("ends_at", exact_instant, gettext_lazy("likewise; empty while it goes on")),
        Column("cause", text(200), gettext_lazy("in your words")),
    )
}


@dataclass(frozen=True)
class InterruptionRow:
    """One interruption as a line of the file says it; `ends_at` None: it goes on. Instants in UTC."""

    line: int
    service: str
    reference: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    cause: str


def read_interruptions(data: bytes) -> tuple[list[InterruptionRow], list[Mistake]]:
    """The rows without a mistake, and every mistake; instants name their offset, such as 2026-10-07T03:00:00Z."""
    rows, mistakes = read_csv(data, COLUMNS)
    wrong = {mistake.line for mistake in mistakes}
    for row in rows:
        starts_at, ends_at = row.get("starts_at"), row.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            mistakes.append(Mistake(row.line, "ends_at", _("An interruption ends after it starts.")))
            wrong.add(row.line)
    read = [_interruption(row) for row in rows if row.line not in wrong]
    return read, mistakes + _twice(read)


def _interruption(row: CsvRow) -> InterruptionRow:
    return InterruptionRow(
        row.line,
        row.values["service_reference"],
        row.values["reference"],
        row.values["starts_at"],
        row.get("ends_at"),
        row.get("cause") or "",
    )


def _twice(rows: list[InterruptionRow]) -> list[Mistake]:
    seen: set[tuple[str, str]] = set()
    mistakes = []
    for row in rows:
        key = (row.service, row.reference)
        if key in seen:
            sentence = _("This reference stands here twice for this service: leave one out.")
            mistakes.append(Mistake(row.line, "reference", sentence))
        seen.add(key)
    return mistakes
