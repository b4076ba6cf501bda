"""Absolute addresses of the current tenant, for mails, feeds and signed documents."""

from django.conf import settings

from tenants.resellers.current import connection
from tenants.resellers.models import Domain

_HOST = """
SELECT d.domain FROM public.resellers_domain d JOIN public.resellers_reseller r ON r.id = d.tenant_id
WHERE r.schema_name = %s AND d.is_primary
"""


def host_of(schema: str) -> str:
    """The canonical host of a schema; the operator's for public."""
    if schema == "public":
        return str(settings.OPERATOR_HOST)
    # Every signature names it, so it is asked for in plain words.
    with connection.cursor() as cursor:
        cursor.execute(_HOST, [schema])
        found = cursor.fetchone()
    if found is None:
        raise Domain.DoesNotExist(schema)
    return str(found[0])


def origin(schema: str | None = None) -> str:
    """Scheme, host and port of a tenant (default: the current one), without a trailing slash."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.SCHEME}://{host_of(schema or connection.schema_name)}{port}"


def absolute(path: str) -> str:
    """A full address for a path of the current tenant."""
    return origin() + path
