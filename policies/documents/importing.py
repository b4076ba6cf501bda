"""A text or Markdown file becomes a document: keyed, classified, its variables proposed, its words counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from policies.documents.drafting import draft
from policies.documents.keys import with_keys
from policies.documents.markdown_source import read_markdown
from policies.documents.model import Document
from policies.documents.outline import Node, build
from policies.documents.proposals import Proposal, propose
from policies.documents.text_source import read_text
from policies.documents.words import WordCount, compare_words

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES: Final = 2_000_000
_TEXT: Final = frozenset({".txt", ".text"})
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_TITLE: Final = re.compile(
    r"\bAcceptable Use Polic(?:y|ies)\b|\bUsage Polic(?:y|ies)\b|\bTerms of (?:Use|Service)\b", re.IGNORECASE
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class NotImportable(ValueError):
    """The file cannot be imported; the message is one plain sentence saying why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gives: the draft, what it proposes as variables, and the proof that no word was lost."""

    document: Document
    proposals: tuple[Proposal, ...]
    words: WordCount


def import_document(data: bytes, *, filename: str, language: str = "en", previous: Document | None = None) -> Imported:
    """Import a `.txt` or `.md` file; with `previous`, provisions keep the keys they had. Raises `NotImportable`."""
    suffix = PurePath(filename).suffix.lower()
    if suffix not in _TEXT | _MARKDOWN:
        raise NotImportable(
            f"“{PurePath(filename).name}” is neither text (.txt) nor Markdown (.md), which can be imported."
        )
    source = decode(data)
    text = readable(source)
    nodes = build(read_markdown(text) if suffix in _MARKDOWN else read_text(text))
    if not nodes:
        raise NotImportable("The file holds no words.")
    title, nodes = _title(nodes, filename)
    document = Document(title, language, (), with_keys(draft(nodes), None))
    document, proposals = propose(document)
    # Keyed only now: a key must not carry the company's name into another reseller's copy.
    keyed = replace(document, provisions=with_keys(document.provisions, previous))
    renamed = dict(zip(document.placed(), keyed.placed(), strict=True))
    proposals = tuple(
        replace(proposal, places=tuple(renamed.get(place, place) for place in proposal.places))
        for proposal in proposals
    )
    return Imported(keyed, proposals, compare_words(source, keyed))


def decode(data: bytes) -> str:
    """Read the bytes as UTF-8; raises `NotImportable`, naming the encoding they look like."""
    if not data.strip():
        raise NotImportable("The file is empty.")
    if len(data) > MAX_BYTES:
        raise NotImportable(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotImportable("The file is not UTF-8 but looks like UTF-16; please save it as UTF-8.")
    if b"\0" in data:
        raise NotImportable("The file holds NUL bytes and is not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "ISO 8859-1 (Latin-1)"  # noqa: PLR2004 - the range ISO 8859-1 leaves to controls
        raise NotImportable(
            f"The file is not UTF-8 (byte {error.start + 1}) but looks like {guess}; please save it as UTF-8."
        ) from None


def readable(source: str) -> str:
    """Give the text in normal form C without invisible and control characters, page breaks and line ends kept."""
    text = unicodedata.normalize("NFC", source).replace("\t", "    ").replace("\v", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", text.replace("\u2029", "\n\n").replace("\x85", "\n"))
    return "".join(one for one in text if one in "\n\r\f" or unicodedata.category(one) not in {"Cc", "Cs"})


def _title(nodes: Sequence[Node], filename: str) -> tuple[str, list[Node]]:
    """Take the first heading that has no equal; else the usual name where the text says it, else the file's name."""
    first = nodes[0]
    if first.heading and not first.number and sum(node.heading for node in nodes) == 1:
        return first.text, [*first.children, *nodes[1:]] or [first]
    if first.heading and not first.number and not first.children and len(nodes) > 1:
        return first.text, list(nodes[1:])
    for text in _all_texts(nodes):
        if match := _TITLE.search(text):
            return match[0], list(nodes)
    return PurePath(filename).stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Policy", list(nodes)


def _all_texts(nodes: Sequence[Node]) -> list[str]:
    return [text for node in nodes for text in (node.text, *_all_texts(node.children))]
