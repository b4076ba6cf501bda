"""Start-up checks: a table missing in a tenant would silently be read from public, so nothing starts without it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django_tenants.utils import schema_context

from tenants.resellers.grants import tables_of

_MISSING = """
SELECT r.schema_name, t.name
FROM public.resellers_reseller r CROSS JOIN unnest(%s::text[]) AS t(name)
WHERE r.status <> 'provisioning' AND NOT EXISTS (
  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = r.schema_name AND c.relname = t.name
)
ORDER BY 1, 2 LIMIT 20
"""


@register(Tags.database)
def every_tenant_is_complete(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """One catalog query over all tenants; names the first missing tables."""
    if not databases:
        return []
    return [
        Error(
            f"The table {table} is missing in {schema}.",
            hint="Run `python manage.py prepare_database`.",
            id="portal.E001",
        )
        for schema, table in missing_tables()
    ]


def missing_tables() -> list[tuple[str, str]]:
    """(schema, table) pairs that a tenant lacks."""
    names = [table for table, _columns in tables_of(settings.TENANT_APPS)]
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute(_MISSING, [names])
        return list(cursor.fetchall())
