"""The whole portal with a living example, on the embedded database."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.embedded import DatabaseSetupError
from portal.running.demo import DemoError, run
from portal.running.ports import PortTakenError
from portal.running.restarting import ProcessEndedError


class Command(BaseCommand):
    """`demo`: needs nothing but this checkout; Ctrl-C or SIGTERM stops all it started."""

    help = "Start everything Proviso needs on this machine, with an example inside, and print where to look."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Runs until stopped; what keeps it from running is told in a sentence, with exit code 1."""
        try:
            run(self.say)
        except (DatabaseSetupError, DemoError, PortTakenError, ProcessEndedError, TimeoutError) as trouble:
            self.stderr.write(str(trouble))
            sys.exit(1)

    def say(self, words: str) -> None:
        """A line for the person, or the program, that started the demo."""
        self.stdout.write(words)
        self.stdout.flush()
