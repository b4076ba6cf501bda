"""Checks an evidence file from the file alone: no database, no network."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.evidence.file.verifying import verify_evidence_file
from tenants.ledger.keys import SignatureInvalid, trusted_keys

MOST_SHOWN = 50


class Command(BaseCommand):
    """`verify_evidence FILE [--jwks FILE] [--head FILE]`; exits 1 and names what is wrong."""

    help = "Check an evidence file and say what it proves; needs no database and no network."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to check, and what was kept elsewhere to check it against."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--jwks", type=Path, metavar="FILE", help="The reseller's public keys, kept elsewhere.")
        parser.add_argument("--head", type=Path, metavar="FILE", help="A signed tree head kept elsewhere.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Says what the file proves, names every fault on its own line, and raises CommandError if there is any."""
        try:
            head = options["head"].read_text("ascii") if options["head"] else None
            jwks = _keys(options["jwks"]) if options["jwks"] else None
            found = verify_evidence_file(options["file"], jwks=jwks, head=head)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"This file cannot be read: {error}") from error
        for fault in found.faults[:MOST_SHOWN]:
            self.stderr.write(str(fault))
        if not found.ok:
            raise CommandError(f"The file is not as it was exported and signed: {len(found.faults)} faults.")
        said = found.manifest
        self.stdout.write(f"Evidence about {said['kind']} {said['subject']['label']} of {said['reseller']['name']}.")
        for proof in found.proves:
            self.stdout.write(f"proves: {proof}")
        for note in found.notes:
            self.stdout.write(f"note: {note}")
        self.stdout.write("The file is as it was exported and signed.")


def _keys(path: Path) -> Mapping[str, Any]:
    try:
        jwks = json.loads(path.read_text("utf-8"))
        trusted_keys(jwks)
    except (ValueError, AttributeError, RecursionError, SignatureInvalid) as error:
        raise CommandError(f"{path} is not a set of public keys: {error}") from error
    return dict(jwks)
