"""`seal`: a million entries sealed and verified; what an entry costs at a million against at ten thousand.

Two ledgers stand side by side, one of a million entries and one of ten thousand. In each round another ten thousand are
added to either and sealed, in turn, by the call that the worker makes. The small ledger is made anew for it, and as
many entries are sealed in it before: so both sides are warm. Then both are verified whole, in turn, by the call that
`verify_ledger --reseller` makes, once before it counts; the small one a hundred times in a round, since a long run
meets each slow moment too. Adding the entries (INSERT … SELECT) is not in the figures.
"""

import os
import statistics
import tempfile

import django
from psycopg import sql

from tests.bench.database import prepared
from tests.bench.figures import in_turn, report, seconds
from tests.bench.sizes import rounds, sized

MILLION = sized(1_000_000, quick=20_000)
STRETCH = sized(10_000, quick=1_000)
ROUNDS = 9
VERIFIED = 5
SMALL_VERIFIED = MILLION // STRETCH
SMALL, LARGE = "bench_small", "bench_large"


def run() -> bool:
    """Measures as the login role, on one server, with keys in a folder of its own."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment, PROVISO_KEYS_DIR=folder)
        django.setup()
        from django.db import connection  # noqa: PLC0415 - after django.setup()

        try:
            return report("seal", measure())
        finally:
            connection.close()


def measure() -> dict[str, list[list[float]]]:
    """Both ledgers, in turn, in microseconds for each entry."""
    for schema in (SMALL, LARGE):
        named(schema)
    remade(LARGE)
    before = [added_and_sealed(LARGE) for _ in range(MILLION // STRETCH - rounds(ROUNDS) - 1)]
    print(f"up to {len(before) * STRETCH:,} entries: {statistics.fmean(before):.1f} µs each", flush=True)
    tidied(LARGE)

    def small() -> float:
        remade(SMALL)
        added_and_sealed(SMALL)
        return added_and_sealed(SMALL)

    sealed = in_turn(rounds(ROUNDS), lambda: added_and_sealed(LARGE), small)
    remade(SMALL)
    added_and_sealed(SMALL)
    for schema in (SMALL, LARGE):
        tidied(schema)

    def small_verified() -> float:
        return statistics.fmean(verified(SMALL, STRETCH) for _ in range(SMALL_VERIFIED))

    checked = in_turn(rounds(VERIFIED), lambda: verified(LARGE, MILLION), small_verified)
    return {"sealing at a million / at ten thousand": sealed, "verifying a million / ten thousand": checked}


def named(schema: str) -> None:
    """The reseller's rows; its schema comes with `remade`."""
    from tenants.ledger import clock  # noqa: PLC0415 - after django.setup()
    from tenants.resellers.models import Domain, Reseller, Status  # noqa: PLC0415 - likewise

    reseller = Reseller.objects.create(schema_name=schema, name=schema, status=Status.ACTIVE, created_at=clock.now())
    Domain.objects.create(domain=f"{schema}.localhost", tenant=reseller, is_primary=True)


def remade(schema: str) -> None:
    """The schema without an entry."""
    from tenants.resellers.current import connection  # noqa: PLC0415 - after django.setup()
    from tenants.resellers.provisioning import (  # noqa: PLC0415 - likewise
        drop_schema,
        owner_connection,
        provision_schema,
    )

    connection.set_schema_to_public()
    with owner_connection() as owner:
        drop_schema(schema, owner=owner)
        provision_schema(schema, owner=owner)


def tidied(schema: str) -> None:
    """The ledger's tables as autovacuum leaves them, so that it does not come by while one side is timed."""
    from tenants.resellers.provisioning import owner_connection  # noqa: PLC0415 - after django.setup()

    with owner_connection() as owner:
        owner.commit()
        owner.autocommit = True
        for table in ("ledger_entry", "ledger_leaf", "ledger_unsealed", "ledger_treehead", "ledger_block"):
            owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(schema, table)))


def added_and_sealed(schema: str) -> float:
    """Adds a stretch of entries and seals it: microseconds for each entry of sealing alone."""
    from django_tenants.utils import schema_context  # noqa: PLC0415 - after django.setup()

    from tenants.ledger.sealing.actions import seal  # noqa: PLC0415 - likewise
    from tests.factories.ledger import many_entries  # noqa: PLC0415 - likewise

    with schema_context(schema):
        many_entries(STRETCH)
        taken = seconds(lambda: _expect(seal().entries, STRETCH))
    return taken / STRETCH * 1e6


def verified(schema: str, entries: int) -> float:
    """Verifies a whole ledger: microseconds for each entry."""
    from django_tenants.utils import schema_context  # noqa: PLC0415 - after django.setup()

    from tenants.ledger.checking.tables import verify_tables  # noqa: PLC0415 - likewise

    with schema_context(schema):
        taken = seconds(lambda: _expect((verify_tables().findings, entries), ((), entries)))
    return taken / entries * 1e6


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise AssertionError(f"{found} is not {wanted}")
