"""Imports interruptions of services from a CSV file."""

from typing import Any

from enforcement.credits.actions import import_interruptions
from enforcement.credits.interruptions.importing import COLUMNS
from tenants.people.commands import CsvCommand


class Command(CsvCommand):
    """`import_interruptions FILE --reseller SCHEMA --by EMAIL [--dry-run]`."""

    help = "Import interruptions from a CSV file; nothing of it is saved unless every row is right."
    verb = import_interruptions
    holds = f" with {', '.join(COLUMNS)}"

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports, or names every mistake by line and column and ends with 1."""
        data = self.read(options["file"])
        with self.inside(options) as by:
            assert by is not None
            done = import_interruptions(by=by, data=data, dry_run=options["dry_run"])
        ending = " (dry run: nothing saved)" if not done.saved else ""
        self.stdout.write(f"{done.rows} rows: {done.added} interruptions added, {done.ended} ended{ending}.")
