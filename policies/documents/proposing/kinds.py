"""What a sentence of a policy does, proposed from its words; an editor may always say otherwise (R1 to R18)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.dutch import DUTCH
from policies.documents.proposing.languages.english import ENGLISH
from policies.documents.proposing.languages.french import FRENCH
from policies.documents.proposing.languages.german import GERMAN
from policies.documents.proposing.text_search import letters_of
from policies.documents.reading.outline import sentences

if TYPE_CHECKING:
    from policies.documents.proposing.languages.grammar import Grammar
    from policies.documents.proposing.text_search import AnyOf, Letters, Sought

GRAMMARS: Final = {grammar.code: grammar for grammar in (ENGLISH, DUTCH, GERMAN, FRENCH)}
#: What forbids whoever says it, and what forbids unless its subject is such, or if it is weak.
_BANS: Final = {grammar.code: (grammar.bans, *grammar.commands) for grammar in GRAMMARS.values()}
_IF_BOUND: Final = {
    grammar.code: (
        *((rule, grammar.provider, False) for rule in grammar.forbids),
        (grammar.negated, grammar.others, False),
        (grammar.weakly_negated, grammar.others, True),
    )
    for grammar in GRAMMARS.values()
}
#: Of one sentence no more characters than this are read, and of one pattern no more places: time stays linear.
_READ: Final = 3_000
_PLACES: Final = 12
_CLAUSE: Final = 120
#: So many texts, none with more letters than this, are remembered with what they say.
_MOST: Final = 20_000
_LONGEST: Final = 600
_SUBJECT: Final = 45
_CLAUSE_ENDS: Final = re.compile(r"[.;:()]")
_TARGET: Final = re.compile(
    r" ?\((?:https?:|mailto:|[/#.])[^()\s]{0,2000}(?: \"[^\"]{0,500}\")?\)|\bhttps?://\S+", re.IGNORECASE
)
_MAY_BE_TARGET: Final = re.compile(r"\([hHmM/#.]")


class Speech(NamedTuple):
    """How a document speaks: its language, and whether “Company” is the party that the words bind."""

    code: str = "en"
    company_bound: bool = False

    @property
    def grammar(self) -> Grammar:
        """Returns the patterns of its language."""
        return GRAMMARS[self.code]


ENGLISH_SPEECH: Final = Speech()


class Said(NamedTuple):
    """What a text does, the words that say so, and whether they leave no doubt."""

    kind: Kind
    words: str
    sure: bool


def kind_of(text: str, speech: Speech = ENGLISH_SPEECH) -> Kind | None:
    """Proposes what a text does; None where its words say nothing by themselves."""
    found = said_in(text, speech)
    return found.kind if found else None


def said_in(text: str, speech: Speech = ENGLISH_SPEECH) -> Said | None:
    """Proposes what a text of one or more sentences does.

    Of several sentences the last decides where it leads to a list, else the first that forbids or threatens.
    """
    return _remembered(text, speech) if len(text) <= _LONGEST else _said_in(text, speech)


def _said_in(text: str, speech: Speech = ENGLISH_SPEECH) -> Said | None:
    parts = sentences(without_targets(text))
    if len(parts) == 1:
        return _said(parts[0][:_READ], speech)
    found = [said for part in parts if (said := _said(part[:_READ], speech))]
    if not found:
        return None
    if parts[-1].endswith(":") and (last := _said(parts[-1][:_READ], speech)):
        return last
    strong = [said for said in found if said.kind in {Kind.PROHIBITION, Kind.REMEDY}]
    first = strong[0] if strong else found[0]
    return first._replace(sure=first.sure and len({said.kind for said in strong}) <= 1)


#: An import asks twice and more what a text says: as many are remembered as the longest document has.
_remembered: Final = lru_cache(maxsize=_MOST)(_said_in)


def leads(text: str) -> bool:
    """Tells whether a text stays open for what hangs below it."""
    return not text.rstrip("”\"’')]* ").endswith((".", "!", "?"))


def is_fragment(text: str, speech: Speech) -> bool:
    """Tells whether a text has neither subject nor verb of its own, as an item of a list has."""
    grammar = speech.grammar
    return not grammar.sentence.match(text[:_CLAUSE]) and not grammar.opens_duty.search(text[-_SUBJECT:])


def _said(sentence: str, speech: Speech) -> Said | None:
    grammar = speech.grammar
    letters = letters_of(sentence)
    ban = _ban(letters, speech)
    other = _other(letters, speech)
    if other is None:
        return Said(Kind.PROHIBITION, _with_subject(sentence, ban, speech), sure=True) if ban else None
    kind, match = other
    threatens = kind is Kind.REMEDY
    conditional = threatens and grammar.conditional.match(sentence) is not None
    if conditional and grammar.conduct.search(sentence):
        return Said(Kind.PROHIBITION, match[0], sure=True)
    if ban is None or ban.start() >= match.start() or conditional:
        return Said(kind, match[0], ban is None or not threatens)
    return Said(Kind.PROHIBITION, _with_subject(sentence, ban, speech), not threatens)


def _with_subject(sentence: str, ban: re.Match[str], speech: Speech) -> str:
    """Returns the words that forbid, with the user right before them."""
    clause = _clause_before(sentence, ban)[-_SUBJECT:]
    for user in speech.grammar.user.finditer(clause):
        if not clause[user.end() :].strip():
            return f"{user[0]} {ban[0]}"
    return ban[0]


def _other(letters: Letters, speech: Speech) -> tuple[Kind, re.Match[str]] | None:
    """Returns the first kind but prohibition that fits; of a remedy and a disclaimer, what is said first."""
    threat: tuple[Kind, re.Match[str]] | None = None
    for kind, rule in speech.grammar.rules:
        match = _threat(letters, rule, speech) if kind is Kind.REMEDY else rule.search(letters)
        if match is None:
            continue
        if kind is Kind.REMEDY:
            threat = kind, match
        elif threat is None or (kind is Kind.DISCLAIMER and match.start() < threat[1].start()):
            return kind, match
    return threat


def _ban(letters: Letters, speech: Speech) -> re.Match[str] | None:
    """Returns the first words of a sentence that forbid something to those it binds."""
    found = [match for rule in _BANS[speech.code] if (match := rule.search(letters))]
    for rule, unbound, weak in _IF_BOUND[speech.code]:
        if not rule.possible(letters):
            continue
        for match in islice(rule.each(letters), _PLACES):
            if _binds(letters.text, match, speech, unbound=unbound, weak=weak):
                found.append(match)
                break
    return min(found, key=lambda match: match.start(), default=None)


def _binds(sentence: str, match: re.Match[str], speech: Speech, *, unbound: re.Pattern[str], weak: bool) -> bool:
    """Tells whether words bind somebody: no subject that is `unbound`, not the company, and not in passing."""
    grammar = speech.grammar
    clause = _clause_before(sentence, match)
    if grammar.no_ban.match(sentence, match.end()):
        return False
    if unbound.search(clause) or (not speech.company_bound and grammar.company.search(clause)):
        return False
    if not sentence.endswith(":") and (grammar.relative.search(clause) or grammar.tells.search(clause)):
        return False
    if not weak:
        return True
    bound = grammar.user.search(clause[-_SUBJECT:]) or grammar.user.search(match[0])
    if bound or (speech.company_bound and grammar.company.search(clause)):
        return True
    return grammar.passive is not None and grammar.passive.match(sentence, match.start()) is not None


def _threat(letters: Letters, rule: Sought | AnyOf, speech: Speech) -> re.Match[str] | None:
    """Returns the first words that say what the company may do, passing over what users may do."""
    grammar = speech.grammar
    for match in islice(rule.each(letters), _PLACES):
        clause = _clause_before(letters.text, match)
        if not (
            grammar.entitled.search(clause) or (grammar.relative.search(clause) and not clause.endswith(("as", "As")))
        ):
            return match
    return None


def _clause_before(sentence: str, match: re.Match[str]) -> str:
    before = sentence[max(0, match.start() - _CLAUSE) : match.start()]
    ends = [end.end() for end in _CLAUSE_ENDS.finditer(before)]
    return before[ends[-1] :] if ends else before


def without_targets(text: str) -> str:
    """Leaves out where links lead: an address is made of words but says nothing."""
    return _TARGET.sub("", text) if "://" in text or ("(" in text and _MAY_BE_TARGET.search(text)) else text


def words_of_discretion(text: str, speech: Speech = ENGLISH_SPEECH) -> str:
    """Returns the words that leave the judgement to the company (R18); “determines that” is only a finding of fact."""
    match = speech.grammar.discretionary.search(letters_of(text))
    return match[0] if match else ""


def words_of_authorization(text: str, speech: Speech = ENGLISH_SPEECH, *, above: str = "") -> str:
    """Returns the words that let someone permit the conduct, “unless authorized in writing”, or above it (R14)."""
    rule = speech.grammar.authorization
    if not rule.likely(letters_of(above).hints | letters_of(text).hints):
        return ""
    match = rule.search(letters_of(f"{above} {text}"))
    return match[0] if match else ""


def words_of_recording(text: str, speech: Speech = ENGLISH_SPEECH) -> str:
    """Returns the words about recording or transcribing, which asks for its own tick (R17)."""
    match = speech.grammar.recording.search(letters_of(text))
    return match[0] if match else ""
