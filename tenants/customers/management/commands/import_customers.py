"""Imports customers, agreements, people, services and what they hold from a CSV file."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from tenants.customers.actions.importing import Imported, import_customers
from tenants.customers.importing.columns import COLUMNS
from tenants.people.commands import CsvCommand


class Command(CsvCommand):
    """`import_customers FILE --reseller SCHEMA --by EMAIL [--dry-run]`."""

    help = "Import customers from a CSV file; nothing of it is saved unless every row is right."
    verb = import_customers
    holds = ", separated by commas, semicolons or tabs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Explains the columns beside the file."""
        super().add_arguments(parser)
        columns = "\n".join(f"  {column.name:<20}{column.meaning}" for column in COLUMNS.values())
        parser.epilog = (
            f"Columns:\n{columns}\n\nSeveral rows may speak of one customer or service; an empty cell says nothing.\n"
            "A date means midnight in the reseller's time zone."
        )
        parser.formatter_class = RawDescriptionHelpFormatter

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports, or names every mistake by line and column and ends with 1."""
        data = self.read(options["file"])
        with self.inside(options) as by:
            assert by is not None
            done = import_customers(by=by, data=data, dry_run=options["dry_run"])
        self.tell(done, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def tell(self, done: Imported, *, dry_run: bool, verbosity: int) -> None:
        """One line of figures; every step in a dry run or with --verbosity 2."""
        if dry_run or verbosity > 1:
            for step in done.steps:
                self.stdout.write(f"line {step.line}: {step}")
        figures = ", ".join(f"{count} {_WORDS[name]}" for name, count in done.counts.items()) or "nothing to change"
        ending = " (dry run: nothing saved)" if dry_run else ""
        self.stdout.write(f"{done.rows} rows: {figures}{ending}.")


_WORDS = {
    "AddCustomer": "customers added",
    "RenameCustomer": "customers renamed",
    "AddAgreement": "agreements added",
    "EndAgreement": "agreements ended",
    "AddPerson": "people added",
    "ChangeCapacity": "capacities changed",
    "AddService": "services added",
    "ChangeService": "services changed",
    "AddIdentifier": "identifiers held",
}
