"""What every command shares: which reseller, who acts, and refusals as one clear sentence."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context

from tenants.csv_files.mistakes import Mistaken
from tenants.csv_files.reading import MAX_BYTES
from tenants.people.models import User
from tenants.people.permissions import require
from tenants.people.verbs import Verb
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused


class TenantCommand(BaseCommand):
    """A command that works in one reseller's schema."""

    #: What the command does for the person named with --by, who must be allowed to; None: it needs no person.
    verb: ClassVar[Verb[..., Any] | None] = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--reseller SCHEMA`, and `--by EMAIL` where somebody must answer for it."""
        parser.add_argument("--reseller", required=True, metavar="SCHEMA", help="The reseller's schema name.")
        if self.verb is not None:
            parser.add_argument(
                "--by",
                required=not self.verb.unattended,
                metavar="EMAIL",
                help="Who does it; must hold a fitting role.",
            )

    @contextmanager
    def inside(self, options: dict[str, object]) -> Iterator[User | None]:
        """Enters the reseller and yields the person; raises CommandError with one sentence for any refusal."""
        with in_reseller(str(options["reseller"])), refusals_as_errors():
            yield self.person(options)

    def person(self, options: dict[str, object]) -> User | None:
        """Returns who acts, checked as the verb asks; None where nobody need be named and nobody is."""
        if self.verb is None or (self.verb.unattended and options["by"] is None):
            return None
        user = User.objects.filter(email__iexact=str(options["by"]), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['by']}: invite them first.")
        require(user, self.verb)
        return user


class CsvCommand(TenantCommand):
    """A command that takes a CSV file over, or nothing of it; subclasses say which."""

    #: What a file holds, for --help.
    holds = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and whether to save."""
        super().add_arguments(parser)
        parser.add_argument("file", help=f"CSV in UTF-8{self.holds}; - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def read(self, name: str) -> bytes:
        """Returns the file's bytes, one more than a file may have at most; CommandError where there is none."""
        try:
            if name == "-":
                return sys.stdin.buffer.read(MAX_BYTES + 1)
            with Path(name).open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


@contextmanager
def in_reseller(schema: str) -> Iterator[Reseller]:
    """Stands in one reseller's schema; CommandError where there is none."""
    reseller = Reseller.objects.filter(schema_name=schema).first()
    if reseller is None:
        raise CommandError(f"There is no reseller {schema}: see `create_reseller`.")
    with schema_context(schema):
        connection.set_tenant(reseller)
        yield reseller


@contextmanager
def refusals_as_errors() -> Iterator[None]:
    """A verb's refusal ends the command with its sentence; one of a file, with every mistake before it."""
    try:
        yield
    except Mistaken as mistaken:
        raise CommandError("\n".join([*map(str, mistaken.mistakes), mistaken.sentence])) from mistaken
    except Refused as refusal:
        raise CommandError(refusal.sentence) from refusal
