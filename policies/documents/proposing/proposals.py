"""Names, mailboxes and addresses found in an imported text, proposed as variables of the reseller (R3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Document, Kind, Variable
from policies.documents.model.variables import with_texts
from policies.documents.proposing.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMS: Final = (
    r"B\.?V\.?|N\.?V\.?|GmbH(?: & Co\. KG)?|AG|SE|KG|S\.?A\.?(?:R\.?L\.?|S\.?)?|S\.?p\.?A\.?"
    r"|S\.?r\.?l\.?|Inc\.?|Corp\.?|Corporation|"
    r"L\.?L\.?C\.?|Ltd\.?|Limited|PLC|plc|Pty\.? Ltd\.?|AB|ASA?|A/S|ApS|Oyj?|K\.?K\.?|Sp\. z o\.o\."
    r"|s\.r\.o\.|d\.o\.o\."
)
#: Bounded, since texts without a space exist, and every way to cut one would be tried.
_NAME: Final = r"[A-Z0-9][\w&’'.-]{0,60}"
_NAMES: Final = rf"(?<![\w]){_NAME}(?: {_NAME}){{0,4}}?"
_LEGAL: Final = re.compile(rf"(?<![\w.])((?:{_NAME},? ){{1,5}}(?:{_FORMS}))(?![\w])")
_FORM: Final = re.compile(rf" (?:{_FORMS})(?![\w])")
_DEFINED: Final = (
    re.compile(rf"({_NAMES}) ?\((?:the )?[“\"](?:Company|Provider|we|us)[”\"]"),
    re.compile(rf"[“\"][Ww]e[”\"][^.]{{0,60}}?\brefers? to [“\"]?({_NAMES})[”\",.]"),
)
_SELF: Final = r"\((?:the )?[“\"](?:Company|Provider|we|us)[”\"]"
_BEFORE_SELF: Final = 250
_NAMED_SELF: Final = re.compile(_SELF)
_WITH_BEFORE: Final = re.compile(rf"[^\n]{{0,{_BEFORE_SELF}}}{_SELF}")
_LEADING: Final = re.compile(r"^(?:The|This|Under|With|By|From|Between|And|Or|If|In|Where|Contact)\s+")
_MAILBOX: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_URL: Final = r"(?:https?://[\w.-]+(?::\d+)?(?:/[\w./%~-]*[\w/])?|www\.[\w-]+(?:\.[\w-]+)+)"
_SITE: Final = re.compile(rf"\bweb ?site\b[^.@]{{0,60}}?({_URL})", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"\b(?:registered (?:office|address|seat)|principal (?:office|place of business)|postal address"
    r"|mailing address|our address)"
    r"(?: is)?(?: located)?(?: at|:|,)? ([A-Z0-9][^;()]{8,140}?\d[^;()]{0,80}?)(?=\.(?:\s|$)|[;()]|$)"
)
#: Without one of these no address is named so; asking takes a hundredth of the search.
_NEAR_ADDRESS: Final = ("registered ", "principal ", "postal address", "mailing address", "our address")
#: Forms that in capitals are ordinary words too, or parts of them.
_ORDINARY: Final = re.compile(r"(?:^| )(?:AS|ASA|AB|AG|SE|SA|KG|LIMITED|CORPORATION)$")
_WORD: Final = 40
_WORD_BEFORE: Final = re.compile(r"([A-Za-z’']+)[,;:]? $")
_WORD_AFTER: Final = re.compile(r",? ([A-Za-z’']+)")
_ABUSE: Final = re.compile(r"abuse|legal|report|security|trust", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words found that are one company's own; `places` are the keys that hold them (`(title)` for the title)."""

    name: str
    found_text: str
    places: tuple[str, ...]
    reason: str


def propose(document: Document) -> tuple[Document, tuple[Proposal, ...]]:
    """Returns the document with `{{name}}` in place of what was found, its value proposed, and the proposals."""
    proposals: list[Proposal] = []
    keys = ["(title)", *(provision.key for provision in document.each())]
    texts = [document.title, *(provision.text for provision in document.each())]
    variables = list(document.variables)
    for name, found, reason in _found(document, "\n".join(texts)):
        pattern = _standing_alone(found, address=name == "website" or "@" in found)
        places = []
        for index, text in enumerate(texts):
            if found in text and pattern.search(text):
                texts[index] = pattern.sub(f"{{{{{name}}}}}", text)
                places.append(keys[index])
        if places:
            variables.append(Variable(name, found))
            proposals.append(Proposal(name, found, tuple(places), reason))
    if not proposals:
        return document, ()
    remaining = iter(texts)
    proposed = with_texts(document, lambda _text: next(remaining))
    return replace(proposed, variables=tuple(variables)), tuple(proposals)


def _standing_alone(found: str, *, address: bool) -> re.Pattern[str]:
    """Finds words by themselves; an address not inside a longer one, which leads elsewhere."""
    if address:
        return re.compile(rf"(?<![\w@/.+-]){re.escape(found)}(?![\w@-]|\.\w|/(?:[\w%~-]|\.\w)|/?[?#]\w)")
    return re.compile(rf"(?<![\w@]){re.escape(found)}(?![\w@])")


def _found(document: Document, text: str) -> Iterator[tuple[str, str, str]]:
    """Returns name, text and reason; mailboxes first, so that a name inside one is left alone."""
    for number, (mailbox, reason) in enumerate(_mailboxes(document), start=1):
        yield ("abuse_mailbox" if number == 1 else f"mailbox_{number}"), mailbox, reason
    if match := _SITE.search(text):
        yield "website", match[1], "an address named beside the word “website”"
    if any(words in text for words in _NEAR_ADDRESS) and (match := _ADDRESS.search(text)):
        yield "address", match[1].strip().rstrip(","), "a postal address"
    if company := _company(text):
        yield "company", *company


def _mailboxes(document: Document) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    holding = [one for one in document.each() if "@" in one.text]
    reporting = [one.text for one in holding if one.kind is not Kind.HEADING and kind_of(one.text) is Kind.REPORTING]
    for mailbox in _mailboxes_in(reporting):
        found.setdefault(mailbox, "the mailbox of the reporting provision")
    others = _mailboxes_in([document.title, *(one.text for one in holding)])
    for mailbox in sorted(others, key=lambda one: not _ABUSE.search(one)):
        found.setdefault(mailbox, "a mailbox in the text")
    return list(found.items())


def _mailboxes_in(texts: Iterable[str]) -> list[str]:
    """Finds mailboxes, each in a stretch without a space that holds the sign of one."""
    return _MAILBOX.findall(" ".join(piece for text in texts if "@" in text for piece in text.split() if "@" in piece))


def _company(text: str) -> tuple[str, str] | None:
    legal = [_LEADING.sub("", match[1]) for match in _legal(text) if not _only_capitals(text, match)]
    if legal:
        defined = _where_defined(text)
        named = [name for name in legal if defined and name in defined[0]]
        return (named or legal)[0], "a name with a legal form" + (", where “Company” is defined" if named else "")
    for pattern in _DEFINED:
        if match := pattern.search(text):
            name = _LEADING.sub("", match[1].strip())
            if name and name not in {"Company", "You"}:
                return name, "the name that the text defines as itself"
    return None


def _legal(text: str) -> Iterator[re.Match[str]]:
    """Finds names with a legal form, none of which goes on in another line; only lines with a form are searched."""
    at = 0
    while form := _FORM.search(text, at):
        start = max(at, text.rfind("\n", 0, form.start()) + 1)
        end = text.find("\n", form.end())
        at = len(text) if end < 0 else end
        yield from _LEGAL.finditer(text, start, min(at + 1, len(text)))


def _only_capitals(text: str, match: re.Match[str]) -> bool:
    """Tells whether a form of two letters or an ordinary word stands in a text of capitals, as in “EXCEPT AS A”."""
    if not _ORDINARY.search(match[1]) or not match[1].isupper():
        return False
    around = (
        _WORD_BEFORE.search(text, max(0, match.start() - _WORD), match.start()),
        _WORD_AFTER.match(text, match.end()),
    )
    return any(word is not None and word[1].isupper() for word in around)


def _where_defined(text: str) -> re.Match[str] | None:
    """Finds where the text abbreviates itself, with what stands before on the line; the bracket is looked for first."""
    bracket = _NAMED_SELF.search(text)
    if bracket is None:
        return None
    line = text.rfind("\n", 0, bracket.start()) + 1
    return _WITH_BEFORE.match(text, max(line, bracket.start() - _BEFORE_SELF))
