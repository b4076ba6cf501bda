"""What a check of an evidence file says: each thing that is wrong, what it proves, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tenants.ledger.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in which member and line (from 1), or at which byte of the file (from 0)."""

    sentence: Sentence
    member: str = ""
    line: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        """Name the place and say what is wrong, in English."""
        place = [self.member] if self.member else []
        place += [f"line {self.line}"] if self.line is not None else []
        place += [f"byte {self.offset}"] if self.offset is not None else []
        return ", ".join(place) + (": " if place else "") + str(self.sentence)


class Enough(Exception):
    """So much is wrong that the check need not go on."""


@dataclass(slots=True)
class Examination:
    """The outcome of a check, filled while it runs; `manifest` is what the file says it is, once that was read.

    With `most`, the check ends (`Enough`) once so many faults were found.
    """

    most: int | None = None
    faults: list[Fault] = field(default_factory=list)
    proves: list[Sentence] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)
    manifest: dict[str, Any] = field(default_factory=dict)
    members: int = 0

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults

    def fault(self, template: str, *, member: str = "", line: int | None = None, **values: object) -> None:
        """Add a fault whose sentence is `marked`."""
        self.add(Fault(Sentence(template, values), member, line))

    def add(self, fault: Fault) -> None:
        """Add a fault; raises `Enough`."""
        self.faults.append(fault)
        if self.most is not None and len(self.faults) >= self.most:
            raise Enough

    def proof(self, template: str, **values: object) -> None:
        """Add something that the file proves."""
        self.proves.append(Sentence(template, values))

    def note(self, template: str, **values: object) -> None:
        """Add something that it does not prove."""
        self.notes.append(Sentence(template, values))
