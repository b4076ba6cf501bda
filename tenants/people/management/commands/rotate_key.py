"""Puts another signing key in the place of a reseller's current one."""

from argparse import ArgumentParser
from typing import Any

from tenants.people.commands import TenantCommand
from tenants.people.ledger_actions import rotate_key


class Command(TenantCommand):
    """`rotate_key --reseller SCHEMA --by EMAIL [--reason WHY]`."""

    help = "Sign receipts, tree heads and exports with a new key; older keys stay published and keep verifying."
    verb = rotate_key

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, who, and why."""
        super().add_arguments(parser)
        parser.add_argument("--reason", default="Rotated by command", help="It stands in the ledger.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotates and names the new key."""
        with self.inside(options) as person:
            assert person is not None  # the permission above asks for one
            kid = rotate_key(by=person, reason=options["reason"])
        self.stdout.write(f"{options['reseller']} signs with key {kid} from now on; older keys keep verifying.")
