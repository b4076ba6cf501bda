"""Writes the ledger entry that every verb owes, in the verb's own transaction."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import Entry, Personal, Unsealed


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
    entry = Entry.objects.create(
        at=at,
        verb=verb,
        by=by,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=kept,
    )
    Unsealed.objects.create(entry=entry)
    Personal.objects.bulk_create(
        Personal(entry=entry, name=name, salt=salts[name], value=value) for name, value in (personal or {}).items()
    )
    return entry
