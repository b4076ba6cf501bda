"""Takes a bounce mail from the mail server and keeps what it says of the delivery it is about."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from policies.notices.bounces.delivery_reports import receive_bounce, schema_of
from tenants.people.commands import in_reseller, refusals_as_errors

_LIMIT = 1_000_000  # bytes; a bounce with a whole mail in it is a few hundred thousand
#: sysexits.h EX_TEMPFAIL: the mail server keeps the mail and tries again.
_TRY_AGAIN = 75


class Command(BaseCommand):
    """`receive_bounce [--reseller SCHEMA] [FILE]`: from a file, or from standard input as a mail server pipes it."""

    help = "Keep what a bounce mail (RFC 3464) says of a delivery; exit 75 asks the mail server to retry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which mail, and whose where its return address does not say so."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="Standard input without it.")
        parser.add_argument("--reseller", metavar="SCHEMA", help="Else the one that the return address names.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Keeps it, or says in one sentence why not."""
        raw = self._read(options["file"])
        schema = options["reseller"] or schema_of(raw)
        if not schema:
            raise CommandError("The bounce's address names no reseller: name one with --reseller SCHEMA.")
        try:
            with in_reseller(schema), refusals_as_errors():
                new = receive_bounce(raw=raw)
        except OperationalError as error:
            self.stderr.write(f"The database does not answer, so the mail must be tried again: {error}")
            sys.exit(_TRY_AGAIN)
        self.stdout.write(f"{new} new reports are kept." if new else "Nothing new: this was said before.")

    def _read(self, file: Path | None) -> bytes:
        try:
            raw = file.read_bytes() if file else sys.stdin.buffer.read(_LIMIT + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        if len(raw) > _LIMIT:
            raise CommandError("The mail is larger than 1 MB, which no bounce is.")
        return raw
