"""What a check of the ledger says: each thing that is wrong, named, and what the check could not show."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.ledger.checking.differences import Kind
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _

DIFFERENCE_SENTENCES: dict[Kind, str] = {
    "altered": _("it was changed after it was sealed"),
    "missing": _("an entry that was sealed here is missing"),
    "inserted": _("it was inserted: nothing like it was sealed"),
    "moved": _("it was moved: it was sealed as entry {index}"),
}

KEPT_HEAD_DIFFERS = _("the first {size} entries are not those that the tree head kept elsewhere seals")
KEPT_HEAD_IS_LONGER = _("the tree head kept elsewhere seals {size} entries, but there are only {here}")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; lines count from 1, entries (their place in the tree) from 0."""

    sentence: Sentence
    line: int | None = None
    entry: int | None = None
    seq: int | None = None

    def __str__(self) -> str:
        """Names the place and says what is wrong, in English."""
        place = [f"line {self.line}"] if self.line is not None else []
        place += [f"entry {self.entry}"] if self.entry is not None else []
        place += [f"seq {self.seq}"] if self.seq is not None else []
        return ", ".join(place) + (": " if place else "") + str(self.sentence)


@dataclass(frozen=True)
class Verification:
    """The outcome of a check: `findings` are faults, `notes` are what it does not prove."""

    findings: tuple[Finding, ...]
    notes: tuple[Sentence, ...]
    entries: int
    heads: int

    @property
    def ok(self) -> bool:
        """Says whether nothing is wrong."""
        return not self.findings
