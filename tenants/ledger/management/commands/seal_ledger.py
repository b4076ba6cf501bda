"""Seals the ledgers of all resellers, or of one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django_tenants.utils import schema_context

from tenants.ledger.sealing.actions import seal
from tenants.resellers.models import Reseller, Status


class Command(BaseCommand):
    """`seal_ledger [--reseller SCHEMA]`; the operator's own ledger is called `public`."""

    help = "Seal what is committed in every ledger, and print the newest signed heads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One reseller, if not all."""
        parser.add_argument("--reseller", metavar="SCHEMA", help="Only this ledger (`public` is the operator's own).")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Seals and tells how far each ledger is sealed."""
        with schema_context("public"):
            made = Reseller.objects.exclude(status=Status.PROVISIONING).order_by("schema_name")
            there = ["public", *made.values_list("schema_name", flat=True)]
        asked = options["reseller"]
        if asked and asked not in there:
            raise CommandError(f"There is no reseller {asked}: see `create_reseller`.")
        failed = []
        for schema in [asked] if asked else there:
            try:
                with schema_context(schema):
                    sealed = seal()
            except DatabaseError as error:
                self.stderr.write(f"{schema}: {error}".rstrip())
                failed.append(schema)
                continue
            root = bytes(sealed.head.root).hex() if sealed.head else "-"
            size = sealed.head.size if sealed.head else 0
            self.stdout.write(f"{schema}: {sealed.entries} sealed now, {size} in all, root {root}")
        if failed:
            raise CommandError(f"Not sealed: {', '.join(failed)}. The others are.")
