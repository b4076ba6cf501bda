"""A ledger with real commits, keys of its own, and the owner's hand to tamper with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from django.db import transaction
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

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


def act(reseller: Reseller, note: str = "") -> Entry:
    """Records one entry and commits it."""
    with transaction.atomic():
        return record(verb="tested", at=clock.now(), by=None, subject=reseller, facts={"note": note})
