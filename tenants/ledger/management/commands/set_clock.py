"""Sets the clock that tests, demo and story live by; production refuses."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.ledger import clock


class Command(BaseCommand):
    """`set_clock INSTANT`, or `set_clock real`."""

    help = "Make the portal's clock go on from an instant (ISO 8601 with a zone), or `real` to follow the database."
    requires_system_checks: list[str] = []  # the clock says nothing about models and addresses

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The instant."""
        parser.add_argument("instant")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Sets it for every process at once."""
        text = options["instant"]
        try:
            instant = None if text == "real" else dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"{text} is not an instant; write it like 2026-10-01T09:00:00+00:00.") from error
        if instant is not None and instant.tzinfo is None:
            raise CommandError("Name the zone too, such as 2026-10-01T09:00:00+00:00.")
        try:
            clock.set_to(instant)
        except clock.ClockNotSettable as error:
            raise CommandError("This clock cannot be set: PROVISO_CLOCK is not `settable`.") from error
        self.stdout.write(f"It is {clock.now().isoformat()}.")
