"""Path and role of a connection follow its tenant whatever the transaction did."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django_tenants.utils import schema_context

from tenants.customers.models import Customer
from tenants.resellers.current import connection
from tenants.resellers.names import role_of
from tests.conftest import standing_in
from tests.factories.customers import SINCE, customer


@pytest.fixture(autouse=True)
def two_tenants(own_database: str) -> Iterator[None]:
    """Acme and beta with one customer each, really committed."""
    for schema in ("acme", "beta"):
        with standing_in(schema):
            customer(f"Of {schema}")
    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()


def here() -> str:
    """Whose rows a query reads now."""
    return Customer.objects.get().name


def place() -> tuple[Any, ...]:
    """What the database itself says of path and role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_user")
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def fail() -> None:
    """A statement that aborts the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def test_a_swallowed_error_inside_atomic_does_not_serve_the_former_tenant() -> None:
    with standing_in("beta"):
        assert here() == "Of beta"
    with standing_in("acme"):
        with transaction.atomic():
            assert here() == "Of acme"  # path and role are set inside this transaction
            with suppress(Error):
                fail()
            # leaving commits an aborted transaction: PostgreSQL rolls it back, and the SET with it
        assert here() == "Of acme"
        assert place() == ("acme", role_of("acme", database=connection.settings_dict["NAME"]))


def test_a_rollback_does_not_serve_the_former_tenant() -> None:
    with standing_in("beta"):
        assert here() == "Of beta"
    with standing_in("acme"):
        with suppress(ZeroDivisionError), transaction.atomic():
            assert here() == "Of acme"
            raise ZeroDivisionError
        assert here() == "Of acme"


def test_a_rolled_back_savepoint_does_not_serve_the_former_tenant() -> None:
    with standing_in("beta"), transaction.atomic():
        assert here() == "Of beta"
        with suppress(IntegrityError), transaction.atomic():
            connection.set_schema("acme")
            Customer.objects.create(reference=Customer.objects.get().reference, name="Twice", created_at=SINCE)
        assert here() == "Of acme"
        connection.set_schema("beta")
        assert here() == "Of beta"


def test_path_and_role_stand_after_commit_and_in_public_there_is_no_role() -> None:
    login, role = connection.settings_dict["USER"], role_of("acme", database=connection.settings_dict["NAME"])
    with schema_context("acme"):
        with transaction.atomic():
            assert place() == ("acme", role)
        assert place() == ("acme", role)
    assert place() == ("public", login)
