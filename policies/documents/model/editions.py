"""A document in another language: the governing document's tree and marks, with words of its own (R3).

Prepared words remember the governing words that they render, so that whatever is reworded afterwards is known to be
outdated. What a provision does, its number and its place are never the edition's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from policies.documents.model.variables import MENTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policies.documents.model.document import Document, Placed, Provision

#: What the title is called among the words of an edition; no provision has this key.
TITLE: Final = ""


class Rendering(StrEnum):
    """How a provision of the governing document stands in an edition."""

    CURRENT = "current"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Words in the other language, and the governing words that they render."""

    text: str
    of: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """The title or a provision in both languages; `placed` is None for the title."""

    key: str
    placed: Placed | None
    governing: str
    text: str
    of: str

    @property
    def rendering(self) -> Rendering:
        """Whether the words render what the governing document says now."""
        if not self.text:
            return Rendering.MISSING
        return Rendering.CURRENT if self.of == self.governing else Rendering.OUTDATED


def rows(governing: Document, words: Mapping[str, Rendered]) -> Iterator[EditionRow]:
    """Yields the title and every provision in reading order with what the edition says of it."""
    none = Rendered("", "")
    title = words.get(TITLE, none)
    yield EditionRow(TITLE, None, governing.title, title.text, title.of)
    for placed in governing.walk():
        own = words.get(placed.key, none)
        yield EditionRow(placed.key, placed, placed.provision.text, own.text, own.of)


def in_language(governing: Document, language: str, texts: Mapping[str, str]) -> Document:
    """Returns the document in another language; what has no text there keeps the governing one."""

    def worded(provision: Provision) -> Provision:
        return replace(
            provision,
            text=texts.get(provision.key) or provision.text,
            children=tuple(worded(child) for child in provision.children),
        )

    return replace(
        governing,
        title=texts.get(TITLE) or governing.title,
        language=language,
        provisions=tuple(worded(provision) for provision in governing.provisions),
    )


def carried(governing: Document, edition: Document) -> dict[str, Rendered]:
    """Returns a posted edition's words as the next draft's edition begins: each renders what was posted with it."""
    of = {provision.key: provision.text for provision in governing.each()}
    words = {one.key: Rendered(one.text, of[one.key]) for one in edition.each() if one.key in of}
    return {TITLE: Rendered(edition.title, governing.title), **words}


def unknown_variables(text: str, known: Mapping[str, object]) -> list[str]:
    """Names the variables that a text mentions and the governing document does not."""
    return [name for name in dict.fromkeys(MENTION.findall(text)) if name not in known]


def with_mentions(text: str, values: Mapping[str, str]) -> str:
    """Returns the text with every value of a variable, the longest first, mentioned as `{{name}}` again."""
    for name, value in sorted(values.items(), key=lambda one: -len(one[1])):
        if value.strip():
            text = text.replace(value, f"{{{{{name}}}}}")
    return text
