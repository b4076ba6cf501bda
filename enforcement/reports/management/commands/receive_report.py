"""Takes a report from the mail server, or a XARF file: stored first, then read."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.models import RawReport, Report, ReportMail, Source, Triage
from tenants.people.commands import in_reseller
from tenants.resellers.refusals import Refused

#: sysexits.h EX_TEMPFAIL: the mail server keeps the mail and tries again.
_TRY_AGAIN = 75
_NO_ROOM = 507


class Command(BaseCommand):
    """`receive_report --reseller SCHEMA [FILE]`: from a file, or from standard input as a mail server pipes it."""

    help = "Receive an abuse report, as a raw mail or XARF JSON; exit 75 asks the mail server to retry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which report, and whose."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="Standard input without it.")
        parser.add_argument("--reseller", required=True, metavar="SCHEMA", help="The reseller's schema name.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Stores it, then says what came of it: a line for each incident."""
        data = self._read(options["file"])
        try:
            with in_reseller(options["reseller"]):
                self._receive(data)
        except (OperationalError, InterfaceError, OSError) as error:
            self._again(f"Nothing was stored, so it must be tried again: {error}")

    def _receive(self, data: bytes) -> None:
        try:
            raw, new = store_raw(data=data, door=Source.MAIL)
        except Refused as refusal:
            if refusal.status == _NO_ROOM:
                self._again(refusal.sentence)
            raise CommandError(refusal.sentence) from refusal
        try:
            made = take_in(raw, data if new else None)
        except (OperationalError, InterfaceError) as error:
            self.stderr.write(f"Stored as {raw.digest}; it is read later, since the database does not answer: {error}")
            return
        for report in made:
            self.stdout.write(_line(report))
        if not made:
            self.stdout.write(_instead(raw))

    def _again(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(_TRY_AGAIN)

    def _read(self, file: Path | None) -> bytes:
        most = settings.RAW_REPORT_LIMIT + 1
        try:
            if file is None:
                return sys.stdin.buffer.read(most)
            with file.open("rb") as opened:
                return opened.read(most)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _instead(raw: RawReport) -> str:
    """What came of a mail that made no report."""
    if raw.read_at is None:
        return f"stored  too many mails from this sender: read at {raw.try_at:%Y-%m-%d %H:%M} UTC"
    answer = ReportMail.objects.filter(raw=raw).select_related("report").first()
    kind = "automatic answer" if answer is None or answer.automatic else "answer"
    return f"{answer.report if answer else '-'}  {kind}, kept"


def _line(report: Report) -> str:
    """Number, state, category, target, and the service or why there is none."""
    why = Triage(report.triage).label if report.triage else ""
    found = report.service.reference if report.service else f"triage: {why}"
    target = f"{report.target} port {report.port}" if report.port else report.target
    return "  ".join([str(report), report.status, report.category or "-", target or "-", found])
