"""Puts another signing key in the place of a reseller's current one."""

from argparse import ArgumentParser
from typing import Any

from tenants.ledger.keys.rotation import rotate_key
from tenants.people.commands import TenantCommand
from tenants.people.permissions import Permission


class Command(TenantCommand):
    """`rotate_key --reseller SCHEMA --by EMAIL [--reason WHY]`."""

    help = "Sign receipts, tree heads and exports with a new key; older keys stay published and keep verifying."
    permission = Permission.MANAGE_SETTINGS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, who, and why."""
        super().add_arguments(parser)
        parser.add_argument("--reason", default="Rotated by command", help="It stands in the ledger.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotates and names the new key."""
        with self.inside(options) as person:
            assert person is not None  # the permission above asks for one
            kid = rotate_key(by=person.pseudonym, reason=options["reason"])
        self.stdout.write(f"{options['reseller']} signs with key {kid} from now on; older keys keep verifying.")
