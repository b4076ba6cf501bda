"""Makes an operator of the platform and mails a link to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tenants.people.actions import invite_person
from tenants.people.commands import refusals_as_errors
from tenants.people.models import Role


class Command(BaseCommand):
    """`create_operator EMAIL`."""

    help = "Make an operator of the platform; a link to sign in is mailed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, and how to call the person."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="How to call the person; by default from the address.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Invites; asking again mails another link."""
        email = options["email"]
        with refusals_as_errors():
            user = invite_person(
                by=None, email=email, name=options["name"] or email.partition("@")[0], roles=[Role.OPERATOR]
            )
        self.stdout.write(f"{user.email} is an operator; a link to sign in is on its way.")
