"""Migrates every schema as the owner, sets the grants and stores the blueprint of new tenants."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_tenants.migration_executors.base import run_migrations

from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.names import BLUEPRINT
from tenants.resellers.provisioning import dump_blueprint, grant_everything, owner_connection

#: What `migrate` expects to have been parsed from its command line.
MIGRATE_OPTIONS = {
    "interactive": False,
    "database": "default",
    "app_label": None,
    "migration_name": None,
    "fake": False,
    "fake_initial": False,
    "plan": False,
    "check_unapplied": False,
    "run_syncdb": False,
    "prune": False,
    "skip_checks": True,
    "no_color": True,
    "force_color": False,
    "traceback": False,
    "settings": None,
    "pythonpath": None,
    "stderr": None,
    "stdout": None,
}


class Command(BaseCommand):
    """Safe to run again at every deployment; does nothing where nothing is new."""

    help = "Migrate the public schema and every reseller's, set the grants, store the blueprint."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **options: Any) -> None:
        """Public first, then the blueprint, then every reseller."""
        if not settings.AS_OWNER:
            raise CommandError("Run it as `python manage.py prepare_database`: it must sign in as the owner.")
        quiet = options["verbosity"] < 2  # noqa: PLR2004 - Django's verbosity
        self.migrate("public", quiet=quiet)
        with owner_connection() as owner:
            owner.execute(f"CREATE SCHEMA IF NOT EXISTS {BLUEPRINT}")
        schemas = list(Reseller.objects.order_by("schema_name").values_list("schema_name", flat=True))
        for schema in [BLUEPRINT, *schemas]:
            self.migrate(schema, quiet=quiet)
        with owner_connection() as owner:
            grant_everything(schemas, owner=owner)
            owner.commit()
            dump_blueprint(owner)
        self.stdout.write(f"Prepared public and {len(schemas)} resellers.")

    def migrate(self, schema: str, *, quiet: bool) -> None:
        """Runs Django's migrate in one schema."""
        run_migrations([], MIGRATE_OPTIONS | {"verbosity": 0 if quiet else 1}, "proviso", schema)
        connection.set_schema_to_public()
