"""A translated document laid beside the governing one, place by place, by how both are built.

An import cuts paragraphs where what they do changes, which it cannot tell in a language it does not know. So a stretch
of paragraphs is laid beside its like sentence by sentence where their numbers differ; headings and lists must agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policies.documents.model.document import Kind
from policies.documents.model.editions import TITLE
from policies.documents.reading.outline import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policies.documents.model.document import Document, Provision


class Misaligned(ValueError):
    """A translation is built otherwise; `key` is the governing provision where that shows first, empty at the end."""

    def __init__(self, key: str) -> None:
        """Keeps the place."""
        super().__init__(f"The documents part at {key or 'the end'}.")
        self.key = key


def aligned(governing: Document, translated: Document) -> dict[str, str]:
    """Returns the translated words by the governing keys; raises `Misaligned` where they cannot be told apart."""
    return {TITLE: translated.title, **dict(_family(governing.provisions, translated.provisions))}


def _family(ours: Iterable[Provision], theirs: Iterable[Provision]) -> Iterator[tuple[str, str]]:
    mine, other = _stretches(ours), _stretches(theirs)
    for index, stretch in enumerate(mine):
        if index >= len(other) or _is_heading(stretch) != _is_heading(other[index]):
            raise Misaligned(stretch[0].key)
        yield from _stretch(stretch, other[index])
    if len(other) > len(mine):
        raise Misaligned(mine[-1][-1].key if mine else "")


def _stretch(ours: list[Provision], theirs: list[Provision]) -> Iterator[tuple[str, str]]:
    if bool(ours[-1].children) != bool(theirs[-1].children):
        raise Misaligned(ours[-1].key)
    if len(ours) == len(theirs):
        yield from ((mine.key, other.text) for mine, other in zip(ours, theirs, strict=True))
    else:
        found = [sentence for other in theirs for sentence in sentences(other.text)]
        counts = [len(sentences(mine.text)) for mine in ours]
        if len(found) != sum(counts):
            raise Misaligned(ours[0].key)
        begin = 0
        for mine, count in zip(ours, counts, strict=True):
            yield mine.key, " ".join(found[begin : begin + count])
            begin += count
    yield from _family(ours[-1].children, theirs[-1].children)


def _stretches(siblings: Iterable[Provision]) -> list[list[Provision]]:
    """Cuts siblings before and after each heading, and after each one with something below it."""
    found: list[list[Provision]] = []
    open_one = False
    for provision in siblings:
        heading = provision.kind is Kind.HEADING
        if not open_one or heading:
            found.append([])
        found[-1].append(provision)
        open_one = not heading and not provision.children
    return found


def _is_heading(stretch: list[Provision]) -> bool:
    return stretch[0].kind is Kind.HEADING
