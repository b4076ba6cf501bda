"""Imports interruptions of services from a CSV file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from enforcement.credits.actions import import_interruptions
from enforcement.credits.importing import COLUMNS
from tenants.customers.actions.importing import Mistaken
from tenants.people.commands import TenantCommand
from tenants.people.permissions import Permission


class Command(TenantCommand):
    """`import_interruptions FILE --reseller SCHEMA --by EMAIL [--dry-run]`."""

    help = "Import interruptions from a CSV file; nothing of it is saved unless every row is right."
    permission = Permission.MANAGE_CREDITS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and whether to save."""
        super().add_arguments(parser)
        parser.add_argument("file", help=f"CSV in UTF-8 with {', '.join(COLUMNS)}; - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports, or names every mistake by line and column and ends with 1."""
        try:
            name = options["file"]
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        with self.inside(options) as by:
            assert by is not None
            try:
                done = import_interruptions(by=by, data=data, dry_run=options["dry_run"])
            except Mistaken as mistaken:
                lines = [*map(str, mistaken.mistakes), mistaken.sentence]
                raise CommandError("\n".join(lines)) from mistaken
        ending = " (dry run: nothing saved)" if not done.saved else ""
        self.stdout.write(f"{done.rows} rows: {done.added} interruptions added, {done.ended} ended{ending}.")
