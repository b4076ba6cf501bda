"""Computes the credit statements of a month."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from enforcement.credits.actions import run_credits
from tenants.customers.currencies import money
from tenants.people.commands import TenantCommand


class Command(TenantCommand):
    """`run_credits --reseller SCHEMA --month 2026-10 [--by EMAIL]`; without `--by` a timer runs it."""

    verb = run_credits
    help = "Compute the service credits of a month; run again, it changes nothing unless a fact changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which month."""
        super().add_arguments(parser)
        parser.add_argument("--month", required=True, metavar="YYYY-MM", help="In the reseller's time zone.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Computes, and says each new statement in a line."""
        with self.inside(options) as user:
            run = run_credits(by=user, month=options["month"])
        hours = run.window.microseconds / 3_600_000_000
        self.stdout.write(f"{run.month} has {hours:g} h, from {run.window.start:%Y-%m-%d %H:%M} UTC.")
        for statement in run.made:
            superseding = f", supersedes {statement.supersedes}" if statement.supersedes else ""
            shown = ", ".join(
                f"{line['service']['reference']} {line['availability_percent']} %"
                for line in statement.assessment["services"]
            )
            self.stdout.write(
                f"{statement} {statement.customer.reference}: {money(statement.total, statement.currency)}"
                f" {statement.currency}, difference {money(statement.difference, statement.currency)}"
                f"{superseding} ({shown})."
            )
        self.stdout.write(f"{len(run.made)} statements made, {len(run.unchanged)} unchanged.")
        if run.failed:
            named = ", ".join(customer.reference for customer in run.failed)
            raise CommandError(f"These customers could not be computed; the log says why: {named}.")
