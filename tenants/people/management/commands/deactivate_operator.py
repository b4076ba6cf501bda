"""Deactivates an operator of the platform, or lets one in again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.people.commands import refusals_as_errors
from tenants.people.leaving import deactivate_person, reactivate_person
from tenants.people.models import User


class Command(BaseCommand):
    """`deactivate_operator EMAIL --reason R [--undo]`."""

    help = "End everything that an operator has, for good; with --undo let them sign in again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="Why; the ledger keeps it.")
        parser.add_argument("--undo", action="store_true", help="Let the person in again, with nothing of what ended.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One act, in the public schema."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"No operator has the address {options['email']}.")
        with refusals_as_errors():
            if options["undo"]:
                reactivate_person(by=None, user=user, reason=options["reason"])
            else:
                deactivate_person(by=None, user=user, reason=options["reason"])
        self.stdout.write(f"{user.email} {'can sign in again' if options['undo'] else 'is deactivated'}.")
