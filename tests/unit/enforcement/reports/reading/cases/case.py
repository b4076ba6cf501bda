"""A mail in plain words, and what is right of it."""

from dataclasses import dataclass

#: When most of what is reported happened, without its zone (UTC).
AT = "2026-10-28T12:45"


@dataclass(frozen=True)
class Case:
    """A mail and what is to be read out of it; instants in UTC without seconds where they are zero.

    Several incidents stand apart by a bar, several targets of one by a space. One category is that of all.
    """

    name: str
    raw: bytes
    category: str | None = None
    targets: str = ""
    started: str = ""
    ended: str = ""
    triage: str = ""

    @property
    def categories(self) -> list[str | None]:
        """The category of each incident."""
        each = (self.category or "").split(" | ")
        return [one or None for one in (each if len(each) > 1 else each * len(self.targets.split(" | ")))]
