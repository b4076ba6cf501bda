"""Deactivates a person of a reseller, or lets one in again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from tenants.people.commands import TenantCommand
from tenants.people.leaving import deactivate_person, reactivate_person
from tenants.people.models import User


class Command(TenantCommand):
    """`deactivate EMAIL --reseller SCHEMA --reason R [--by EMAIL] [--undo]`."""

    help = "End everything that a person has at a reseller, for good; with --undo let them sign in again."
    verb = deactivate_person

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, and why."""
        super().add_arguments(parser)
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="Why; the ledger keeps it.")
        parser.add_argument("--undo", action="store_true", help="Let the person in again, with nothing of what ended.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One act."""
        with self.inside(options) as by:
            user = User.objects.filter(email__iexact=options["email"]).first()
            if user is None:
                raise CommandError(f"Nobody here has the address {options['email']}.")
            if options["undo"]:
                reactivate_person(by=by, user=user, reason=options["reason"])
            else:
                deactivate_person(by=by, user=user, reason=options["reason"])
        self.stdout.write(f"{user.email} {'can sign in again' if options['undo'] else 'is deactivated'}.")
