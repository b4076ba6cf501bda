"""What reading a file gives, whatever its format: blocks, the words read a second way, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from policies.documents.reading.outline import Block


class NotImportable(ValueError):
    """The file cannot be imported; the message is one plain sentence saying why and what to do."""


#: As many as 2 MB of sentences have; more would take memory, and nobody could read it.
_MOST: Final = 50_000


def refuse_many(blocks: int) -> None:
    """Raises `NotImportable` where a file has more paragraphs and list items than anybody reads."""
    if blocks > _MOST:
        raise NotImportable(f"The file holds more than {_MOST:,} paragraphs and list items: import it in parts.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that are no part of the policy, such as a running head.

    `line` counts from 1: in a text or HTML file the line of the file, in a PDF that of the page, in a Word document the
    paragraph of its part (0: not known). `page` counts from 1, 0 where the format has no pages.
    """

    line: int
    page: int
    text: str
    reason: str

    @property
    def where(self) -> str:
        """Says where it stands, such as `page 2, line 1`."""
        parts = [f"page {self.page}"] if self.page else []
        return ", ".join([*parts, *([f"line {self.line}"] if self.line else [])]) or "in the file"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: `words` comes from another reading than `blocks`, so that comparing them proves something."""

    blocks: list[Block]
    words: str
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
