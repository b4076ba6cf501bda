"""The names a tenant's schema and role may have and how one follows from the other."""

import re

BLUEPRINT = "proviso_blueprint"
SCHEMA = re.compile(r"[a-z][a-z0-9_]{1,30}")
RESERVED = frozenset({"public", BLUEPRINT, "information_schema", "proviso"})


def is_schema_name(name: str) -> bool:
    """Whether a reseller may be called so: 2 to 31 of a-z, 0-9 and _, starting with a letter."""
    return bool(SCHEMA.fullmatch(name)) and name not in RESERVED and not name.startswith("pg_")


def role_of(schema: str, *, login_role: str) -> str:
    """The PostgreSQL role that web and workers assume for a tenant; one installation's databases share it."""
    return f"{login_role}:{schema}"
