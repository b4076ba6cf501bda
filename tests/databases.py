"""Databases for tests and benchmarks: a prepared template, copied in a moment."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from portal.embedded.roles import drop_roles, lock_down
from tenants.resellers.provisioning import grant_everything

ROOT = Path(__file__).resolve().parent.parent
PREPARED = "proviso_prepared"
TEMPLATE = "proviso_template"
_MAKING, _COPYING = 731, 732  # advisory locks
EXAMPLE = ("vendor", "acme", "beta")  # the resellers in it


def fingerprint() -> str:
    """Changes whenever anything does that shapes the database or what stands in it before a test begins."""
    patterns = (
        "*/*/migrations/*.py",
        "*/*/models.py",
        "*/*/models/*.py",
        "*/*/models/*.sql",
        "*/*/*.sql",
        "tenants/resellers/**/*.py",
        "tenants/people/**/*.py",
        "portal/embedded/*.py",
        "portal/management/commands/prepare_database.py",
        "portal/settings.py",
        "tests/example_resellers.py",
        "requirements/development.txt",
    )
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted({file for pattern in patterns for file in ROOT.glob(pattern)}):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def admin_connection() -> psycopg.Connection:
    """As the owner, outside any test database."""
    return psycopg.connect(make_conninfo(settings.OWNER_URL, dbname="postgres"), autocommit=True)


def ensure_template() -> str:
    """The migrated database with the example's resellers that test databases are copied from."""
    return _made(TEMPLATE, _with_resellers)


def ensure_prepared() -> str:
    """The migrated database in which nobody is yet."""
    return _made(PREPARED, _prepared)


def _made(kind: str, make: Callable[[psycopg.Connection, str], None]) -> str:
    """Returns a database of this kind that is made once per state of the schema."""
    name = f"{kind}_{fingerprint()}"
    with admin_connection() as admin:
        admin.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [_MAKING, kind])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            half = f"{name}_half"
            drop_database(admin, half)
            forget_stale(admin, kind)
            make(admin, half)
            admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))
    return name


def _prepared(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=name), autocommit=True) as owner:
        for extension in ("btree_gist", "pg_trgm"):
            owner.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    _run(name, "manage.py", "prepare_database")


def _with_resellers(_admin: psycopg.Connection, name: str) -> None:
    copy_of(ensure_prepared(), name, schemas=())
    _run(name, "-m", "tests.example_resellers")


def _run(name: str, *words: str) -> None:
    """One program of ours on this database."""
    urls = {key: with_database(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    subprocess.run([sys.executable, *words], cwd=ROOT, env=os.environ | urls, check=True)


def forget_stale(admin: psycopg.Connection, kind: str) -> None:
    """Drops databases of this kind of earlier states of the schema, unless something reads them at this moment."""
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{kind}_%"]).fetchall():
        with suppress(psycopg.errors.ObjectInUse):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            drop_roles(admin, f"{name}_half")


def with_database(url: str, name: str) -> str:
    """The same address with another database."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def copy_template(name: str) -> None:
    """A fresh copy of the template."""
    copy_of(ensure_template(), name, schemas=EXAMPLE)


def copy_of(template: str, name: str, *, schemas: Sequence[str]) -> None:
    """A copy of a database that nobody is connected to, with rights of its own in the schemas of these resellers."""
    with admin_connection() as admin:
        admin.execute("SELECT pg_advisory_lock(%s, 0)", [_COPYING])
        drop_database(admin, name)
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        lock_down(admin, name)
    with psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=name)) as owner:
        grant_everything(schemas, owner=owner)


def drop_copy(name: str) -> None:
    """Forgets a copy."""
    with admin_connection() as admin:
        drop_database(admin, name)


def drop_database(admin: psycopg.Connection, name: str) -> None:
    """Drops a database and its roles."""
    _drop_database(admin, name)
    drop_roles(admin, name)


def _drop_database(admin: psycopg.Connection, name: str) -> None:
    """By force only if a connection lingers, since the owner may not end an autovacuum worker."""
    try:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    except psycopg.errors.ObjectInUse:
        for _attempt in range(30):
            with suppress(psycopg.errors.InsufficientPrivilege):
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
                return
            time.sleep(1)  # an autovacuum worker is at it, which soon ends by itself
        raise
