"""The connection, typed as what it is here: one that stands in a tenant's schema."""

from typing import TYPE_CHECKING, cast

from django.db import connection as _connection

if TYPE_CHECKING:
    from tenants.resellers.backend.base import DatabaseWrapper

connection = cast("DatabaseWrapper", _connection)
