"""Makes a reseller ready to serve and invites its administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.people.commands import refusals_as_errors
from tenants.people.resellers import create_reseller
from tenants.resellers.models import Reseller


class Command(BaseCommand):
    """`create_reseller SCHEMA --name N --host H --website URL [--upstream SCHEMA] --admin EMAIL`."""

    help = "Make a reseller with its own schema and host; its administrator gets a link to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What a reseller declares about itself."""
        parser.add_argument("schema")
        parser.add_argument("--name", required=True)
        parser.add_argument("--legal-name", default="", help="By default the name.")
        parser.add_argument("--host", required=True)
        parser.add_argument("--website", required=True, metavar="URL", help="Where it tells customers its AUP is.")
        parser.add_argument("--abuse-mailbox", default="", metavar="EMAIL")
        parser.add_argument("--address", default="")
        parser.add_argument("--timezone", default="UTC")
        parser.add_argument("--accent", default="#1f5f8b", metavar="#RRGGBB")
        parser.add_argument("--upstream", metavar="SCHEMA")
        parser.add_argument("--admin", required=True, metavar="EMAIL")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Creates; running it again after an interruption finishes what was begun."""
        upstream = None
        if options["upstream"]:
            upstream = Reseller.objects.filter(schema_name=options["upstream"]).first()
            if upstream is None:
                raise CommandError(f"There is no reseller {options['upstream']} to be upstream.")
        with refusals_as_errors():
            reseller = create_reseller(
                by=None,
                schema=options["schema"],
                name=options["name"],
                legal_name=options["legal_name"],
                host=options["host"],
                website=options["website"],
                admin=options["admin"],
                upstream=upstream,
                abuse_mailbox=options["abuse_mailbox"],
                address=options["address"],
                timezone=options["timezone"],
                accent=options["accent"],
            )
        self.stdout.write(f"{reseller.name} is served at {reseller.host}; {options['admin']} was invited.")
