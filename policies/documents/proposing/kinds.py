"""What a sentence of a policy does, proposed from its words; an editor may always say otherwise (R1 to R18)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.text_search import Sought, in_small_letters, sought


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_POLICY: Final = r"(?:aup|polic(?:y|ies)|provisions?|terms|agreement)"
_CHANGE: Final = r"(?:add|delet|modif|amend|chang|updat|revis|remov)\w*"
_FORBIDS: Final = (
    r"\b(?:shall|must|may|will|can|should)\s*not\b|\bmay(?: also)? not\b|\bcannot\b|\bprohibited\b|\bforbidden\b"
    r"|\bunder no circumstances will\b|\b(?:do(?:es)? not|don[’']t) (?:allow|permit|tolerate)\b"
    r"|\bnot (?:permitted|allowed)\b"
    r"|\bin violation of (?:this|the|these) |\byou violate\b|\bagree(?:s)? not to\b|\brefrain from\b"
    r"|\bno (?:user|customer|one) (?:may|shall)\b"
)
_CUSTOMER: Final = r"\b(?:you|your users?|users?|customers?|subscribers?|clients?)\b"

# Order decides where several fit: the parts that others look up come before the wide nets.
_RULES: Final[tuple[tuple[Kind, Sought], ...]] = (
    (
        Kind.INCORPORATION,
        sought(
            r"\bincorporated\b|\bforms? (?:an? )?(?:integral )?part of\b.{0,80}\bagreement\b"
            r"|\bis subject to this (?:aup|policy)\b",
            "incorporated|part of|subject to this",
        ),
    ),
    (
        Kind.AMENDMENT,
        sought(
            rf"\b(?:may|right to|can)\b.{{0,40}}\b{_CHANGE}\b.{{0,60}}\b{_POLICY}\b"
            rf"|\b{_POLICY} may be {_CHANGE}|\bchange takes effect\b|\beffective (?:up)?on posting\b"
            rf"|\b(?:check|look at|review|consult)\b.{{0,30}}\b(?:aup|polic(?:y|ies))\b.{{0,80}}(?:\bchange"
            rf"|\btime to time|\bregularly|\bperiodically|\bnow and then)",
            "add|delet|modif|amend|chang|updat|revis|remov|posting|time to time|regularly|periodically|now and then",
            "aup|polic|provision|terms|agreement|takes effect|posting",
        ),
    ),
    (
        Kind.REMEDY,
        sought(
            r"\bno\b(?: \w+){0,4} credits?\b|\bnot (?:be )?(?:eligible for|entitled to|receive)\b.{0,60}\bcredits?\b"
            r"|\b(?:may|right to|discretion to|can|will|entitled to)\b.{0,120}\b(?:suspend|terminate|restrict"
            r"|throttle|disable|block|remove|cancel|take (?:any )?action)\b"
            r"|\b(?:services?|accounts?|access) (?:may|can|will) be (?:\w+ )?(?:suspended|terminated"
            r"|restricted|disabled|blocked|cancell?ed)\b"
            r"|\bviolations?\b.{0,60}\b(?:may|will|can) (?:result in|lead to)\b.{0,80}\b(?:suspension"
            r"|termination|removal)\b"
            r"|\bdiscretion to\b.{0,200}\b(?:suspension|termination)\b",
            "credit|suspend|suspension|terminat|restrict|throttle|disable|block|remov|cancel|action",
        ),
    ),
    (
        Kind.DISCLAIMER,
        sought(
            r"\bdisclaims?\b|\b(?:in no event|not|accepts? no|no)\b.{0,60}\b(?:liable|liability)\b"
            r"|\b(?:company|we|provider|vendor)\b(?: \w+)? (?:is|are) not (?:\w+ )?(?:responsible|obliged|required)\b"
            r"|\b(?:company|we|provider) (?:does|do) not (?:\w+ )?(?:monitor|watch|control|censor|filter"
            r"|pre-?screen|review)\b|\bas is\b",
            "disclaim|liab|as is|responsible|obliged|required|monitor|watch|control|censor|filter|screen|review",
        ),
    ),
    (
        Kind.REPORTING,
        sought(
            r"\breport(?:ing|s|ed)?\b.{0,80}(?:\bviolations?\b|\babuse\b|\bincidents?\b|\bmisuse\b|@"
            r"|\{\{abuse_mailbox\}\})"
            r"|\bviolations?\b.{0,100}\breport(?:ed)?\b|\bnotif(?:y|ied)\b.{0,60}\b(?:violations?|abuse)\b",
            "report|notif",
            "violation|abuse|incident|misuse|@",
        ),
    ),
    (
        Kind.RESPONSIBILITY,
        sought(
            r"\b(?:solely|independently|alone|fully|exclusively)\b.{0,30}\bresponsible\b"
            r"|\bresponsibility\b.{0,80}\b(?:rests?|lies) with\b|\byou are responsible\b"
            r"|\bis your (?:sole )?responsibility\b",
            "responsib",
        ),
    ),
    (
        Kind.PROHIBITION,
        sought(
            rf"{_CUSTOMER}.{{0,160}}?(?:{_FORBIDS})|(?:{_FORBIDS}).{{0,80}}?{_CUSTOMER}|\b(?:is"
            rf"|are) (?:strictly )?(?:prohibited|forbidden|not permitted|not allowed)\b|\b(?:do(?:es)? not"
            rf"|don[’']t) (?:allow|permit|tolerate)\b|\bin violation of (?:this|the|these) "
            rf"|\bprohibited (?:conduct|uses?|activities)\b.*:$",
            "not|prohibited|forbidden|don|in violation of|you violate|refrain from|no ",
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"\bha(?:s|ve) the (?:same )?meanings?\b|\bmeanings? (?:given|assigned|set)\b"
            r"|\b(?:shall )?(?:also )?means?\b|\bmean what\b"
            r"|[”\"] (?:shall )?(?:also )?(?:includes?|refers? to|and)\b|^[\w ]{1,40}(?<!please )\brefers? to\b",
            'mean|refer|"|”',
        ),
    ),
)
_DISCRETIONARY: Final = sought(
    r"\bdetermines?\b(?! that)[^.;]{0,60}?\bto be\b|\breasonably (?:believes?|considers?"
    r"|determines?)\b|\bsole (?:and absolute )?(?:discretion|opinion|judge?ment)\b"
    r"|\b(?:company|we|provider) (?:\w+ )?(?:believes?|deems?|considers?)\b|\bin (?:our|company[’']s"
    r"|its) (?:opinion|judge?ment|discretion)\b",
    "determine|reasonabl|discretion|opinion|judg|believe|deem|consider",
)
_AUTHORIZATION: Final = sought(
    r"\b(?:unless|except|other than)\b[^.;:]{0,60}\b(?:authori[sz]ed|permitted|approved|agreed)\b(?: in writing)?"
    # A third person's consent is not the company's to give, so “without consent” alone does not count.
    r"|\b(?:without|unless|except)\b[^.;:]{0,60}\b(?:written|prior|express|our|company[’']s"
    r"|from company)\b[^.;:]{0,40}\b(?:consent|permission|approval|authori[sz]ation)\b",
    "unless|except|other than|without",
    "uthori|permi|approv|agree|consent",
)
_TARGET: Final = _pattern(r" ?\((?:https?:|mailto:|[/#.])[^()\s]*(?: \"[^\"]*\")?\)|\bhttps?://\S+")
_RECORDING: Final = sought(r"\b(?:recording|transcription|transcrib\w+)\b", "recording|transcri")
_BINDS_COMPANY: Final = _pattern(
    r"^(?:company|we|provider|vendor|\{\{company\}\})\b.{0,40}\b(?:shall|may|will|must) not\b"
)


def kind_of(text: str) -> Kind | None:
    """Proposes what a sentence does; None where its words say nothing by themselves."""
    found = kind_with_words(text)
    return found[0] if found else None


@lru_cache(maxsize=512)
def kind_with_words(text: str) -> tuple[Kind, str] | None:
    """Proposes what a sentence does, and name the words that say so."""
    text = without_targets(text)
    small = in_small_letters(text)
    for kind, rule in _RULES:
        match = rule.search(text, small)
        if match and not (kind is Kind.PROHIBITION and _BINDS_COMPANY.search(text)):
            return kind, match[0]
    return None


def without_targets(text: str) -> str:
    """Leaves out where links lead: an address is made of words but says nothing."""
    return _TARGET.sub("", text) if "://" in text or "(" in text else text


def words_of_discretion(text: str) -> str:
    """Returns the words that leave the judgement to the company (R18); “determines that” is only a finding of fact."""
    match = _DISCRETIONARY.search(text, in_small_letters(text))
    return match[0] if match else ""


@lru_cache(maxsize=512)
def words_of_authorization(text: str) -> str:
    """Returns the words that let someone permit the conduct, “unless authorized in writing” (R14)."""
    match = _AUTHORIZATION.search(text, in_small_letters(text))
    return match[0] if match else ""


def words_of_recording(text: str) -> str:
    """Returns the words about recording or transcribing, which asks for its own tick (R17)."""
    match = _RECORDING.search(text, in_small_letters(text))
    return match[0] if match else ""
