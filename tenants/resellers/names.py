"""The names a tenant's schema and role may have and how one follows from the other."""

import hashlib
import re
from typing import Final

BLUEPRINT = "proviso_blueprint"
SCHEMA = re.compile(r"[a-z][a-z0-9_]{1,30}")
RESERVED = frozenset({"public", BLUEPRINT, "information_schema", "proviso"})
_LONGEST_DATABASE: Final = 31  # bytes
_DIGITS: Final = 12


def is_schema_name(name: str) -> bool:
    """Whether a reseller may be called so: 2 to 31 of a-z, 0-9 and _, starting with a letter."""
    return bool(SCHEMA.fullmatch(name)) and name not in RESERVED and not name.startswith("pg_")


def role_of(schema: str, *, database: str) -> str:
    """The PostgreSQL role that web and workers assume for a tenant.

    Roles belong to the whole server, so it carries the database's name (ADR 0010); row security reads the schema
    behind the colon.
    """
    return f"{role_prefix(database)}{schema}"


def role_prefix(database: str) -> str:
    """What the names of a database's roles begin with, and no other database's do.

    At most 32 bytes, so that the longest schema fits into PostgreSQL's 63: of a longer name, or one with a colon, the
    beginning and a digest.
    """
    if len(database.encode()) > _LONGEST_DATABASE or ":" in database:
        digest = hashlib.sha256(database.encode()).hexdigest()[:_DIGITS]
        begin = database.replace(":", "-").encode()[: _LONGEST_DATABASE - _DIGITS - 1].decode(errors="ignore")
        database = f"{begin}~{digest}"
    return f"{database}:"
