"""What a provision does by where it stands: below a lead-in, below a heading, or after the sentence that it adds to."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from policies.documents.model.document import Kind
from policies.documents.proposing.kinds import Said, is_fragment, leads, said_in

if TYPE_CHECKING:
    from policies.documents.model.document import Provision
    from policies.documents.proposing.kinds import Speech

#: What a lead-in that stays open does, its list does too.
_HANDED_DOWN: Final = frozenset(
    {Kind.PROHIBITION, Kind.REMEDY, Kind.DEFINITION, Kind.RESPONSIBILITY, Kind.DISCLAIMER, Kind.REPORTING}
)
#: What an item says by itself though its lead-in forbids, if it is a sentence.
_SELF_SUFFICIENT: Final = frozenset({Kind.REMEDY, Kind.DISCLAIMER, Kind.REPORTING, Kind.AMENDMENT, Kind.DEFINITION})
#: How an item of a list looks that is no sentence by itself.
_ITEM: Final = re.compile(r"^\W*[a-z]|[;,]$|; (?:and/)?(?:or|and|und|oder|en|of|et|ou)$")
#: What a lead-in and an item can say together though neither does alone.
_TOLD_TOGETHER: Final = frozenset({Kind.PROHIBITION, Kind.REMEDY})
_LOWER: Final = re.compile(r"^\W*[a-z]")


class Doubt(StrEnum):
    """Why a person should look at a proposal first."""

    TWO_KINDS = "two_kinds"  # its words say two things
    BY_HEADING = "by_heading"  # only a heading above says so
    BY_NEIGHBOUR = "by_neighbour"  # only the provision before it says so
    WEAK_WORDS = "weak_words"  # words stand in it that often say more
    LANGUAGE = "language"  # its language is not read


class Section(NamedTuple):
    """What the nearest heading that speaks makes of what stands below it."""

    kind: Kind
    words: str
    key: str


class Place(NamedTuple):
    """Where a provision stands: what leads to it, its section, and the last prohibition before it in the same section.

    `own_list` tells that it hangs below its lead-in, and does not only follow it; `adjacent` that the prohibition
    stands right before it. `first` are the words of the first provision below it.
    """

    lead: Provision | None = None
    own_list: bool = False
    section: Section | None = None
    before: Provision | None = None
    adjacent: bool = False
    first: str = ""


class Reading(NamedTuple):
    """What a provision is read as, the words, the key of the provision that holds them if another, and any doubt."""

    kind: Kind
    words: str = ""
    of: str | None = None
    doubt: Doubt | None = None


def read(text: str, place: Place, speech: Speech) -> Reading:
    """Reads a text by its own words, which count most, and by where it stands."""
    own = said_in(text, speech)
    if own is None and place.first and text.endswith(":"):
        own = _together(text, place.first, speech, only=Kind.REMEDY)
    lead = place.lead
    if lead is not None and place.own_list and leads(lead.text):
        handed = _handed_down(lead, speech)
        if own is not None and not _continues_list(text, own, handed, speech):
            return _by_itself(own)
        if handed is not None:
            unsure = own is not None and own.kind in {Kind.PROHIBITION, Kind.REMEDY} and own.kind is not handed
            return Reading(handed, _lead_words(lead, speech), lead.key, Doubt.TWO_KINDS if unsure else None)
        if own is None and said_in(lead.text, speech) is None:
            own = _together(lead.text, text, speech)
    if own is not None:
        return _by_itself(own)
    return _by_place(text, place, speech)


def section_of(heading: Provision, text: str, above: Section | None, speech: Speech) -> Section | None:
    """Returns what a heading makes of what stands below it: what it says, else what the heading above it said."""
    for kind, said in speech.grammar.headings:
        if match := said.search(text):
            return Section(kind, match[0], heading.key) if kind else None
    return above


def _together(lead: str, text: str, speech: Speech, *, only: Kind | None = None) -> Said | None:
    """Reads a lead-in and an item as the one sentence that they are: “we may:” and “close your account”."""
    said = said_in(f"{lead.rstrip(': ')} {text}", speech) if lead.endswith(":") else None
    return said if said is not None and said.kind in ({only} if only else _TOLD_TOGETHER) else None


def _by_itself(own: Said) -> Reading:
    return Reading(own.kind, own.words, doubt=None if own.sure else Doubt.TWO_KINDS)


def _handed_down(lead: Provision, speech: Speech) -> Kind | None:
    if lead.kind is not Kind.PROHIBITION and speech.grammar.conduct.search(lead.text):
        return Kind.PROHIBITION
    return lead.kind if lead.kind in _HANDED_DOWN else None


def _continues_list(text: str, own: Said, handed: Kind | None, speech: Speech) -> bool:
    """Tells whether an item only goes on with its lead-in, whatever words stand in it."""
    if handed is not Kind.PROHIBITION and handed is not Kind.REMEDY:
        return False
    if own.kind is handed:
        return False
    if own.kind is Kind.PROHIBITION:
        return is_fragment(text, speech) and bool(_LOWER.match(text) or handed is Kind.REMEDY)
    return own.kind not in _SELF_SUFFICIENT or bool(_LOWER.match(text)) or is_fragment(text, speech)


def _by_place(text: str, place: Place, speech: Speech) -> Reading:
    lead, section = place.lead, place.section
    fragment = is_fragment(text, speech)
    item = fragment or _ITEM.search(text) is not None
    lists = speech.grammar.lists.search(text[-_TAIL:]) is not None
    goes_on = speech.grammar.continues.match(text) is not None
    if lead is not None and lead.kind is Kind.PROHIBITION and (item or goes_on):
        return Reading(lead.kind, _lead_words(lead, speech), lead.key, Doubt.BY_NEIGHBOUR)
    if section is not None and (fragment or section.kind is Kind.DEFINITION):
        doubt = None if section.kind is Kind.DEFINITION else Doubt.BY_HEADING
        return Reading(section.kind, section.words, section.key, doubt)
    if place.before is not None and (lists or (goes_on and place.adjacent)):
        before = place.before
        return Reading(before.kind, _lead_words(before, speech), before.key, Doubt.BY_NEIGHBOUR)
    return Reading(Kind.OBLIGATION, doubt=Doubt.WEAK_WORDS if speech.grammar.hints.search(text[:_READ]) else None)


#: Characters of a text in which words that make it doubtful are looked for.
_READ: Final = 3_000
#: Characters at the end of a text in which words that lead to a list are looked for.
_TAIL: Final = 200


def _lead_words(provision: Provision, speech: Speech) -> str:
    found = said_in(provision.text, speech)
    return found.words if found and found.kind is provision.kind else provision.text[:60]
