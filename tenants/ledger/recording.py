"""Writes the ledger entry that every verb owes, in the verb's own transaction."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import Entry, Personal

_FIELDS = ["id", "at", "verb", "by", "subject_type", "subject_id", "facts"]

# Every verb owes an entry, so that adding one is one question.
_APPEND = """
WITH added AS (
  INSERT INTO ledger_entry (at, verb, by, subject_type, subject_id, facts) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
)
INSERT INTO ledger_unsealed (entry_id) SELECT id FROM added RETURNING entry_id
"""


def record(
    *,
    verb: str,
    at: dt.datetime,
    by: uuid.UUID | None,
    subject: models.Model,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> Entry:
    """Appends one entry: `by` is a pseudonym (None: the system), `facts` are JSON without personal data.

    What is personal enters as salted digests; salt and value stand in rows of their own that can be erased.
    """
    kept = dict(facts or {})
    salts = {name: secrets.token_bytes(16) for name in personal or {}}
    for name, value in (personal or {}).items():
        kept[f"{name}_digest"] = hashlib.sha256(salts[name] + value.encode()).hexdigest()
    canonical_bytes(kept)  # what could not be sealed must not be recorded: floats, and numbers past 2**53
    entry = _appended(at, verb, by, subject._meta.label_lower, str(subject.pk), kept)
    if personal:
        Personal.objects.bulk_create(
            Personal(entry=entry, name=name, salt=salts[name], value=value) for name, value in personal.items()
        )
    return entry


def _appended(*values: Any) -> Entry:
    """Adds an entry of these values, in the order of its fields, and that it waits to be sealed."""
    *before, facts = values
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [*before, Jsonb(facts)])  # type: ignore[list-item]  # psycopg's own way to write JSON
        return Entry.from_db(connection.alias, _FIELDS, [cursor.fetchone()[0], *values])
