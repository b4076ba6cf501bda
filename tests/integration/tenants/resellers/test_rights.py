"""What PostgreSQL lets a tenant's role and the login role do: their own rows, and of the frozen ones only reading."""

import uuid
from typing import Any

import pytest
from django.db import Error, ProgrammingError, transaction

from tenants.ledger.models import Entry
from tenants.people.models import User
from tenants.resellers.current import connection
from tenants.resellers.models import Release, Reseller
from tests.conftest import find, standing_in
from tests.factories.customers import SINCE, customer

pytestmark = pytest.mark.usefixtures("acme")


def attack(statement: str, *values: Any) -> str:
    """Runs SQL as acme's role; returns how PostgreSQL refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except Error as refused:
        return str(refused)
    return "done"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM beta.customers_customer",
        "UPDATE beta.customers_customer SET name = 'x'",
        "SELECT * FROM beta.people_user",
        "CREATE TABLE acme.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "ALTER TABLE acme.customers_customer ADD COLUMN mine int",
        "ALTER TABLE acme.ledger_entry DISABLE TRIGGER ALL",
        "DROP TABLE acme.customers_customer",
        "TRUNCATE acme.ledger_entry",
        "UPDATE acme.ledger_entry SET verb = 'x'",
        "DELETE FROM acme.ledger_entry",
        "SET LOCAL pgtrigger.ignore = '{ledger_entry:frozen}'; UPDATE acme.ledger_entry SET verb = 'x'",
        "SELECT sql FROM public.resellers_blueprint",
        "UPDATE public.resellers_reseller SET status = 'closed'",
        "INSERT INTO public.resellers_clockoffset VALUES (1, interval '1 day')",
    ],
)
def test_the_database_refuses_a_tenants_role_what_is_not_its_own(statement: str) -> None:
    customer()
    Entry.objects.create(at=SINCE, verb="x", by=None, subject_type="x", subject_id="x", facts={})
    refused = attack(statement)
    assert "permission denied" in refused or "must be owner" in refused, refused


def test_a_tenant_sees_its_own_row_of_the_resellers_and_changes_only_that() -> None:
    with standing_in("acme"):
        assert [one.schema_name for one in Reseller.objects.all()] == ["acme"]
        assert Reseller.objects.filter(schema_name="beta").update(name="Mine") == 0
    assert find("beta").name != "Mine"


def release(publisher: str) -> Release:
    """A release as that publisher would make it."""
    return Release(
        id=uuid.uuid4(),
        publisher=publisher,
        publisher_name=publisher,
        policy="aup",
        number=7,
        document={},
        digest="0" * 64,
        values={},
        summary="",
        effective_at=SINCE,
        posted_at=SINCE,
    )


def test_a_tenant_writes_only_its_own_releases_and_reads_its_own_and_its_upstreams() -> None:
    for schema in ("vendor", "beta", "acme"):
        with standing_in(schema):
            release(schema).save(force_insert=True)
    with standing_in("acme"):
        assert {one.publisher for one in Release.objects.all()} == {"acme", "vendor"}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Release.objects.bulk_create([release("beta")])


def test_the_login_role_itself_owns_nothing_and_reads_no_tenant() -> None:
    connection.set_schema_to_public()
    assert User.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
        )
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone()[0] is False
    assert "permission denied" in attack("SELECT * FROM acme.customers_customer")
