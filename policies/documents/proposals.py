"""Names, mailboxes and addresses found in an imported text, proposed as variables of the reseller (R3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from policies.documents.model import Document, Kind, Variable
from policies.documents.variables import with_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMS: Final = (
    r"B\.?V\.?|N\.?V\.?|GmbH(?: & Co\. KG)?|AG|SE|KG|S\.?A\.?(?:R\.?L\.?|S\.?)?|S\.?p\.?A\.?"
    r"|S\.?r\.?l\.?|Inc\.?|Corp\.?|Corporation|"
    r"L\.?L\.?C\.?|Ltd\.?|Limited|PLC|plc|Pty\.? Ltd\.?|AB|ASA?|A/S|ApS|Oyj?|K\.?K\.?|Sp\. z o\.o\."
    r"|s\.r\.o\.|d\.o\.o\."
)
_NAME: Final = r"[A-Z0-9][\w&’'.-]*"
_LEGAL: Final = re.compile(rf"(?<![\w.])((?:{_NAME},? ){{1,5}}(?:{_FORMS}))(?![\w])")
_DEFINED: Final = (
    re.compile(rf"((?:{_NAME} ?){{1,5}}?) ?\((?:the )?[“\"](?:Company|Provider|we|us)[”\"]"),
    re.compile(rf"[“\"][Ww]e[”\"][^.]{{0,60}}?\brefers? to [“\"]?((?:{_NAME} ?){{1,5}}?)[”\",.]"),
)
_LEADING: Final = re.compile(r"^(?:The|This|Under|With|By|From|Between|And|Or|If|In|Where|Contact)\s+")
_MAILBOX: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL: Final = r"(?:https?://[\w.-]+(?::\d+)?(?:/[\w./%~-]*[\w/])?|www\.[\w-]+(?:\.[\w-]+)+)"
_SITE: Final = re.compile(rf"\bweb ?site\b[^.@]{{0,60}}?({_URL})", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"\b(?:registered (?:office|address|seat)|principal (?:office|place of business)|postal address"
    r"|mailing address|our address)"
    r"(?: is)?(?: located)?(?: at|:|,)? ([A-Z0-9][^;()]{8,140}?\d[^;()]{0,80}?)(?=\.(?:\s|$)|[;()]|$)"
)
_ABUSE: Final = re.compile(r"abuse|legal|report|security|trust", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words found that are one company's own; `places` are the keys that hold them (`(title)` for the title)."""

    name: str
    found_text: str
    places: tuple[str, ...]
    reason: str


def propose(document: Document) -> tuple[Document, tuple[Proposal, ...]]:
    """Give the document with `{{name}}` in place of what was found, its value proposed, and the proposals."""
    proposals: list[Proposal] = []
    for name, found, reason in _found(document):
        pattern = re.compile(
            rf"(?<![\w@]){re.escape(found)}(?![\w@])" if name != "website" else rf"{re.escape(found)}(?![\w-]|\.\w)"
        )
        places = tuple(key for key, text in _texts(document) if pattern.search(text))
        if not places:
            continue
        document = with_texts(document, lambda text, name=name, pattern=pattern: pattern.sub(f"{{{{{name}}}}}", text))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
        document = replace(document, variables=(*document.variables, Variable(name, found)))
        proposals.append(Proposal(name, found, places, reason))
    return document, tuple(proposals)


def _found(document: Document) -> Iterator[tuple[str, str, str]]:
    """Give name, text and reason; mailboxes first, so that a name inside one is left alone."""
    text = "\n".join(words for _, words in _texts(document))
    for number, (mailbox, reason) in enumerate(_mailboxes(document), start=1):
        yield ("abuse_mailbox" if number == 1 else f"mailbox_{number}"), mailbox, reason
    if match := _SITE.search(text):
        yield "website", match[1], "an address named beside the word “website”"
    if match := _ADDRESS.search(text):
        yield "address", match[1].strip().rstrip(","), "a postal address"
    if company := _company(text):
        yield "company", *company


def _mailboxes(document: Document) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    reporting = [placed.provision.text for placed in document.walk() if placed.provision.kind is Kind.REPORTING]
    for mailbox in _MAILBOX.findall("\n".join(reporting)):
        found.setdefault(mailbox, "the mailbox of the reporting provision")
    others = _MAILBOX.findall("\n".join(text for _, text in _texts(document)))
    for mailbox in sorted(others, key=lambda one: not _ABUSE.search(one)):
        found.setdefault(mailbox, "a mailbox in the text")
    return list(found.items())


def _company(text: str) -> tuple[str, str] | None:
    legal = [_LEADING.sub("", match[1]) for match in _LEGAL.finditer(text)]
    if legal:
        defined = re.search(r"[^\n]{0,250}\((?:the )?[“\"](?:Company|Provider|we|us)[”\"]", text)
        named = [name for name in legal if defined and name in defined[0]]
        return (named or legal)[0], "a name with a legal form" + (", where “Company” is defined" if named else "")
    for pattern in _DEFINED:
        if match := pattern.search(text):
            name = _LEADING.sub("", match[1].strip())
            if name and name not in {"Company", "You"}:
                return name, "the name that the text defines as itself"
    return None


def _texts(document: Document) -> list[tuple[str, str]]:
    return [("(title)", document.title), *((placed.key, placed.provision.text) for placed in document.walk())]
