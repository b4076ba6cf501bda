"""Switches role and search path together, and forgets both whenever the database may have."""

from typing import Any

import django.db.utils
import psycopg
from django_tenants.postgresql_backend import base
from psycopg import sql
from psycopg.pq import TransactionStatus

from tenants.resellers.names import role_of


class DatabaseWrapper(base.DatabaseWrapper):
    """django-tenants' wrapper that also assumes the tenant's own role (invariant 9)."""

    search_path_set_schemas: list[str] | None
    _setting_search_path: bool

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Sets role and path in one trip, once per change of tenant on this connection."""
        if self._setting_search_path or self.search_path_set_schemas:
            return
        paths = self._get_cursor_search_paths()
        statement = "SET search_path = " + ", ".join(f'"{path}"' for path in paths)
        if self.settings_dict.get("ROLE_PER_TENANT"):
            statement = f"{self._role_statement()}; {statement}"
        self._setting_search_path = True
        used = self.connection.cursor() if cursor is None else cursor
        try:
            used.execute(statement)
        except (django.db.utils.DatabaseError, psycopg.InternalError):
            # An aborted transaction refuses this too; the caller's own statement then says so.
            if self.connection.info.transaction_status != TransactionStatus.INERROR:
                raise
            self.search_path_set_schemas = None
        else:
            self.search_path_set_schemas = paths
        finally:
            self._setting_search_path = False
            if cursor is None:
                used.close()

    def _role_statement(self) -> str:
        if self.schema_name == "public":
            return "SET ROLE NONE"
        role = role_of(self.schema_name, database=self.settings_dict["NAME"])
        return sql.SQL("SET ROLE {}").format(sql.Identifier(role)).as_string()

    def _commit(self) -> Any:
        # Committing a transaction that an error has aborted is a silent rollback, which also takes back
        # a SET made inside it: forget what was set, or the next query reads another tenant's rows.
        if self.connection is not None and self.connection.info.transaction_status == TransactionStatus.INERROR:
            self.search_path_set_schemas = None
        return super()._commit()
