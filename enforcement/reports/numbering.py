"""Numbers that people can say aloud, one after the other in each tenant: R-17, C-4, A-2."""

from django.db import models
from django.db.models import Max

from tenants.resellers.current import connection


def next_number(model: type[models.Model]) -> int:
    """Returns the next number of a model; others who ask wait until this transaction ends. Call it inside one."""
    with connection.cursor() as cursor:
        name = f"{connection.schema_name}.{model._meta.db_table}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    highest: int | None = model._default_manager.aggregate(highest=Max("number"))["highest"]  # noqa: SLF001 - Django's own name
    return (highest or 0) + 1
