"""Computes the credit statements of a month."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from enforcement.credits.actions import run_credits
from enforcement.credits.models import CreditRun
from enforcement.credits.months import month_of
from enforcement.credits.runs.actions import work_on
from enforcement.credits.runs.queries import changes, failures, runs, statements_made
from tenants.customers.currencies import money
from tenants.customers.models import Customer
from tenants.people.commands import TenantCommand


class Command(TenantCommand):
    """`run_credits --reseller SCHEMA --month 2026-10 [--by EMAIL] [--dry-run]`; without `--by` a timer runs it."""

    verb = run_credits
    help = "Compute the service credits of a month; run again, it changes nothing unless a fact changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which month, whether only to look, and for whom."""
        super().add_arguments(parser)
        parser.add_argument("--month", required=True, metavar="YYYY-MM", help="In the reseller's time zone.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and write no statement.")
        parser.add_argument("--customer", action="append", metavar="REFERENCE", help="Only this one; may be repeated.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Computes, says how far it is, and each statement that is new in a line."""
        with self.inside(options) as user:
            only = self._only(options["customer"])
            run = run_credits(by=user, month=options["month"], preview=options["dry_run"], customers=only)
            window = month_of(run.month).window
            hours = window.microseconds / 3_600_000_000
            self.stdout.write(f"{run.month} has {hours:g} h, from {window.start:%Y-%m-%d %H:%M} UTC.")
            work_on(run, patient=True, told=self._progress)
            self._say_result(runs().get(pk=run.pk))

    def _only(self, references: list[str] | None) -> list[Customer] | None:
        if not references:
            return None
        found = list(Customer.objects.filter(reference__in=references))
        if unknown := set(references) - {one.reference for one in found}:
            raise CommandError(f"There is no customer {', '.join(sorted(unknown))}.")
        return found

    def _progress(self, done: int, whole: int) -> None:
        self.stdout.write(f"{done} of {whole} customers computed.")

    def _say_result(self, run: CreditRun) -> None:
        if run.preview:
            self._say_changes(run)
        else:
            self._say_statements(run)
        if found := list(failures().filter(run=run)):
            named = ", ".join(one.customer.reference for one in found)
            raise CommandError(f"These customers could not be computed; the log says why: {named}.")

    def _say_changes(self, run: CreditRun) -> None:
        for one in changes().filter(run=run).iterator(chunk_size=500):
            instead = f", supersedes {one.before}" if one.before else ""
            total, difference = (money(amount, one.currency) for amount in (one.total, one.difference))
            self.stdout.write(f"{one.customer.reference}: {total} {one.currency}, difference {difference}{instead}.")
        self.stdout.write(f"{run.made} statements would be made, {run.unchanged} unchanged; nothing was written.")

    def _say_statements(self, run: CreditRun) -> None:
        for statement in statements_made(run).iterator(chunk_size=100):
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
        self.stdout.write(f"{run.made} statements made, {run.unchanged} unchanged.")
