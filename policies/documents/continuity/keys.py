"""Stable keys: a readable slug of the first significant words, kept through rewording, renumbering and moving."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from policies.documents.comparing.function_words import ENGLISH
from policies.documents.continuity.likeness import plain
from policies.documents.continuity.matching import match
from policies.documents.model.document import with_own
from policies.documents.model.variables import MENTION
from policies.documents.proposing.kinds import without_targets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from policies.documents.model.document import Document, Provision

_WORDS: Final = 4
_LONGEST: Final = 48
#: In so many letters most texts say enough for a key.
_BEGINNING: Final = 80
_GENITIVE: Final = re.compile(r"[’']s?\b")
_LATIN: Final = re.compile(r"[a-z0-9]+")
#: What a readable key leaves out: words that join others, and those that every clause of a policy has.
_STOP: Final = ENGLISH | frozenset({"company", "no", "not", "unless", "use", "used", "uses", "using", "without"})
_MARK: Final = 4


def with_keys(document: Document, previous: Document | None) -> Document:
    """Returns every provision its key: that of the previous version's provision it continues, or a new one.

    A key of the previous version is never given to a provision that does not continue it. One that is new in a later
    version carries a mark of its words and of what it hangs below, so that two who add different clauses to the same
    version never give them one key. The keys that `document` has only tell its provisions apart.
    """
    matched = match(previous, document) if previous else {}
    taken = {one.key for one in previous.each()} if previous else set()
    numbers: dict[str, int] = {}
    given: dict[str | None, str] = {None: ""}
    for placed in document.unplaced() if previous else ():
        base = matched.get(placed.key)
        if base is None:
            base = _next(_marked(placed.provision.text, given[placed.parent_key]), taken, numbers)
        given[placed.key] = base
        taken.add(base)
    for provision in () if previous else document.each():
        given[provision.key] = _next(slug(provision.text), taken, numbers)
        taken.add(given[provision.key])
    return replace(document, provisions=_assigned(document.provisions, given))


def _marked(text: str, above: str) -> str:
    """Returns a readable key for a text with a mark that another text, or the same below another key, has not."""
    seen = hashlib.sha256(f"{above}\n{plain(text)}".encode()).digest()
    mark = base64.b32encode(seen).decode().lower()[:_MARK]
    return f"{slug(text)[: _LONGEST - _MARK - 1].strip('-')}-{mark}"


def slug(text: str) -> str:
    """Returns a readable key for a text; `provision` where it has no Latin letters."""
    plain = without_targets(text)
    end = plain.find(" ", _BEGINNING)
    chosen = _significant(_words(plain[:end])) if end >= 0 else []
    if len(chosen) < _WORDS:
        words = _words(plain)
        chosen = _significant(words) or words[:_WORDS] or ["provision"]
    return "-".join(chosen)[:_LONGEST].strip("-")


def _significant(words: list[str]) -> list[str]:
    """Returns the first words that say something."""
    return [word for word in words if word not in _STOP][:_WORDS]


def _words(plain: str) -> list[str]:
    """Returns the words that a key can be made of."""
    if "'" in plain or "’" in plain:
        plain = _GENITIVE.sub("", plain)
    if "{{" in plain:
        plain = MENTION.sub(" ", plain)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return _LATIN.findall(plain.lower())


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


def _assigned(provisions: Iterable[Provision], keys: Mapping[str | None, str]) -> tuple[Provision, ...]:
    """Returns each under its new key."""
    return tuple(
        with_own(
            provision,
            key=keys[provision.key],
            text=provision.text,
            children=_assigned(provision.children, keys) if provision.children else (),
        )
        for provision in provisions
    )
