"""Makes the two roles and the database that Proviso runs with, on any PostgreSQL from 15 on; twice changes nothing."""

import secrets
from contextlib import suppress

import psycopg
from psycopg import sql

from portal.embedded.endpoint import DATABASE, LOGIN, OWNER, DatabaseSetupError, Endpoint, address, endpoint
from tenants.resellers.names import role_prefix

OLDEST = 150_000
LOCK = 20_261_130
EXTENSIONS = ("btree_gist", "pg_trgm")
ATTRIBUTES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS",
    LOGIN: "LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
}


def prepare(superuser_url: str, *, database: str = DATABASE, with_passwords: bool = False) -> Endpoint:
    """Creates what is missing and corrects the roles' attributes; raises DatabaseSetupError.

    With passwords, both roles get a new random one each time and the addresses carry them.
    """
    passwords = {role: secrets.token_urlsafe(24) if with_passwords else "" for role in ATTRIBUTES}
    try:
        with psycopg.connect(superuser_url, autocommit=True, connect_timeout=10) as server:
            if server.info.server_version < OLDEST:
                message = f"PostgreSQL {server.info.server_version // 10_000} is too old: Proviso needs 15 or later."
                raise DatabaseSetupError(message)
            server.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # two databases may be prepared at once
            for role, attributes in ATTRIBUTES.items():
                _ensure_role(server, role, attributes, passwords[role])
            _ensure_database(server, database)
        with psycopg.connect(address_as_superuser(superuser_url, database), autocommit=True) as inside:
            for extension in EXTENSIONS:
                inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    except psycopg.Error as error:
        message = f"The database could not be prepared: {_first_line(error)}."
        raise DatabaseSetupError(message) from error
    return endpoint(superuser_url, database=database, login_password=passwords[LOGIN], owner_password=passwords[OWNER])


def drop_database(superuser_url: str, database: str) -> None:
    """Forgets a database and its resellers' roles, and ends the connections to it; an absent one is no error.

    Raises DatabaseSetupError.
    """
    try:
        with psycopg.connect(superuser_url, autocommit=True, connect_timeout=10) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
            drop_roles(server, database)
    except psycopg.Error as error:
        message = f"The database {database} could not be dropped: {_first_line(error)}."
        raise DatabaseSetupError(message) from error


def drop_roles(server: psycopg.Connection, database: str) -> None:
    """Drops the roles of a database that is gone, but for those that a copy of it still names."""
    rows = server.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [role_prefix(database)])
    for (role,) in rows.fetchall():
        with suppress(psycopg.errors.DependentObjectsStillExist):
            server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def address_as_superuser(superuser_url: str, database: str) -> str:
    """The same server and person, another database."""
    info = psycopg.conninfo.conninfo_to_dict(superuser_url)
    return address(
        superuser_url,
        user=str(info.get("user") or "postgres"),
        database=database,
        password=str(info.get("password") or ""),
    )


def _ensure_role(server: psycopg.Connection, role: str, attributes: str, password: str) -> None:
    exists = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER ROLE" if exists else "CREATE ROLE"
    server.execute(sql.SQL(f"{verb} {{}} {attributes}").format(sql.Identifier(role)))
    if password:
        server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def _ensure_database(server: psycopg.Connection, database: str) -> None:
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(database), sql.Identifier(OWNER)
            )
        )
    lock_down(server, database)


def lock_down(server: psycopg.Connection, database: str) -> None:
    """The login role may connect to the database and no more: a temporary table could stand before a real one."""
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    server.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(LOGIN))
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
