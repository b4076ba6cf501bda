"""What each provision is proposed to be, and the words that led to it; always shown to a person, who decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from policies.documents.model.document import Document, Kind, Provision
from policies.documents.proposing.conduct import category_with_words
from policies.documents.proposing.kinds import (
    kind_with_words,
    without_targets,
    words_of_authorization,
    words_of_discretion,
    words_of_recording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Because(NamedTuple):
    """Why one field of a provision is proposed: `words` of its own text, or of the provision `of` above it."""

    field: str
    words: str
    of: str | None = None


class Suggestion(NamedTuple):
    """What the words of one provision propose it to be (R13, R14, R17, R18)."""

    key: str
    kind: Kind
    category: str | None
    needs_authorization: bool
    discretionary: bool
    acknowledge_separately: bool
    reasons: tuple[Because, ...]

    def fits(self, provision: Provision) -> bool:
        """Tells whether the provision is what is proposed."""
        return (
            provision.kind is self.kind
            and provision.category == self.category
            and provision.needs_authorization is self.needs_authorization
            and provision.discretionary is self.discretionary
            and provision.acknowledge_separately is self.acknowledge_separately
        )

    def applied(self, provision: Provision) -> Provision:
        """Returns the provision as proposed, its words as they are."""
        return self.over(provision, provision.children)

    def over(self, provision: Provision, children: tuple[Provision, ...]) -> Provision:
        """Returns the provision as proposed, with these children."""
        return Provision(
            provision.key,
            self.kind,
            self.category,
            provision.number,
            provision.text,
            self.needs_authorization,
            self.discretionary,
            self.acknowledge_separately,
            children,
        )


class _Above(NamedTuple):
    """What stands above a provision: its parent, and all the words from the lead-in down."""

    parent: Provision | None = None
    text: str = ""


def suggestions(document: Document) -> dict[str, Suggestion]:
    """Proposes for every provision of a document, by key, resting on what its parent is now."""
    return {one.key: one for provision in document.provisions for one in _below(provision, _Above())}


def with_suggestions(document: Document) -> Document:
    """Returns the document as its words propose it, from the top down."""
    return replace(document, provisions=tuple(_applied(provision, _Above()) for provision in document.provisions))


def _below(provision: Provision, above: _Above) -> Iterator[Suggestion]:
    yield _suggest(provision, above)
    for child in provision.children:
        yield from _below(child, _next(provision, above))


def _applied(provision: Provision, above: _Above) -> Provision:
    suggested = _suggest(provision, above)
    if not provision.children:
        return provision if suggested.fits(provision) else suggested.applied(provision)
    below = _next(suggested.applied(provision), above)
    return suggested.over(provision, tuple(_applied(child, below) for child in provision.children))


def _next(provision: Provision, above: _Above) -> _Above:
    # A consent named in the lead-in holds for each part below it, and so it does for each part's words.
    text = "" if provision.kind is Kind.HEADING else f"{above.text} {_spoken(provision.text)}".strip()
    return _Above(provision, text)


def _suggest(provision: Provision, above: _Above) -> Suggestion:
    text = _spoken(provision.text)
    reasons: list[Because] = []
    kind = _kind(provision, text, above, reasons)
    forbids = kind is Kind.PROHIBITION
    category = _category(provision, text, above, reasons) if forbids else None
    consent = words_of_authorization(f"{above.text} {text}") if forbids else ""
    discretion = words_of_discretion(text) if forbids else ""
    recording = words_of_recording(text) if kind is Kind.RESPONSIBILITY else ""
    if consent:
        inherited = consent not in text and above.parent is not None
        reasons.append(
            Because("needs_authorization", consent, above.parent.key if inherited and above.parent else None)
        )
    if discretion:
        reasons.append(Because("discretionary", discretion))
    if recording:
        reasons.append(Because("acknowledge_separately", recording))
    return Suggestion(provision.key, kind, category, bool(consent), bool(discretion), bool(recording), tuple(reasons))


def _kind(provision: Provision, text: str, above: _Above, reasons: list[Because]) -> Kind:
    if provision.kind is Kind.HEADING:
        return Kind.HEADING
    if above.parent is not None and above.parent.kind is not Kind.HEADING:
        reasons.append(Because("kind", _lead(above.parent), above.parent.key))
        return above.parent.kind
    found = kind_with_words(text)
    if found is None:
        return Kind.OBLIGATION
    reasons.append(Because("kind", found[1]))
    return found[0]


def _category(provision: Provision, text: str, above: _Above, reasons: list[Because]) -> str | None:
    """A lead-in has no category of its own: its parts do."""
    if provision.children:
        return None
    category, words = category_with_words(without_targets(text))
    if category != "other":
        reasons.append(Because("category", words))
        return category
    category, words = category_with_words(above.text)
    if category != "other" and above.parent is not None:
        reasons.append(Because("category", words, above.parent.key))
    return category


def _lead(provision: Provision) -> str:
    found = kind_with_words(_spoken(provision.text))
    return found[1] if found and found[0] is provision.kind else provision.text[:60]


def _spoken(text: str) -> str:
    """Reads the company's variable as the word that the rules know it by."""
    return text.replace("{{company}}", "Company")
