"""A provisioned schema is the migrated one, and a tenant's role reaches no further than it should."""

import os
import re
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from portal.checks import missing_tables
from tenants.people.mails import send_mails
from tenants.people.models import Role, User
from tenants.people.resellers import create_reseller
from tenants.resellers.models import Reseller, Status
from tenants.resellers.names import BLUEPRINT, is_schema_name, role_of
from tenants.resellers.provisioning import drop_schema, owner_connection, provision_schema
from tenants.resellers.refusals import Refused
from tests.conftest import standing_in
from tests.databases import ROOT, admin_connection, drop_database, with_database

CATALOG = {
    "columns": """SELECT table_name, column_name,
                  row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), data_type, udt_name,
                  is_nullable, is_identity, identity_generation, identity_maximum,
                  replace(column_default, quote_ident(%(s)s) || '.', '')
                  FROM information_schema.columns WHERE table_schema = %(s)s ORDER BY 1, 3""",
    "constraints": """SELECT c.relname, k.conname, k.contype,
                      replace(pg_get_constraintdef(k.oid), quote_ident(%(s)s) || '.', '')
                      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                      WHERE k.connamespace = quote_ident(%(s)s)::regnamespace ORDER BY 1, 2""",
    "indexes": """SELECT tablename, indexname, replace(indexdef, quote_ident(%(s)s) || '.', '') FROM pg_indexes
                  WHERE schemaname = %(s)s ORDER BY 1, 2""",
    "triggers": """SELECT c.relname, t.tgname, replace(pg_get_triggerdef(t.oid), quote_ident(%(s)s) || '.', '')
                   FROM pg_trigger t
                   JOIN pg_class c ON c.oid = t.tgrelid
                   WHERE c.relnamespace = quote_ident(%(s)s)::regnamespace AND NOT t.tgisinternal ORDER BY 1, 2""",
    "functions": """SELECT proname, prosrc FROM pg_proc
                    WHERE pronamespace = quote_ident(%(s)s)::regnamespace ORDER BY 1""",
    "comments": """SELECT c.relname, d.objsubid, d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
                   WHERE c.relnamespace = quote_ident(%(s)s)::regnamespace ORDER BY 1, 2, 3""",
    "sequences": """SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by
                    FROM pg_sequences WHERE schemaname = %(s)s ORDER BY 1""",
    "grants": """SELECT table_name, privilege_type FROM information_schema.role_table_grants
                 WHERE table_schema = %(s)s AND grantee = current_database() || ':' || %(s)s ORDER BY 1, 2""",
    "migrations": "SELECT app, name FROM {s}.django_migrations ORDER BY 1, 2",
}

# PostgreSQL prints `status IN (...)` with other casts and parentheses once it has parsed its own print again.
CAST = re.compile(r"::(character varying|text)(\[\])?|[()]")


def catalog(owner: psycopg.Connection, schema: str) -> dict[str, list[tuple[object, ...]]]:
    values = {"s": schema}
    found = {}
    for name, query in CATALOG.items():
        rows = owner.execute(query.replace("{s}", f'"{schema}"'), values if "%(" in query else None).fetchall()
        found[name] = [tuple(CAST.sub("", cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    return found


@pytest.mark.parametrize("schema", ["acme", "select", "a_b_c"])
def test_a_provisioned_schema_equals_a_migrated_one(own_database: str, schema: str) -> None:
    with owner_connection() as owner:
        if schema != "acme":
            provision_schema(schema, owner=owner)
        migrated, provisioned = catalog(owner, BLUEPRINT), catalog(owner, schema)
    assert len(migrated["columns"]) > 200
    for kind, rows in migrated.items():
        assert set(provisioned[kind]) ^ set(rows) == set(), kind
        assert provisioned[kind] == rows, kind


def test_a_new_reseller_is_ready_and_its_administrator_invited(
    own_database: str, mailoutbox: list[object], client_at: object
) -> None:
    reseller = create_reseller(
        by=None,
        schema="gamma",
        name="Gamma",
        host="gamma.localhost",
        website="http://gamma.localhost/aup/",
        admin="boss@gamma.example",
    )
    assert reseller.status == Status.ACTIVE
    assert missing_tables() == []
    with standing_in("gamma"):
        assert User.objects.get().roles == {Role.ADMINISTRATOR}
        send_mails()
    assert [mail.to for mail in mailoutbox] == [["boss@gamma.example"]]  # type: ignore[attr-defined]
    with owner_connection() as owner:
        drop_schema("gamma", owner=owner)


def test_a_creation_that_was_interrupted_is_finished_by_the_next(own_database: str) -> None:
    asked = {
        "by": None,
        "schema": "delta",
        "name": "Delta",
        "host": "delta.localhost",
        "website": "http://delta.localhost/",
        "admin": "boss@delta.example",
    }
    with owner_connection() as owner:
        provision_schema("delta", owner=owner)
    assert create_reseller(**asked).status == Status.ACTIVE  # type: ignore[arg-type]
    with pytest.raises(Refused) as again:
        create_reseller(**asked)  # type: ignore[arg-type]
    assert again.value.code == "schema_taken"


def test_a_host_serves_one_reseller_only(own_database: str) -> None:
    with pytest.raises(Refused) as refused:
        create_reseller(
            by=None,
            schema="zeta",
            name="Zeta",
            host="acme.localhost",
            website="http://z.localhost/",
            admin="a@z.example",
        )
    assert refused.value.code == "host_taken"
    assert not Reseller.objects.filter(schema_name="zeta").exists()


@pytest.mark.parametrize("name", ["public", "pg_x", "Acme", "a", "1a", "a-b", 'a"b', BLUEPRINT, "a" * 32, ""])
def test_a_name_that_cannot_be_a_schema_is_refused(name: str) -> None:
    assert not is_schema_name(name)


def test_a_missing_table_is_named_before_anything_is_served(own_database: str) -> None:
    with owner_connection() as owner:
        owner.execute("ALTER TABLE acme.notices_delivery RENAME TO elsewhere")
    assert missing_tables() == [("acme", "notices_delivery")]


def test_preparing_twice_changes_nothing(own_database: str) -> None:
    connection.close()
    environment = os.environ | {
        key: with_database(os.environ[key], own_database) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    with owner_connection() as owner:
        before = catalog(owner, "acme")
    command = [sys.executable, "manage.py", "prepare_database"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert "3 resellers" in done.stdout
    with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=own_database)) as owner:
        assert catalog(owner, "acme") == before


def test_a_copied_database_is_served_once_it_is_prepared(own_database: str) -> None:
    connection.close()
    copy = f"{own_database}_copy"
    environment = os.environ | {
        key: with_database(os.environ[key], copy) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    with admin_connection() as admin:
        drop_database(admin, copy)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (copy, own_database))))
    try:
        subprocess.run([sys.executable, "manage.py", "prepare_database"], cwd=ROOT, env=environment, check=True)
        with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=copy)) as owner:
            provision_schema("gamma", owner=owner)
            drop_schema("beta", owner=owner)
        with psycopg.connect(environment["DATABASE_URL"]) as login:
            for schema in ("acme", "gamma"):
                login.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role_of(schema, database=copy))))
                assert login.execute(f"SELECT count(*) FROM {schema}.customers_customer").fetchone() == (0,)
                login.execute("RESET ROLE")
            names = {name for (name,) in login.execute("SELECT rolname FROM pg_roles")}
    finally:
        with admin_connection() as admin:
            drop_database(admin, copy)
    assert role_of("beta", database=copy) not in names
    assert role_of("beta", database=own_database) in names
