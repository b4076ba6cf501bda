"""Resellers are made at the same moment, by many processes, in two databases of one server."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import make_conninfo

from tenants.resellers.names import role_of, role_prefix
from tests.databases import EXAMPLE, admin_connection, copy_template, drop_copy, with_database

#: Who makes what: twice the same in each database, the same in both, and different ones.
ASKED = ("gamma", "gamma", "delta", "epsilon")


@pytest.fixture
def two_databases(django_db_setup: None) -> Iterator[list[str]]:
    names = [f"proviso_together_{os.getpid()}_{letter}" for letter in "ab"]
    for name in names:
        copy_template(name)
    try:
        yield names
    finally:
        for name in names:
            drop_copy(name)


def begin(barrier: Any, urls: dict[str, str]) -> None:
    """Sets a fresh process up; it waits for the others before it makes anything."""
    os.environ.update(urls)
    import django  # noqa: PLC0415 - the environment above comes first

    django.setup()
    globals()["everybody"] = barrier


def make(database: str, schema: str) -> str:
    """Makes a reseller once all eight are ready; answers with its status, or why not."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    from tenants.people.resellers import create_reseller  # noqa: PLC0415 - likewise
    from tenants.resellers.refusals import Refused  # noqa: PLC0415 - likewise

    connections["default"].settings_dict["NAME"] = database
    globals()["everybody"].wait(120)
    try:
        made = create_reseller(
            by=None,
            schema=schema,
            name=schema.title(),
            host=f"{schema}.localhost",
            website=f"http://{schema}.localhost/aup/",
            admin=f"admin@{schema}.example",
        )
    except Refused as refused:
        return refused.code
    return str(made.status)


def test_eight_processes_make_resellers_in_two_databases_of_one_server(two_databases: list[str]) -> None:
    spawn = multiprocessing.get_context("spawn")
    urls = {key: os.environ[key] for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    urls |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "EMAIL_URL": "dummymail://"}
    work = [(database, schema) for database in two_databases for schema in ASKED]
    pool = ProcessPoolExecutor(len(work), spawn, initializer=begin, initargs=(spawn.Barrier(len(work)), urls))
    with pool:
        answers = [(database, schema, pool.submit(make, database, schema)) for database, schema in work]
        told = sorted((database, schema, answer.result(300)) for database, schema, answer in answers)
    assert told == sorted(
        (database, schema, answer)
        for database in two_databases
        for schema, answer in (
            ("gamma", "active"),
            ("gamma", "schema_taken"),
            ("delta", "active"),
            ("epsilon", "active"),
        )
    )
    for database in two_databases:
        check(database, two_databases)


def check(database: str, both: list[str]) -> None:
    """Each reseller is whole: one creation in the ledger, one administrator, a role that reaches only its schema."""
    (other,) = set(both) - {database}
    with psycopg.connect(with_database(os.environ["DATABASE_OWNER_URL"], database)) as owner:
        created = owner.execute(
            "SELECT facts->>'schema', count(*) FROM public.ledger_entry WHERE verb = 'reseller.created' GROUP BY 1"
        ).fetchall()
        assert sorted(created) == [(name, 1) for name in sorted([*EXAMPLE, *set(ASKED)])]
        for schema in set(ASKED):
            assert owner.execute(f"SELECT count(*) FROM {schema}.people_user").fetchone() == (1,)
    with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=database), autocommit=True) as owner:
        prefix = role_prefix(database)
        roles = {
            name for (name,) in owner.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [prefix])
        }
        assert {role_of(schema, database=database) for schema in ASKED} <= roles
    with psycopg.connect(with_database(os.environ["DATABASE_URL"], database), autocommit=True) as login:
        login.execute(f'SET ROLE "{role_of("gamma", database=database)}"')
        assert login.execute("SELECT count(*) FROM gamma.people_user").fetchone() == (1,)
        for foreign, schema in ((database, "delta"), (other, "gamma")):
            login.execute("RESET ROLE")
            login.execute(f'SET ROLE "{role_of(schema, database=foreign)}"')
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute("SELECT count(*) FROM gamma.people_user")


def test_a_dropped_database_takes_its_roles_with_it(two_databases: list[str]) -> None:
    kept, dropped = two_databases
    drop_copy(dropped)
    with admin_connection() as admin:
        rows = admin.execute("SELECT rolname FROM pg_roles").fetchall()
    names = {name for (name,) in rows}
    assert role_of("acme", database=kept) in names
    assert not any(name.startswith(role_prefix(dropped)) for name in names)
