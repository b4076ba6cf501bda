"""Checks a ledger: an exported file from the file alone, or a reseller's tables."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.ledger.checking.export_file import verify_file
from tenants.ledger.checking.findings import Verification
from tenants.ledger.keys import SignatureInvalid, trusted_keys
from tenants.ledger.publishing.time_stamps import NotStamped, read_stamp

MOST_SHOWN = 50


class Command(BaseCommand):
    """`verify_ledger (FILE | --reseller SCHEMA) [--head FILE] [--jwks FILE]`; exits 1 and names what is wrong."""

    help = "Check an exported ledger (no database needed) or a reseller's ledger in the database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to check, and what was kept elsewhere to check it against."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, metavar="FILE")
        what.add_argument("--reseller", metavar="SCHEMA")
        parser.add_argument("--head", type=Path, metavar="FILE", help="A signed tree head kept elsewhere.")
        parser.add_argument("--stamp", type=Path, metavar="FILE", help="A time stamp of that head (RFC 3161).")
        parser.add_argument("--roots", type=Path, metavar="FILE", help="Certificates (PEM) trusted for time stamps.")
        parser.add_argument("--jwks", type=Path, metavar="FILE", help="The reseller's public keys, kept elsewhere.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Checks, names every fault on its own line, and raises CommandError if there is any."""
        try:
            head = options["head"].read_text() if options["head"] else None
            jwks = _keys(options["jwks"]) if options["jwks"] else None
            if options["stamp"]:
                self.stdout.write(_stamped(head, options["stamp"], options["roots"]))
            if options["reseller"]:
                outcome = _tables(options["reseller"], head=head, jwks=jwks)
            else:
                outcome = verify_file(options["file"], head=head, jwks=jwks)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"This file cannot be read: {error}") from error
        for finding in outcome.findings[:MOST_SHOWN]:
            self.stderr.write(str(finding))
        for note in outcome.notes:
            self.stdout.write(f"note: {note}")
        if not outcome.ok:
            raise CommandError(f"The ledger is not as it was sealed: {len(outcome.findings)} faults.")
        self.stdout.write(
            f"The ledger is as it was sealed: {outcome.entries} entries under {outcome.heads} signed heads."
        )


def _stamped(head: str | None, file: Path, roots: Path | None) -> str:
    """Returns what a time stamp says of the kept head, in a sentence."""
    if head is None:
        raise CommandError("A time stamp is of a head: name that too, with --head FILE.")
    try:
        stamp = read_stamp(file.read_bytes(), data=head.strip().encode(), roots=roots)
    except NotStamped as error:
        raise CommandError(f"{file}: {error}") from error
    whose = "by an authority that is trusted here" if stamp.trusted else "by whom is not known: name --roots FILE"
    return f"The head was there at {stamp.at.isoformat()}, stamped {whose}."


def _keys(path: Path) -> Mapping[str, Any]:
    try:
        jwks = json.loads(path.read_text())
        trusted_keys(jwks)
    except (ValueError, AttributeError, RecursionError, SignatureInvalid) as error:
        raise CommandError(f"{path} is not a set of public keys: {error}") from error
    return dict(jwks)


def _tables(schema: str, *, head: str | None, jwks: Mapping[str, Any] | None) -> Verification:
    """Checks the tables; only here is a database asked."""
    from django_tenants.utils import schema_context  # noqa: PLC0415 - a file needs no database

    from tenants.ledger.checking.tables import verify_tables  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    if schema != "public" and not Reseller.objects.filter(schema_name=schema).exists():
        raise CommandError(f"There is no reseller {schema}: see `create_reseller`.")
    with schema_context(schema):
        return verify_tables(head=head, jwks=jwks)
