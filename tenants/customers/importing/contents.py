"""Gathers what the file says of each customer, agreement, person and service over all its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tenants.csv_files.mistakes import Mistake
from tenants.csv_files.reading import CsvRow
from tenants.customers.importing.columns import KINDS

_CUSTOMER = ["customer_name"]
_AGREEMENT = ["customer_reference", "agreement_from", "agreement_until"]
_PERSON = ["contact_name", "contact_capacity"]
_SERVICE = ["customer_reference", "agreement_number", "service_name", "monthly_price", "currency", "service_from"]


@dataclass
class Details:
    """What the file says of one thing: each column's value and the line that said it first."""

    line: int
    values: dict[str, tuple[Any, int]] = field(default_factory=dict)

    def get(self, column: str) -> Any:
        """Returns the value, or None where the file says nothing."""
        return self.values.get(column, (None, 0))[0]

    def line_of(self, column: str) -> int:
        """Returns the line that said it, else the line that first named the thing."""
        return self.values.get(column, (None, self.line))[1]

    def lacks(self, column: str) -> bool:
        """Whether no row filled the column; a cell that could not be read was filled."""
        return column not in self.values


@dataclass(frozen=True)
class Claim:
    """An identifier that a row gives to a service."""

    line: int
    column: str
    service: str
    kind: str
    value: str


@dataclass
class FileContents:
    """Everything the file says, by reference, number, mail address."""

    customers: dict[str, Details] = field(default_factory=dict)
    agreements: dict[str, Details] = field(default_factory=dict)
    people: dict[tuple[str, str], Details] = field(default_factory=dict)
    services: dict[str, Details] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def contents_of(rows: Iterable[CsvRow]) -> FileContents:
    """Puts the rows together; where two rows disagree about one thing, that is a mistake of the later one."""
    gathered = FileContents()
    for row in rows:
        reference = row.get("customer_reference")
        if reference is not None:
            _about(gathered, row, gathered.customers, reference, _CUSTOMER)
            _details(gathered, row, reference)
    return gathered


def _details(gathered: FileContents, row: CsvRow, reference: str) -> None:
    if (number := row.get("agreement_number")) is not None:
        _about(gathered, row, gathered.agreements, number, _AGREEMENT)
    else:
        _alone(gathered, row, "agreement_number", ["agreement_from", "agreement_until"])
    if (mail := row.get("contact_mail")) is not None:
        _about(gathered, row, gathered.people, (reference, mail.lower()), _PERSON)
    else:
        _alone(gathered, row, "contact_mail", _PERSON)
    if (service := row.get("service_reference")) is not None:
        _about(gathered, row, gathered.services, service, _SERVICE)
        for column, kind in KINDS.items():
            gathered.claims.extend(Claim(row.line, column, service, kind, value) for value in row.get(column) or ())
    else:
        _alone(gathered, row, "service_reference", [*_SERVICE[2:], *KINDS])


def _about(gathered: FileContents, row: CsvRow, things: dict[Any, Details], key: Any, columns: list[str]) -> None:
    said = things.setdefault(key, Details(row.line))
    for column in columns:
        if column not in row.values:
            continue
        value = row.values[column]
        earlier, line = said.values.setdefault(column, (value, row.line))
        if value is not None and earlier is not None and earlier != value:
            name = key if isinstance(key, str) else key[-1]
            sentence = _("Line %(line)d says %(earlier)s for %(name)s: make them the same, or leave this one empty.")
            gathered.mistakes.append(
                Mistake(row.line, column, sentence % {"line": line, "earlier": earlier, "name": name})
            )


def _alone(gathered: FileContents, row: CsvRow, key: str, columns: list[str]) -> None:
    """A row that says something of a thing it does not name."""
    if key in row.values:
        return
    for column in columns:
        if column in row.values:
            sentence = _("Fill in %(key)s too, or leave %(column)s empty.") % {"key": key, "column": column}
            gathered.mistakes.append(Mistake(row.line, key, sentence))
            return
