"""Imports usage of services from a CSV file."""

from typing import Any

from enforcement.cases.allowances.actions import import_usage
from enforcement.cases.allowances.importing import COLUMNS
from tenants.people.commands import CsvCommand


class Command(CsvCommand):
    """`import_usage FILE --reseller SCHEMA --by EMAIL [--dry-run]`."""

    help = "Import usage from a CSV file, all of it or nothing; usage past an allowance proposes a case."
    verb = import_usage
    holds = f" with {', '.join(COLUMNS)}"

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports, or names every mistake by line and column and ends with 1."""
        data = self.read(options["file"])
        with self.inside(options) as by:
            assert by is not None
            done = import_usage(by=by, data=data, dry_run=options["dry_run"])
        ending = " (dry run: nothing saved)" if not done.saved else ""
        self.stdout.write(f"{done.rows} rows: {done.added} readings added, {done.proposed} cases proposed{ending}.")
