"""Judges what a request was answered and what it left behind."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from tests.conftest import standing_in
from tests.isolation.acme import Acme, tenant_models

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SERVER_ERROR = 500


@dataclass(frozen=True)
class Judge:
    """Knows every canary and id of acme."""

    secrets: tuple[str, ...]
    ids: frozenset[str]

    @classmethod
    def of(cls, acme: Acme) -> "Judge":
        """A judge of what may not be answered elsewhere."""
        known = (acme.canary, acme.link, acme.follow, acme.token, acme.session, acme.receipt)
        return cls(known, frozenset(one for ids in acme.ids.values() for one in ids if _UUID.fullmatch(one)))

    def faults(self, answer: Any, *, asked: str) -> list[str]:
        """What is wrong with an answer; ids that the question itself named may be echoed."""
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        let_go(answer)
        text = content.decode("utf-8", "replace") + str(dict(answer.headers)) + str(answer.cookies)
        found = []
        if answer.status_code >= SERVER_ERROR:
            found.append(f"answers {answer.status_code}")
        if any(secret in text for secret in self.secrets if secret not in asked):
            found.append("carries acme's canary")
        if strangers := (set(_UUID.findall(text)) & self.ids) - set(_UUID.findall(asked)):
            found.append(f"carries acme's ids {sorted(strangers)[:3]}")
        return found


def let_go(answer: Any) -> None:
    """Closes the files an answer streams from; its own `close` would also end the connection under our transaction."""
    for close in answer._resource_closers:
        close()


def fingerprint(schema: str) -> dict[str, str]:
    """A digest of every row of every table of a tenant, so that any change anywhere shows; and of its public rows."""
    with standing_in(schema), connection.cursor() as cursor:
        prints = {}
        for table in sorted({model._meta.db_table for model in tenant_models()}):
            prints[table] = _digest(cursor, sql.Identifier(schema, table), sql.SQL("true"))
        own = sql.SQL("publisher = {}").format(schema)
        prints["releases"] = _digest(cursor, sql.Identifier("public", "resellers_release"), own)
        for table, column in (("resellers_reviewrequest", "reseller"), ("resellers_namedreviewer", "")):
            where = sql.SQL("{} = {}").format(sql.Identifier(column), schema) if column else sql.SQL("true")
            prints[table] = _digest(cursor, sql.Identifier("public", table), where)
        own = sql.SQL("schema_name = {}").format(schema)
        prints["reseller"] = _digest(cursor, sql.Identifier("public", "resellers_reseller"), own)
        return prints


_TOUCHED = """
SELECT schemaname || '.' || relname FROM pg_stat_xact_user_tables
WHERE schemaname IN (%s, 'public') AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY 1
"""


def touched(schema: str) -> list[str]:
    """The tables of a tenant, and the public ones, that this transaction wrote to, even where it took it back."""
    with connection.cursor() as cursor:
        # Whatever writes has an id, and so has the transaction around it, also when the part that wrote is taken back.
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        if cursor.fetchone()[0]:
            return []
        cursor.execute(_TOUCHED, [schema])
        return [row[0] for row in cursor.fetchall()]


def _digest(cursor: Any, table: sql.Composable, where: sql.Composable) -> str:
    statement = sql.SQL("SELECT count(*)::text || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))")
    cursor.execute(sql.SQL("{} FROM {} AS t WHERE {}").format(statement, table, where))
    return str(cursor.fetchone()[0])
