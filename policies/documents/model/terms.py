"""Defined terms (R1): where a text says what a capitalised word means, and every place that uses the word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policies.documents.model.document import Document

_QUOTED: Final = re.compile(r"[“\"„«]\s?([^“”\"„«»]{1,60}?)[,.]?\s?[”\"“»]")
# (“Company”), (the “Services”), (collectively, the “Terms”), (“Customer” or “You”)
_BRACKET: Final = re.compile(r"\(([^()]*[“\"„][^()]*)\)")
_ASIDE: Final = re.compile(
    r"^(?:each|all|any|an?|the|as|hereinafter|hereafter|together|collectively|or|and|our|this)?[\s,:]*$", re.IGNORECASE
)
_MEANS: Final = re.compile(
    r"^[\s,)]*(?:[^.;“”\"]{0,60}?\s)?"
    r"(?:means?|refers? to|includes?|has the meaning|have the meaning|shall mean|is defined"
    r"|betekent|betekenen|omvat|wordt verstaan|bezeichnet|bezeichnen|bedeutet|bedeuten|umfasst"
    r"|désigne|désignent|signifie|s[’']entend)\b",
    re.IGNORECASE,
)
_ALSO: Final = re.compile(r"^\s*(?:,|,?\s*(?:and|or|and/or))?\s*$", re.IGNORECASE)
_CAPITALISED: Final = re.compile(r"(?<![.!?:;“\"(]\s)(?<!^)\b[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `term` names the defined term that it uses, empty for the words between."""

    text: str
    term: str = ""


def definitions(document: Document) -> dict[str, str]:
    """Returns each defined term with the key of the provision that says what it means; the first one counts.

    A quoted word is defined where “means”, “includes” or the like follows it, or where it stands in brackets behind
    what it abbreviates. In a definition provision every quoted word before the verb counts.
    """
    found: dict[str, str] = {}
    for placed in document.walk():
        if placed.provision.kind is Kind.HEADING:
            continue
        for term in _defined_in(placed.provision.text):
            found.setdefault(term, placed.key)
    return found


def linked(text: str, terms: Iterable[str], *, without: Iterable[str] = ()) -> tuple[Piece, ...]:
    """Cuts a text where it uses a term, the longest first; joined the pieces are the text exactly.

    `without` names the terms that this very text defines: they are not linked to themselves.
    """
    skipped = set(without)
    wanted = sorted({term for term in terms if term}, key=lambda term: (-len(term), term))
    if not wanted:
        return (Piece(text),)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(term) for term in wanted)})(?!\w)")
    pieces: list[Piece] = []
    at = 0
    for match in pattern.finditer(text):
        if match[0] in skipped:
            continue
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(Piece(match[0], match[0]))
        at = match.end()
    if at < len(text) or not pieces:
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def uses(document: Document, terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Returns for each term the keys of the provisions that use it, without those that define it."""
    wanted, defined = list(terms), definitions(document)
    found: dict[str, list[str]] = {term: [] for term in wanted}
    for placed in document.walk():
        own = [term for term, key in defined.items() if key == placed.key]
        for term in {piece.term for piece in linked(placed.provision.text, wanted, without=own) if piece.term}:
            found[term].append(placed.key)
    return {term: tuple(keys) for term, keys in found.items()}


def undefined(document: Document, known: Iterable[str] = ()) -> dict[str, int]:
    """Returns capitalised words inside sentences that nothing defines, and how often each stands (R1)."""
    terms = {*definitions(document), *known}
    found: dict[str, int] = {}
    for placed in document.walk():
        if placed.provision.kind is Kind.HEADING:
            continue
        for piece in linked(placed.provision.text, terms):
            if piece.term:
                continue
            for match in _CAPITALISED.finditer(piece.text):
                found[match[0]] = found.get(match[0], 0) + 1
    return dict(sorted(found.items()))


def with_links(
    document: Mapping[str, object], parsed: Document, extra: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Returns the canonical JSON with `pieces` (text, href) and `path` beside each provision's text, for the page.

    A term leads to its provision on the same page; `extra` gives addresses of terms that are defined elsewhere.
    """
    defined = definitions(parsed)
    paths = {placed.key: placed.path_beside for placed in parsed.walk()}
    places = {**(extra or {}), **{term: f"#{key}" for term, key in defined.items()}}

    def shown(provision: Mapping[str, object]) -> dict[str, object]:
        own = [term for term, key in defined.items() if key == provision["key"]]
        pieces = linked(str(provision["text"]), places, without=own) if provision["kind"] != "heading" else ()
        children = provision["children"]
        assert isinstance(children, list)
        return {
            **provision,
            "path": paths.get(str(provision["key"]), ""),
            "pieces": [{"text": piece.text, "href": places.get(piece.term, "")} for piece in pieces],
            "children": [shown(child) for child in children],
        }

    provisions = document["provisions"]
    assert isinstance(provisions, list)
    return {**document, "provisions": [shown(one) for one in provisions]}


def _defined_in(text: str) -> list[str]:
    found: list[str] = []
    waiting: list[str] = []
    end = 0
    for match in _QUOTED.finditer(text):
        if waiting and not _ALSO.match(text[end : match.start()]):
            waiting = []
        waiting.append(match[1].strip())
        end = match.end()
        if _MEANS.match(text[end:]):
            found += waiting
            waiting = []
    for bracket in _BRACKET.finditer(text):
        quoted = list(_QUOTED.finditer(bracket[1]))
        if bracket.start() and quoted and _ASIDE.match(bracket[1][: quoted[0].start()]):
            found += [match[1].strip() for match in quoted]
    return [term for term in dict.fromkeys(found) if term[:1].isupper()]
