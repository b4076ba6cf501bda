"""`provision`: a new reseller ready to serve, against restoring its schema and against migrating one."""

import os
import subprocess
import tempfile
from pathlib import Path

import django
import psycopg

from tests.bench.database import prepared
from tests.bench.figures import in_turn, report, seconds
from tests.bench.sizes import rounds

ROUNDS = 9
MIGRATED_ROUNDS = 5


def run() -> bool:
    """Measures as the owner, on one server, in turn."""
    with prepared("proviso_bench") as environment:
        os.environ.update(environment, PROVISO_AS_OWNER="1")
        django.setup()
        return report("provision", measure(environment["DATABASE_OWNER_URL"]))


def measure(owner_url: str) -> dict[str, list[list[float]]]:
    """All comparisons on the prepared database."""
    from django_tenants.migration_executors.base import run_migrations  # noqa: PLC0415 - after django.setup()

    from portal.management.commands.prepare_database import MIGRATE_OPTIONS  # noqa: PLC0415 - likewise
    from tenants.people.resellers import create_reseller  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Domain, Reseller  # noqa: PLC0415 - likewise
    from tenants.resellers.provisioning import (  # noqa: PLC0415 - likewise
        drop_schema,
        owner_connection,
        pg_dump,
        provision_schema,
    )

    with (
        owner_connection() as owner,
        psycopg.connect(owner_url, autocommit=True) as replaying,
        tempfile.TemporaryDirectory() as folder,
    ):
        binaries = Path(pg_dump(owner.info.server_version // 10000)).parent
        file = Path(folder) / "schema.sql"
        provision_schema("benched", owner=owner)
        owner.commit()

        def dumped(*options: str) -> str:
            command = [str(binaries / "pg_dump"), "--schema=benched", *options, owner_url]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout

        file.write_text(dumped())
        statements = "\n".join(line for line in dumped("--inserts").splitlines() if not line.startswith("\\"))

        def without_schema() -> None:
            owner.execute("DROP SCHEMA IF EXISTS benched CASCADE")
            owner.commit()

        def ours() -> float:
            drop_schema("benched", owner=owner)
            owner.commit()
            Domain.objects.filter(domain="benched.localhost").delete()
            Reseller.objects.filter(schema_name="benched").delete()
            return seconds(
                lambda: create_reseller(
                    by=None,
                    schema="benched",
                    name="Benched",
                    host="benched.localhost",
                    website="http://benched.localhost/aup/",
                    admin="admin@benched.example",
                )
            )

        def restored() -> float:
            without_schema()
            command = [str(binaries / "psql"), "-1", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-f", str(file), owner_url]
            return seconds(lambda: subprocess.run(command, check=True, capture_output=True))

        def replayed() -> float:
            without_schema()
            return seconds(lambda: replaying.execute(statements.encode()))

        def migrated() -> float:
            owner.execute("DROP SCHEMA IF EXISTS benched_by_migrations CASCADE")
            owner.execute("CREATE SCHEMA benched_by_migrations")
            owner.commit()
            return seconds(
                lambda: run_migrations([], MIGRATE_OPTIONS | {"verbosity": 0}, "bench", "benched_by_migrations")
            )

        made, by_psql, by_replay = in_turn(rounds(ROUNDS), ours, restored, replayed)
        migrating = in_turn(rounds(MIGRATED_ROUNDS), ours, migrated)
    return {
        "new reseller / psql restore": [made, by_psql],
        "new reseller / replay": [made, by_replay],
        "new reseller / migrations": migrating,
    }
