"""A row as an evidence file tells it: every column that is evidence, people by pseudonym only."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.db import models

from tenants.ledger.entries import instant_text
from tenants.people.models import User

#: Columns that are not told here, by kind of row: names and addresses of people stand in names.json, words in files of
#: their own, and where our storage keeps a file is nobody's evidence.
LEFT_OUT: Final[dict[str, frozenset[str]]] = {
    "customers.customer": frozenset({"name"}),
    "customers.deviation": frozenset({"path"}),
    "customers.authority": frozenset({"path"}),
    "cases.authorization": frozenset({"path"}),
    "cases.recipient": frozenset({"token"}),
    "acknowledgements.paper": frozenset({"path"}),
    "notices.delivery": frozenset({"address"}),
    "appeals.appealevidence": frozenset({"path"}),
    "reports.evidence": frozenset({"path"}),
    "reports.removal": frozenset({"path"}),
    "reports.report": frozenset({"follow_digest"}),
    "versions.edition": frozenset({"document", "template"}),
    "versions.draftapproval": frozenset({"document", "template"}),
    "versions.policyversion": frozenset({"document", "template"}),
}


def row_json(row: models.Model) -> dict[str, Any]:
    """The row's columns as JSON: instants in UTC, numbers with decimals as text, bytes as their digest."""
    label = row._meta.label_lower
    left_out = LEFT_OUT.get(label, frozenset())
    told = {field.name: _value(row, field) for field in row._meta.concrete_fields if field.name not in left_out}
    return {**told, "id": str(row.pk)}


def people_in(row: models.Model) -> Iterator[uuid.UUID]:
    """The pseudonyms that a row names: columns `person`, `by` and `…_by`, and people that it refers to."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            if field.related_model is User and getattr(row, field.attname):
                yield getattr(row, field.name).pseudonym
        elif isinstance(field, models.UUIDField) and (field.name in {"person", "by"} or field.name.endswith("_by")):
            value = getattr(row, field.name)
            if value is not None:
                yield value


def _value(row: models.Model, field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.ForeignKey):
        if field.related_model is User and getattr(row, field.attname):
            return str(getattr(row, field.name).pseudonym)
        value = getattr(row, field.attname)
        return None if value is None else str(value)
    return _plain(getattr(row, field.name))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return instant_text(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, uuid.UUID | Decimal | dt.date | dt.timedelta | float):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
