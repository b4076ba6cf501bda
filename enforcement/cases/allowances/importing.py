"""Reads usage from CSV, or says by line and column what cannot be read."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.csv_files.cells import exact_instant, text
from tenants.csv_files.mistakes import Mistake
from tenants.csv_files.reading import Column, read_csv

_DIGITS, _PLACES = 24, 6


def amount(cell: str) -> Decimal:
    """A number of at least zero with at most six decimals; raises ValueError."""
    try:
        found = Decimal(cell)
    except InvalidOperation as error:
        raise ValueError(_("%s is not a number: write it like 1250.5.") % cell) from error
    _sign, digits, exponent = found.as_tuple()
    if not isinstance(exponent, int) or found < 0 or exponent < -_PLACES or len(digits) + exponent > _DIGITS - _PLACES:
        raise ValueError(_("Write a number of at least zero, with at most six decimals."))
    return found


COLUMNS = {
    column.name: column
    for column in (
        Column("service_reference", text(60), gettext_lazy("your own number of the service"), required=True),
        Column("resource", text(60), gettext_lazy("what was used, as its allowance names it"), required=True),
        Column("reference", text(80), gettext_lazy("the meter's own number of this reading"), required=True),
        Column("starts_at", exact_instant, gettext_lazy("instant with its offset"), required=True),
        Column("ends_at", exact_instant, gettext_lazy("likewise; the first instant outside"), required=True),
        Column("amount", amount, gettext_lazy("how much, in the unit of the allowance"), required=True),
    )
}


@dataclass(frozen=True)
class UsageRow:
    """One reading as a line of the file says it; instants in UTC."""

    line: int
    service: str
    resource: str
    reference: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    amount: Decimal

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it."""
        return self.service, self.resource, self.reference


def read_usage(data: bytes) -> tuple[list[UsageRow], list[Mistake]]:
    """Returns the rows without a mistake, and every mistake."""
    rows, mistakes = read_csv(data, COLUMNS)
    wrong = {mistake.line for mistake in mistakes}
    read: list[UsageRow] = []
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        if row.line in wrong:
            continue
        values = row.values
        found = UsageRow(
            row.line,
            values["service_reference"],
            values["resource"],
            values["reference"],
            values["starts_at"],
            values["ends_at"],
            values["amount"],
        )
        if found.ends_at <= found.starts_at:
            mistakes.append(Mistake(row.line, "ends_at", _("A reading ends after it starts.")))
        elif found.key in seen:
            sentence = _("This reference stands here twice for this service and resource: leave one out.")
            mistakes.append(Mistake(row.line, "reference", sentence))
        else:
            read.append(found)
        seen.add(found.key)
    return read, mistakes
