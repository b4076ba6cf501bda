"""What the process does that checks one evidence file or ledger of a stranger (`tenants.bounds.child`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from portal.evidence.file.findings import Fault
from portal.evidence.file.verifying import verify_evidence
from tenants.ledger.checking.export_file import Most, verify_stream
from tenants.ledger.checking.findings import Finding
from tenants.ledger.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: faults with their places, what is proven and what is not, and what the file is about."""

    faults: tuple[tuple[str, Sentence], ...]
    proves: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    label: str = ""
    issuer: str = ""
    entries: int = 0
    heads: int = 0


def load(_kind: str) -> None:
    """All of it is loaded with this module."""


def asked(data: bytes, *, jwks: Mapping[str, Any], most_faults: int, most_lines: int = 0) -> bytes:
    """Writes what the other process is asked: the keys and bounds, and the file."""
    return json.dumps({"jwks": jwks, "faults": most_faults, "lines": most_lines}).encode() + b"\n" + data


def answer(data: bytes, kind: str) -> bytes:
    """Checks a file of that kind ("evidence" or "ledger") and writes what it found as JSON."""
    said, _, file = data.partition(b"\n")
    bounds = json.loads(said)
    checked = _ledger(file, bounds) if kind == "ledger" else _evidence(file, bounds)
    told = {
        "faults": [[place, *_plain(sentence)] for place, sentence in checked.faults],
        "proves": [_plain(one) for one in checked.proves],
        "notes": [_plain(one) for one in checked.notes],
        "about": [checked.label, checked.issuer, checked.entries, checked.heads],
    }
    return json.dumps(told).encode()


def told(data: bytes) -> Checked:
    """Reads what the other process wrote."""
    said = json.loads(data)
    return Checked(
        tuple((place, Sentence(template, values)) for place, template, values in said["faults"]),
        tuple(Sentence(*one) for one in said["proves"]),
        tuple(Sentence(*one) for one in said["notes"]),
        *said["about"],
    )


def placed(faults: Sequence[Fault | Finding]) -> tuple[tuple[str, Sentence], ...]:
    """Returns each fault's place, as it is written before its sentence, and the sentence."""
    return tuple((str(one).removesuffix(str(one.sentence)), one.sentence) for one in faults)


def _evidence(file: bytes, bounds: Mapping[str, Any]) -> Checked:
    found = verify_evidence(file, jwks=bounds["jwks"], most_faults=bounds["faults"])
    subject = found.manifest.get("subject")
    label = str(subject.get("label")) if isinstance(subject, dict) else ""
    issuer = str(found.manifest.get("issuer"))
    return Checked(placed(found.faults), tuple(found.proves), tuple(found.notes), label, issuer)


def _ledger(file: bytes, bounds: Mapping[str, Any]) -> Checked:
    found = verify_stream(BytesIO(file), jwks=bounds["jwks"], most=Most(bounds["faults"], bounds["lines"]))
    return Checked(placed(found.findings), (), found.notes, entries=found.entries, heads=found.heads)


def _plain(sentence: Sentence) -> tuple[str, dict[str, Any]]:
    """Returns a sentence whose values are plain: whatever else stands in it is said in words."""
    values = {name: one if isinstance(one, int | str | None) else str(one) for name, one in sentence.values.items()}
    return sentence.template, values
