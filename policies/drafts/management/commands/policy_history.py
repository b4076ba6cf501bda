"""Imports the versions of a policy one after the other and tells how its provisions go on from each to the next."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policies.documents import Imported, NotImportable, import_document
from policies.documents.continuity.pairing import Fate, Pair, figures

_COLUMNS = [*(fate.value for fate in Fate), "moved", "doubtful"]
_WIDTH = 9
_LONGEST = 100


class Command(BaseCommand):
    """`policy_history FILE FILE… [--doubtful]`: figures for every step, and in total; needs no database."""

    help = "Import versions of a policy in order and count what was kept, reworded, split, merged, new and gone."
    requires_system_checks: list[str] = []  # no database is asked

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The versions, oldest first."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--doubtful", action="store_true", help="List every pair that a person should look at.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints one line for each file but the first, and one of sums."""
        files: list[Path] = options["files"]
        name = max(len(file.name) for file in files)
        self.stdout.write(" ".join([f"{'version':<{name}}", *(f"{column:>{_WIDTH}}" for column in _COLUMNS)]))
        total: Counter[str] = Counter()
        previous: Imported | None = None
        for file in files:
            imported = self._imported(file, previous)
            if not imported.words.equal:
                self.stderr.write(f"{file.name}: words were lost or invented.", self.style.WARNING)
            if previous is not None:
                counted = figures(imported.pairs)
                total.update(counted)
                self.stdout.write(self._line(f"{file.name:<{name}}", counted))
                if options["doubtful"]:
                    self._list([pair for pair in imported.pairs if pair.doubtful])
            previous = imported
        self.stdout.write(self._line(f"{'all':<{name}}", total))

    @staticmethod
    def _imported(file: Path, previous: Imported | None) -> Imported:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        known = previous.document if previous else None
        try:
            return import_document(data, filename=file.name, previous=known, limit=settings.UPLOAD_LIMIT)
        except NotImportable as error:
            raise CommandError(f"{file}: {error}") from error

    @staticmethod
    def _line(name: str, counted: Counter[str]) -> str:
        return " ".join([name, *(f"{counted[column]:>{_WIDTH}}" for column in _COLUMNS)])

    def _list(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            way = {Fate.SPLIT: f" from {pair.of}", Fate.MERGED: f" into {pair.of}"}.get(pair.fate, "")
            alike = f", {pair.likeness:.0f} % alike" if pair.likeness else ""
            perhaps = f", perhaps {pair.perhaps}" if pair.perhaps else ""
            self.stdout.write(f"  {pair.key}: {pair.fate.value}{way}{alike}{perhaps}")
            for sign, placed in (("-", pair.old), ("+", pair.new)):
                if placed:
                    self.stdout.write(f"    {sign} {placed.path} {placed.provision.text[:_LONGEST]}")
