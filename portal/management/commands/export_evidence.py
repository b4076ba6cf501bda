"""Exports the evidence about a customer, a case or a version as one file that anyone can check."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portal.evidence.actions import export_evidence, export_evidence_to
from portal.evidence.subjects import Kind, subject
from tenants.people.commands import TenantCommand


class Command(TenantCommand):
    """`export_evidence --reseller SCHEMA (--customer | --case | --version) ID --out FILE [--by EMAIL]`."""

    verb = export_evidence
    help = "Write everything about a customer, a case or a version into one signed file, and record that it was done."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Lets `--version` name a version of the policy here, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it is about, where to, and who answers for it."""
        super().add_arguments(parser)
        about = parser.add_mutually_exclusive_group(required=True)
        about.add_argument("--customer", metavar="ID", help="Its id or reference.")
        about.add_argument("--case", metavar="ID", help="Its id or number, such as C-12.")
        about.add_argument("--version", metavar="ID", help="Its id or number.")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument("--without-names", action="store_true", help="Leave out who stands behind pseudonyms.")
        parser.add_argument(
            "--head", type=Path, metavar="FILE", help="A signed tree head kept elsewhere, to lead on from."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Writes the file, or says in one sentence why not."""
        kind = next(kind for kind in Kind if options[kind.value])
        with self.inside(options) as by:
            try:
                exported = export_evidence_to(
                    options["out"],
                    by=by,
                    subject=subject(kind, options[kind.value]),
                    names=not options["without_names"],
                    kept_head=options["head"].read_text("ascii") if options["head"] else "",
                )
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"The file cannot be written or read: {error}") from error
        self.stdout.write(
            f"{options['out']}: {exported.written.members} members, {exported.written.size} bytes, "
            f"{exported.entries} sealed acts, SHA-256 {exported.written.sha256}"
        )
        for words in exported.withheld:
            self.stdout.write(f"left out: {words}")
