"""A policy file becomes a document: keyed, classified, its variables proposed, its words counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from policies.documents.continuity.keys import with_keys
from policies.documents.continuity.pairing import Pair, pairs_of
from policies.documents.model.document import Document
from policies.documents.proposing.drafting import draft
from policies.documents.proposing.languages.detecting import language_of
from policies.documents.proposing.proposals import Proposal, propose
from policies.documents.proposing.speech import speech_in
from policies.documents.proposing.suggestions import with_suggestions
from policies.documents.reading.formats import MAX_BYTES, format_of
from policies.documents.reading.nesting import build
from policies.documents.reading.process import read_apart
from policies.documents.reading.source import LeftOut, NotImportable, Source, refuse_many
from policies.documents.reading.words import WordCount, compare_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policies.documents.reading.outline import Node

#: The language that a text is said to be in where its words tell none.
_UNKNOWN: Final = "en"
_TITLE: Final = re.compile(
    r"\bAcceptable Use Polic(?:y|ies)\b|\bUsage Polic(?:y|ies)\b|\bTerms of (?:Use|Service)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gives: the draft, its proposals, what was left out, the proof for its words, and its pairs."""

    document: Document
    proposals: tuple[Proposal, ...]
    words: WordCount
    left_out: tuple[LeftOut, ...] = ()
    pairs: tuple[Pair, ...] = ()


def import_document(
    data: bytes, *, filename: str, language: str = "", previous: Document | None = None, limit: int = MAX_BYTES
) -> Imported:
    """Imports a text, Markdown, HTML, Word or PDF file of at most `limit` bytes; raises `NotImportable`.

    It is read in a process of its own, with bounds. `language` is the tag of the language that it is known to be in;
    without one it is told from the words, and English where they tell none. With `previous`, provisions keep the keys
    they had, and what a person decided that they do.
    """
    source = read_apart(data, format_of(data, filename=filename, limit=limit), limit=limit)
    return imported_from(source, filename=filename, language=language, previous=previous)


def imported_from(source: Source, *, filename: str, language: str = "", previous: Document | None = None) -> Imported:
    """Makes a document of what was read from a file; raises `NotImportable`."""
    refuse_many(len(source.blocks))
    nodes = build(source.blocks)
    if not nodes:
        raise NotImportable("The file holds no words: choose the file that holds the words of the policy.")
    title, nodes = _title(nodes, source.title, filename)
    texts = [title, *_all_texts(nodes)]
    language = language or language_of(texts) or _UNKNOWN
    speech = speech_in(texts, language)
    document, proposals = propose(Document(title, language, (), draft(nodes, speech)))
    document = with_suggestions(document, speech)
    # Keyed only now: a key must not carry the company's name into another reseller's copy.
    keyed = with_keys(document, previous)
    if previous is not None:
        keyed = with_suggestions(keyed, speech, previous)
    renamed = {one.key: other.key for one, other in zip(document.each(), keyed.each(), strict=True)}
    proposals = tuple(
        replace(proposal, places=tuple(renamed.get(place, place) for place in proposal.places))
        for proposal in proposals
    )
    pairs = pairs_of(previous, keyed) if previous else ()
    return Imported(keyed, proposals, compare_words(source.words, keyed), source.left_out, pairs)


def _title(nodes: Sequence[Node], named: str, filename: str) -> tuple[str, list[Node]]:
    """Takes the first heading that has no equal, else what the file or the text calls itself, else the file's name."""
    first = nodes[0]
    others = [node for node in nodes[1:] if node.heading]
    titles = all(node.number for node in others) or first.text == named or _TITLE.search(first.text)
    if first.heading and not first.number and titles:
        return first.text, [*first.children, *nodes[1:]] or [first]
    if first.heading and not first.number and not first.children and len(nodes) > 1:
        return first.text, list(nodes[1:])
    for text in [named] if named else _all_texts(nodes):
        if match := _TITLE.search(text):
            return match[0], list(nodes)
    if named:
        return named, list(nodes)
    return PurePath(filename).stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Policy", list(nodes)


def _all_texts(nodes: Sequence[Node]) -> list[str]:
    found: list[str] = []
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        found.append(node.text)
        waiting += reversed(node.children)
    return found
