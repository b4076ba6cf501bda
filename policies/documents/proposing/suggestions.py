"""What each provision is proposed to be, and the words that led to it; always shown to a person, who decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from policies.documents.model.document import Document, Kind, Provision, with_own
from policies.documents.proposing.conduct import category_with_words
from policies.documents.proposing.inheriting import Doubt, Place, Section, read, section_of
from policies.documents.proposing.kinds import (
    ENGLISH_SPEECH,
    without_targets,
    words_of_authorization,
    words_of_discretion,
    words_of_recording,
)
from policies.documents.proposing.speech import speech_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from policies.documents.proposing.kinds import Speech


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
    doubt: Doubt | None = None

    @property
    def sure(self) -> bool:
        """Tells whether nothing makes the proposal doubtful."""
        return self.doubt is None

    def same_as(self, other: Suggestion) -> bool:
        """Tells whether another proposal is the same, for whatever reasons."""
        return self[1:6] == other[1:6]

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
    """What stands above a provision: its parent, all the words from the lead-in down, and the section it stands in."""

    parent: Provision | None = None
    text: str = ""
    section: Section | None = None


class _Family(NamedTuple):
    """What went before among siblings: an open lead-in without a list of its own, and the last prohibition."""

    lead: Provision | None = None
    before: Provision | None = None
    adjacent: bool = False


def suggestions(document: Document) -> dict[str, Suggestion]:
    """Proposes for every provision of a document, by key, resting on what its parent is now."""
    found: dict[str, Suggestion] = {}

    def keep(provision: Provision, suggestion: Suggestion) -> Provision:
        found[provision.key] = suggestion
        return provision

    _read_all(document.provisions, _Above(), speech_of(document), keep)
    return found


def with_suggestions(document: Document, speech: Speech | None, previous: Document | None = None) -> Document:
    """Returns the document as its words, which speak so (`speech_of`), propose it, from the top down.

    With `previous`, whose keys the document has by now, a provision stays what it was wherever its words propose
    nothing else than they did then: what a person decided stays decided.
    """
    stood = {provision.key: provision for provision in previous.each()} if previous else {}
    proposed = suggestions(previous) if previous else {}

    def decide(provision: Provision, suggestion: Suggestion) -> Provision:
        known = stood.get(provision.key)
        if known is not None and suggestion.same_as(proposed[provision.key]):
            return _as_it_was(provision, known)
        return provision if suggestion.fits(provision) else suggestion.applied(provision)

    return replace(document, provisions=_read_all(document.provisions, _Above(), speech, decide))


def _read_all(
    siblings: tuple[Provision, ...],
    above: _Above,
    speech: Speech | None,
    decide: Callable[[Provision, Suggestion], Provision],
) -> tuple[Provision, ...]:
    """Suggests for each provision, lets `decide` say what it is, and reads on with that."""
    family = _Family()
    done = []
    for provision in siblings:
        suggestion = _suggest(provision, above, family, speech)
        decided = decide(provision, suggestion)
        if provision.children:
            below = _read_all(provision.children, _next(decided, above, speech), speech, decide)
            decided = with_own(decided, key=decided.key, text=decided.text, children=below)
        done.append(decided)
        family = _went_on(family, decided)
    return tuple(done)


def _as_it_was(provision: Provision, known: Provision) -> Provision:
    kept = (known.kind, known.category, known.needs_authorization, known.discretionary, known.acknowledge_separately)
    return replace(
        provision,
        kind=kept[0],
        category=kept[1],
        needs_authorization=kept[2],
        discretionary=kept[3],
        acknowledge_separately=kept[4],
    )


def _next(provision: Provision, above: _Above, speech: Speech | None) -> _Above:
    # A consent named in the lead-in holds for each part below it, and so it does for each part's words.
    if provision.kind is not Kind.HEADING:
        return _Above(provision, f"{above.text} {_spoken(provision.text)}".strip(), above.section)
    section = section_of(provision, _spoken(provision.text), above.section, speech) if speech else None
    return _Above(provision, "", section)


def _went_on(family: _Family, decided: Provision) -> _Family:
    if decided.kind is Kind.HEADING:
        return _Family()
    forbids = decided.kind is Kind.PROHIBITION
    before = decided if forbids else family.before
    if not decided.children and decided.text.endswith(":"):
        return _Family(decided, before, forbids)
    lead = family.lead
    goes_on = lead is not None and decided.kind is lead.kind
    return _Family(lead if goes_on else None, before, forbids)


def _suggest(provision: Provision, above: _Above, family: _Family, speech: Speech | None) -> Suggestion:
    if provision.kind is Kind.HEADING:
        return Suggestion(provision.key, Kind.HEADING, None, False, False, False, ())
    if speech is None:
        return Suggestion(provision.key, Kind.OBLIGATION, None, False, False, False, (), Doubt.LANGUAGE)
    text = _spoken(provision.text)
    reading = read(without_targets(text), _place(provision, above, family), speech)
    reasons = [Because("kind", reading.words, reading.of)] if reading.words else []
    forbids = reading.kind is Kind.PROHIBITION
    category = _category(provision, text, above, speech, reasons) if forbids else None
    consent = words_of_authorization(text, speech, above=above.text) if forbids else ""
    discretion = words_of_discretion(text, speech) if forbids else ""
    recording = words_of_recording(text, speech) if reading.kind is Kind.RESPONSIBILITY else ""
    if consent:
        inherited = consent not in text and above.parent is not None
        reasons.append(
            Because("needs_authorization", consent, above.parent.key if inherited and above.parent else None)
        )
    if discretion:
        reasons.append(Because("discretionary", discretion))
    if recording:
        reasons.append(Because("acknowledge_separately", recording))
    return Suggestion(
        provision.key,
        reading.kind,
        category,
        bool(consent),
        bool(discretion),
        bool(recording),
        tuple(reasons),
        reading.doubt,
    )


def _place(provision: Provision, above: _Above, family: _Family) -> Place:
    first = provision.children[0].text if provision.children else ""
    parent = above.parent if above.parent is not None and above.parent.kind is not Kind.HEADING else None
    return Place(family.lead or parent, family.lead is None, above.section, family.before, family.adjacent, first)


def _category(provision: Provision, text: str, above: _Above, speech: Speech, reasons: list[Because]) -> str | None:
    """A lead-in has no category of its own: its parts do."""
    if provision.children:
        return None
    english = speech.code == ENGLISH_SPEECH.code
    category, words = category_with_words(without_targets(text), english=english)
    if category != "other":
        reasons.append(Because("category", words))
        return category
    category, words = category_with_words(above.text, english=english)
    if category != "other" and above.parent is not None:
        reasons.append(Because("category", words, above.parent.key))
    return category


def _spoken(text: str) -> str:
    """Reads the company's variable as the word that the rules know it by."""
    return text.replace("{{company}}", "Company")
