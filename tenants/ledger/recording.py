"""Writes the ledger entry that every verb owes, in the verb's own transaction."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import Entry, Personal, Unsealed

_FIELDS = ["id", "at", "verb", "by", "subject_type", "subject_id", "facts"]

# Every verb owes an entry, so that adding one is one question, with what is personal.
_APPEND = """
WITH added AS (
  INSERT INTO ledger_entry (at, verb, by, subject_type, subject_id, facts) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
), told AS (
  INSERT INTO ledger_personal (entry_id, name, salt, value)
  SELECT added.id, one.name, one.salt, one.value
  FROM added, unnest(%s::text[], %s::bytea[], %s::text[]) AS one(name, salt, value)
)
INSERT INTO ledger_unsealed (entry_id) SELECT id FROM added RETURNING entry_id
"""

_APPEND_SELECTED = """
WITH added AS (
  INSERT INTO ledger_entry (at, verb, by, subject_type, subject_id, facts) {select} RETURNING id
)
INSERT INTO ledger_unsealed (entry_id) SELECT id FROM added
"""

#: Entries of this thread that wait for the end of `recording_together`, each with what is personal.
_waiting: ContextVar[list[tuple[Entry, list[Personal]]] | None] = ContextVar("waiting", default=None)


@contextmanager
def recording_together() -> Iterator[None]:
    """Inside, entries wait and are added at the end in their order, in few questions; they have no id before.

    The whole block belongs in one transaction, and undoes no part of it after an entry.
    """
    entries: list[tuple[Entry, list[Personal]]] = []
    token = _waiting.set(entries)
    try:
        yield
    finally:
        _waiting.reset(token)
    Entry.objects.bulk_create([entry for entry, _told in entries])  # gives each its id
    for entry, told in entries:
        for one in told:
            one.entry_id = entry.pk
    Personal.objects.bulk_create([one for _entry, told in entries for one in told])
    Unsealed.objects.bulk_create([Unsealed(entry_id=entry.pk) for entry, _told in entries])


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
    kept, told = dict(facts or {}), dict(personal or {})
    salts = {name: secrets.token_bytes(16) for name in told}
    for name, value in told.items():
        kept[f"{name}_digest"] = hashlib.sha256(salts[name] + value.encode()).hexdigest()
    canonical_bytes(kept)  # what could not be sealed must not be recorded: floats, and numbers past 2**53
    values = [at, verb, by, subject._meta.label_lower, str(subject.pk)]
    if (waiting := _waiting.get()) is not None:
        entry = Entry(**dict(zip(_FIELDS[1:], [*values, kept], strict=True)))
        waiting.append((entry, [Personal(name=name, salt=salts[name], value=value) for name, value in told.items()]))
        return entry
    asked = [*values, Jsonb(kept), list(told), list(salts.values()), list(told.values())]
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, asked)  # type: ignore[arg-type]  # Jsonb is psycopg's own way to write JSON
        return Entry.from_db(connection.alias, _FIELDS, [cursor.fetchone()[0], *values, kept])


def record_selected(select: str, parameters: Mapping[str, Any]) -> None:
    """Appends an entry for each row of a query: at, verb, by, subject's type and id, facts without personal data."""
    with connection.cursor() as cursor:
        cursor.execute(_APPEND_SELECTED.format(select=select), parameters)
