"""Invites a person to a reseller's staff with roles."""

from argparse import ArgumentParser
from typing import Any

from tenants.people.actions import invite_person
from tenants.people.commands import TenantCommand
from tenants.people.models import Role

STAFF = [role for role in Role if role is not Role.OPERATOR]


class Command(TenantCommand):
    """`invite EMAIL --reseller SCHEMA --role ROLE…`."""

    help = "Invite a person to a reseller's staff; a link to sign in is mailed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, and with which roles."""
        super().add_arguments(parser)
        parser.add_argument("email")
        parser.add_argument("--role", nargs="+", action="extend", required=True, choices=[str(role) for role in STAFF])
        parser.add_argument("--name", default="", help="How to call the person; by default from the address.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Invites; asking again adds roles and mails another link."""
        email = options["email"]
        with self.inside(options):
            user = invite_person(
                by=None,
                email=email,
                name=options["name"] or email.partition("@")[0],
                roles=[Role(role) for role in options["role"]],
            )
        self.stdout.write(f"{user.email} is invited as {', '.join(options['role'])}; a link to sign in is on its way.")
