"""A ledger with real commits, keys of its own, and the owner's hand to tamper with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psycopg
import pytest
from django.db import transaction
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from portal import embedded
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.ledger.recording import record
from tenants.resellers.models import Reseller
from tests.conftest import standing_in


@pytest.fixture
def reseller(own_database: str, settings: Settings, tmp_path: Path) -> Iterator[Reseller]:
    """Acme in a database of its own, whose ledger holds nothing that waits; the test stands in its schema."""
    assert own_database
    settings.KEYS_DIR = tmp_path / "keys"
    with standing_in("acme") as acme:
        yield acme


Tamper = Callable[..., None]


@pytest.fixture
def tamper(own_database: str, settings: Settings) -> Tamper:
    """Runs SQL in acme's schema as the owner, past every trigger: `tamper("UPDATE …", values)`."""

    def run(sql: str, values: Sequence[object] | None = None) -> None:
        with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=own_database)) as owner:
            owner.execute("SET search_path TO acme")
            for table in ("ledger_entry", "ledger_leaf", "ledger_treehead"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(sql, values)

    return run


@pytest.fixture
def superuser(own_database: str, settings: Settings) -> Tamper:
    """Runs SQL in acme's schema with neither triggers nor foreign keys in its way, as a superuser may."""

    def run(sql: str, values: Sequence[object] | Mapping[str, object] | None = None) -> None:
        known = embedded.known()
        if known is not None:
            with psycopg.connect(make_conninfo(known.superuser_url, dbname=own_database)) as server:
                server.execute("SET session_replication_role = replica")
                server.execute("SET search_path TO acme")
                server.execute(sql, values)
            return
        with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=own_database)) as owner:
            # On a server whose superuser is not ours to be, the owner takes the same power over the tables.
            owner.execute("SET search_path TO acme")
            for table in ("entry", "leaf", "treehead", "block", "unsealed"):
                owner.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            keys = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f' AND connamespace = "
            for table, name in owner.execute(keys + "'acme'::regnamespace").fetchall():
                owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            owner.execute(sql, values)

    return run


def act(reseller: Reseller, note: str = "") -> Entry:
    """Records one entry and commits it."""
    with transaction.atomic():
        return record(verb="tested", at=clock.now(), by=None, subject=reseller, facts={"note": note})
