"""Makes a draft of a policy file and reports what was counted; or only prints its canonical JSON, the report aside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from policies.documents import NotImportable, canonical_bytes, import_document
from policies.documents.differences import unconfirmed
from policies.documents.import_report import report
from policies.drafts.actions import import_draft
from tenants.people.commands import TenantCommand


class Command(TenantCommand):
    """`import_policy FILE (--reseller SCHEMA --by EMAIL | --print)`."""

    help = "Import a text, Markdown, HTML, Word or PDF policy as a draft; fails where a word was lost or invented."
    verb = import_draft
    read = staticmethod(import_document)  # whichever way a file is read, its words are counted before a draft is made
    requires_system_checks: list[str] = []  # printing needs no database, which the checks ask

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and either who imports it where, or only to print."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--print", action="store_true", dest="only_print", help="Only print the canonical JSON.")
        parser.add_argument("--reseller", metavar="SCHEMA", help="The reseller's schema name.")
        parser.add_argument("--by", metavar="EMAIL", help="Who does it; must hold a fitting role.")
        parser.add_argument("--policy", default="aup", metavar="SLUG")
        parser.add_argument(
            "--confirm", nargs="+", default=[], metavar="CODE", help="Codes of listed differences that you looked at."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports; nothing is kept where the counts of words differ."""
        data = _read(options["file"])
        try:
            imported = self.read(data, filename=options["file"].name, limit=settings.UPLOAD_LIMIT)
        except NotImportable as error:
            raise CommandError(str(error)) from error
        if options["only_print"]:
            self.stdout.write(canonical_bytes(imported.document).decode())
            self.stderr.write(report(imported), self.style.NOTICE)
        elif not options["reseller"] or not options["by"]:
            raise CommandError("Name the reseller and who imports (--reseller SCHEMA --by EMAIL), or use --print.")
        else:
            with self.inside(options) as user:
                if user is not None and not unconfirmed(imported.words, options["confirm"]):
                    _draft, imported = import_draft(
                        by=user,
                        data=data,
                        filename=options["file"].name,
                        slug=options["policy"],
                        confirmed=options["confirm"],
                    )
            self.stdout.write(report(imported))
        if unconfirmed(imported.words, options["confirm"]):
            raise CommandError(
                "Words were lost or invented, so no draft was made; the differences are listed above. Look at each, "
                "and name its code with --confirm."
            )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
