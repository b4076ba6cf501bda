"""Reads documents received from CSV: a row for each line, rows of one vendor and reference make one document."""

import re
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.credits.intervals import Interval
from enforcement.credits.models import MONTH
from enforcement.credits.received.documents import CreditDocument, Line, amount_of, checked, line_of
from tenants.csv_files.cells import exact_instant, text
from tenants.csv_files.mistakes import Mistake
from tenants.csv_files.reading import Column, CsvRow, read_csv
from tenants.resellers.refusals import Refused


def month(cell: str) -> str:
    """A month like 2026-10."""
    if not re.fullmatch(MONTH, cell):
        raise ValueError(_("Write the month like 2026-10."))
    return cell


def currency(cell: str) -> str:
    """Three letters of ISO 4217."""
    if not re.fullmatch("[A-Za-z]{3}", cell):
        raise ValueError(_("Write the currency's three letters, like EUR."))
    return cell.upper()


COLUMNS: Final = {
    column.name: column
    for column in (
        Column("vendor", text(200), gettext_lazy("who gave the credit"), required=True),
        Column("reference", text(80), gettext_lazy("the vendor's number of the document"), required=True),
        Column("month", month, gettext_lazy("which is credited, like 2026-10"), required=True),
        Column(
            "service_references", text(1000), gettext_lazy("your numbers of the services, by spaces"), required=True
        ),
        Column("starts_at", exact_instant, gettext_lazy("from when they were down, with its offset"), required=True),
        Column("ends_at", exact_instant, gettext_lazy("until when"), required=True),
        Column("amount", text(40), gettext_lazy("like 25.00"), required=True),
        Column("currency", currency, gettext_lazy("three letters; EUR where empty")),
    )
}


def read_documents(data: bytes) -> tuple[list[tuple[int, CreditDocument]], list[Mistake]]:
    """Returns the documents of a file, each with the line that it begins on, and every mistake."""
    rows, mistakes = read_csv(data, COLUMNS)
    if mistakes:
        return [], mistakes
    begun: dict[tuple[str, str], tuple[int, dict[str, Any], list[Line]]] = {}
    for row in rows:
        said = {"month": row.values["month"], "currency": row.get("currency") or "EUR"}
        first, agreed, lines = begun.setdefault((row.values["vendor"], row.values["reference"]), (row.line, said, []))
        if said != agreed:
            sentence = _("Line %d has another month or currency for this reference: a document has one of each.")
            mistakes.append(Mistake(row.line, "reference", sentence % first))
            continue
        line = _line(row, said["currency"], mistakes)
        if line is not None:
            lines.append(line)
    if mistakes:
        return [], mistakes
    return [
        (first, checked(CreditDocument(vendor=vendor, reference=reference, lines=tuple(lines), **said)))
        for (vendor, reference), (first, said, lines) in begun.items()
    ], []


def _line(row: CsvRow, currency_of_row: str, mistakes: list[Mistake]) -> Line | None:
    amount: Decimal | None = None
    try:
        amount = amount_of(row.values["amount"], currency_of_row)
    except Refused as refusal:
        mistakes.append(Mistake(row.line, "amount", refusal.sentence))
    if row.values["ends_at"] <= row.values["starts_at"]:
        mistakes.append(Mistake(row.line, "ends_at", _("An interruption ends after it starts.")))
        return None
    if amount is None:
        return None
    interval = Interval(row.values["starts_at"], row.values["ends_at"])
    try:
        return line_of(row.values["service_references"].split(), [interval], amount)
    except Refused as refusal:
        mistakes.append(Mistake(row.line, "service_references", refusal.sentence))
        return None
