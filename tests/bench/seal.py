"""`seal`: a million entries sealed and verified; what an entry costs at a million against at ten thousand.

Two ledgers stand side by side, one of a million entries and one of ten thousand. In each round the last ten thousand
of either are sealed, in turn, by the call that the worker makes; the small ledger is made anew for it. The time is
divided by the entries, and the medians of the rounds are compared. Then both are verified whole, in turn, by the call
that `verify_ledger --reseller` makes, the small one fifty times,
since a long run meets each slow moment too. Adding the entries (INSERT … SELECT) is not in the figures.
"""

import os
import statistics
import tempfile

import django

from tests.bench.database import prepared
from tests.bench.figures import Figure, in_turn, report, seconds

MILLION = 1_000_000
STRETCH = 10_000
ROUNDS = 7
VERIFIED = 2
SMALL_VERIFIED = 50
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


def measure() -> list[Figure]:
    """Both ledgers, in turn."""
    from django_tenants.utils import schema_context  # noqa: PLC0415 - after django.setup()

    from tenants.ledger import clock  # noqa: PLC0415 - likewise
    from tenants.ledger.checking.tables import verify_tables  # noqa: PLC0415 - likewise
    from tenants.ledger.sealing.actions import seal  # noqa: PLC0415 - likewise
    from tenants.resellers.current import connection  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Domain, Reseller, Status  # noqa: PLC0415 - likewise
    from tenants.resellers.provisioning import (  # noqa: PLC0415 - likewise
        drop_schema,
        owner_connection,
        provision_schema,
    )
    from tests.factories.ledger import many_entries  # noqa: PLC0415 - likewise

    def made(schema: str) -> None:
        connection.set_schema_to_public()
        with owner_connection() as owner:
            drop_schema(schema, owner=owner)
            provision_schema(schema, owner=owner)

    def added_and_sealed(schema: str) -> float:
        with schema_context(schema):
            many_entries(STRETCH)
            taken = seconds(lambda: _expect(seal().entries, STRETCH))
        return taken / STRETCH * 1e6

    def small() -> float:
        made(SMALL)
        return added_and_sealed(SMALL)

    for schema in (SMALL, LARGE):
        now = clock.now()
        reseller = Reseller.objects.create(schema_name=schema, name=schema, status=Status.ACTIVE, created_at=now)
        Domain.objects.create(domain=f"{schema}.localhost", tenant=reseller, is_primary=True)
    made(LARGE)
    before = [added_and_sealed(LARGE) for _ in range(MILLION // STRETCH - ROUNDS - 1)]
    print(f"up to {len(before) * STRETCH:,} entries: {statistics.fmean(before):.1f} µs each", flush=True)
    sealed = in_turn(ROUNDS, lambda: added_and_sealed(LARGE), small)

    def verified(schema: str, entries: int) -> float:
        with schema_context(schema):
            taken = seconds(lambda: _expect((verify_tables().findings, entries), ((), entries)))
        return taken / entries * 1e6

    def small_verified() -> float:
        return statistics.fmean(verified(SMALL, STRETCH) for _ in range(SMALL_VERIFIED))

    checked = in_turn(VERIFIED, lambda: verified(LARGE, MILLION), small_verified, warmup=0)
    return [
        Figure("sealing an entry, at 1,000,000 / at 10,000", *sealed, "µs", 1.1, at_most=True),
        Figure("verifying an entry, of 1,000,000 / of 10,000", *checked, "µs", 1.1, at_most=True),
    ]


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise AssertionError(f"{found} is not {wanted}")
