"""Stable keys: a readable slug of the first significant words, kept through rewording, renumbering and moving."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from policies.documents.continuity.matching import match
from policies.documents.model.document import with_own
from policies.documents.model.variables import MENTION
from policies.documents.proposing.kinds import without_targets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from policies.documents.model.document import Document, Provision

_WORDS: Final = 4
_LONGEST: Final = 48
_GENITIVE: Final = re.compile(r"[’']s?\b")
_LATIN: Final = re.compile(r"[a-z0-9]+")
# fmt: off - one word a line would fill the page
_STOP: Final = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "or",
        "and",
        "any",
        "all",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "be",
        "been",
        "for",
        "with",
        "by",
        "from",
        "as",
        "at",
        "it",
        "its",
        "not",
        "no",
        "may",
        "shall",
        "will",
        "must",
        "you",
        "your",
        "we",
        "our",
        "us",
        "company",
        "using",
        "use",
        "uses",
        "used",
        "other",
        "others",
        "such",
        "which",
        "who",
        "whom",
        "whether",
        "if",
        "under",
        "into",
        "upon",
        "can",
        "do",
        "does",
        "so",
        "than",
        "then",
        "their",
        "them",
        "they",
        "has",
        "have",
        "had",
        "without",
        "unless",
    }
)
# fmt: on


def with_keys(document: Document, previous: Document | None) -> Document:
    """Returns every provision its key: that of the previous version's provision it continues, or a new one.

    A key of the previous version is never given to a provision that does not continue it. The keys that `document` has
    only tell its provisions apart.
    """
    matched = match(previous, document) if previous else {}
    taken = set(previous.placed()) if previous else set()
    keys = []
    numbers: dict[str, int] = {}
    for provision in document.each():
        key = matched.get(provision.key) or _next(slug(provision.text), taken, numbers)
        taken.add(key)
        keys.append(key)
    return replace(document, provisions=_assigned(document.provisions, iter(keys)))


def slug(text: str) -> str:
    """Returns a readable key for a text; `provision` where it has no Latin letters."""
    plain = without_targets(text)
    if "'" in plain or "’" in plain:
        plain = _GENITIVE.sub("", plain)
    if "{{" in plain:
        plain = MENTION.sub(" ", plain)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = _LATIN.findall(plain.lower())
    chosen = list(islice((word for word in words if word not in _STOP), _WORDS)) or words[:_WORDS] or ["provision"]
    return "-".join(chosen)[:_LONGEST].strip("-")


def unused(base: str, taken: Collection[str]) -> str:
    """Returns the key, with a number where it is taken."""
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def _next(base: str, taken: Collection[str], numbers: dict[str, int]) -> str:
    """Returns what `unused` would, counting on from the number that the same words were given last."""
    key = base
    number = numbers.get(base, 1)
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    numbers[base] = number
    return key


def _assigned(provisions: Iterable[Provision], keys: Iterator[str]) -> tuple[Provision, ...]:
    """Returns each its key in reading order, which is parents first."""
    return tuple(
        with_own(
            provision,
            key=next(keys),
            text=provision.text,
            children=_assigned(provision.children, keys) if provision.children else (),
        )
        for provision in provisions
    )
