"""Stable keys: a readable slug of the first significant words, kept through rewording, renumbering and moving."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, utils

from policies.documents.kinds import without_targets
from policies.documents.model import Document, Kind, Provision
from policies.documents.variables import MENTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS: Final = 4
_LONGEST: Final = 48
_SIMILAR: Final = 62.0
_OTHER_KIND: Final = 15.0
_PARTLY: Final = 0.85
_PARTLY_FROM: Final = 40
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


def with_keys(provisions: Sequence[Provision], previous: Document | None) -> tuple[Provision, ...]:
    """Give every provision its key: that of the previous version's provision it continues, or a new one.

    A key of the previous version is never given to a provision that does not continue it.
    """
    flat = [provision for root in provisions for provision in _flatten(root)]
    old = [placed.provision for placed in previous.walk()] if previous else []
    matched = match(old, flat)
    taken = {provision.key for provision in old}
    keys: list[str] = []
    for index, provision in enumerate(flat):
        key = matched.get(index) or _unused(slug(provision.text), taken)
        taken.add(key)
        keys.append(key)
    remaining = iter(keys)
    return tuple(_assign(provision, remaining=remaining) for provision in provisions)


def match(old: Sequence[Provision], new: Sequence[Provision]) -> dict[int, str]:
    """Find for each new provision, by index, the key of the old one it continues.

    Equal texts first, then the most similar; among equals the one nearest in reading order.
    """
    before = [_plain(provision.text) for provision in old]
    after = [_plain(provision.text) for provision in new]
    pairs: list[tuple[float, int, int, int]] = []
    for there, text in enumerate(after):
        for here, other in enumerate(before):
            score = 200.0 if text == other else _similarity(other, text)
            if old[here].kind is not new[there].kind:
                # Words carry over to another kind only when nearly the same; a heading never becomes a clause.
                score = score - _OTHER_KIND if Kind.HEADING not in {old[here].kind, new[there].kind} else 0.0
            if score >= _SIMILAR:
                pairs.append((-score, abs(here - there), there, here))
    found: dict[int, str] = {}
    used: set[int] = set()
    for _, _, there, here in sorted(pairs):
        if there not in found and here not in used:
            found[there] = old[here].key
            used.add(here)
    return found


def slug(text: str) -> str:
    """Give a readable key for a text; `provision` where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", MENTION.sub(" ", re.sub(r"[’']s?\b", "", without_targets(text))))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    chosen = [word for word in words if word not in _STOP][:_WORDS] or words[:_WORDS] or ["provision"]
    return "-".join(chosen)[:_LONGEST].strip("-")


def _similarity(old: str, new: str) -> float:
    score = fuzz.ratio(old, new, score_cutoff=_SIMILAR)
    if min(len(old), len(new)) >= _PARTLY_FROM:
        score = max(score, _PARTLY * fuzz.partial_ratio(old, new, score_cutoff=_SIMILAR / _PARTLY))
    return score


def _plain(text: str) -> str:
    return " ".join(utils.default_process(text).split())


def _unused(base: str, taken: set[str]) -> str:
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def _flatten(provision: Provision) -> list[Provision]:
    return [provision, *(below for child in provision.children for below in _flatten(child))]


def _assign(provision: Provision, *, remaining: Iterator[str]) -> Provision:
    key = next(remaining)
    return replace(
        provision, key=key, children=tuple(_assign(child, remaining=remaining) for child in provision.children)
    )
