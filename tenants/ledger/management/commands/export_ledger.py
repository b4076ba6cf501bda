"""Exports one reseller's sealed ledger as a file that `verify_ledger` checks without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context

from tenants.ledger.exporting import export_to
from tenants.resellers import whole_files
from tenants.resellers.models import Reseller


class Command(BaseCommand):
    """`export_ledger --reseller SCHEMA --out FILE [--head FILE]`."""

    help = "Write the sealed entries, tree heads and public keys of a ledger into one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose ledger, and where to."""
        parser.add_argument("--reseller", required=True, metavar="SCHEMA")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--head", type=Path, metavar="FILE", help="Also write the newest signed head, to keep elsewhere."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Writes the file and tells what is in it."""
        schema, out, head = options["reseller"], options["out"], options["head"]
        if schema != "public" and not Reseller.objects.filter(schema_name=schema).exists():
            raise CommandError(f"There is no reseller {schema}: see `create_reseller`.")
        try:
            with schema_context(schema):
                exported = export_to(out)
            if head is not None and exported.head is not None:
                whole_files.write(head, exported.head.signed + "\n")
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
        self.stdout.write(f"{out}: {exported.entries} entries of {schema}")
        if exported.waiting:
            self.stdout.write(
                f"{exported.waiting} entries are not sealed yet and were left out: run `seal_ledger` first."
            )
