"""What is gathered for one evidence file: records, files, whom they name, and what was left out."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from portal.evidence.collecting.rows import people_in, row_json
from portal.evidence.file.manifest import RECORDS
from tenants.ledger.entries import canonical_bytes


@dataclass
class Bundle:
    """Records by kind and id, and files by name; a row that is added twice stands there once."""

    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    people: set[uuid.UUID] = field(default_factory=set)
    addresses: dict[str, str] = field(default_factory=dict)
    reporters: dict[str, dict[str, str]] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)

    def row(self, row: models.Model, files: Mapping[str, str] | None = None, **instead: str) -> None:
        """Adds a row; `files` names, by column, the file in here whose SHA-256 that column holds.

        `instead` gives columns other words than the row has, such as a server's answer without the address in it.
        """
        told = self.records.setdefault(row._meta.label_lower, {}).setdefault(str(row.pk), row_json(row) | instead)
        if files:
            told.setdefault("files", {}).update(files)
        self.people.update(people_in(row))

    def rows(self, rows: Iterable[models.Model]) -> None:
        """Adds rows that name no file."""
        for row in rows:
            self.row(row)

    def file(self, name: str, data: bytes) -> str:
        """Adds a file, and gives its name back."""
        self.files[name] = data
        return name

    def has(self, row: models.Model) -> bool:
        """Whether a row is in here already."""
        return str(row.pk) in self.records.get(row._meta.label_lower, {})

    def ids(self, kind: str) -> list[str]:
        """The ids of all rows of a kind."""
        return sorted(self.records.get(kind, {}))

    def members(self) -> dict[str, bytes]:
        """Files, and records as lines of canonical JSON, by name."""
        told = {
            f"{RECORDS}{kind}.jsonl": b"".join(canonical_bytes(rows[key]) + b"\n" for key in sorted(rows))
            for kind, rows in self.records.items()
            if rows
        }
        return {**self.files, **told}
