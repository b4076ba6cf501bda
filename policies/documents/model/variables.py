"""What differs from reseller to reseller: names, mailboxes and addresses that texts mention as `{{name}}` (R3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from operator import is_
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Document, Provision, Variable, with_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MENTION: Final = re.compile(r"\{\{([a-z][a-z0-9_]{0,39})\}\}")
_BRACES: Final = re.compile(r"\{\{[^{}]*\}\}|\{\{|\}\}")
_AROUND: Final = 40


class Unresolved(ValueError):
    """Variables without a value are left; `names` lists them in the order of their first mention."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keeps the names."""
        super().__init__(f"These variables have no value: {', '.join(names)}.")
        self.names = names


@dataclass(frozen=True, slots=True)
class Foreign:
    """Another company's name found here: in the provision `key`, in `(title)`, or in the value of `{{variable}}`."""

    name: str
    key: str
    excerpt: str


def variables_in(document: Document) -> tuple[str, ...]:
    """Names the variables that the title and texts mention, each once, in the order of first mention."""
    texts = (document.title, *(provision.text for provision in document.each()))
    return tuple(dict.fromkeys(name for text in texts for name in MENTION.findall(text)))


def fill(document: Document, values: Mapping[str, str]) -> Document:
    """Puts the values into the texts and record them; raises `Unresolved` (R3).

    What the document proposes as a value does not count: only `values` do. Values for names that the document does not
    mention are left out of it.
    """
    mentioned = variables_in(document)
    given = {name: values[name] for name in mentioned if values.get(name, "").strip()}
    left = [name for name in mentioned if name not in given or _BRACES.search(given[name])]
    unreadable = [
        match
        for text in (document.title, *(placed.provision.text for placed in document.walk()))
        for match in _BRACES.findall(text)
        if not MENTION.fullmatch(match)
    ]
    if left or unreadable:
        raise Unresolved(tuple(dict.fromkeys([*left, *unreadable])))
    filled = with_texts(document, lambda text: MENTION.sub(lambda match: given[match[1]], text))
    return replace(filled, variables=tuple(Variable(name, value) for name, value in given.items()))


def fill_known(text: str, values: Mapping[str, str]) -> str:
    """Puts those values into one text that there are; what has none stays mentioned."""
    return MENTION.sub(lambda match: values.get(match[1]) or match[0], text)


def with_proposals(document: Document) -> Document:
    """Puts the document's own proposed values into its texts; variables without one stay as they are."""
    proposed = {variable.name: variable.value for variable in document.variables if variable.value is not None}
    return with_texts(
        document,
        lambda text: MENTION.sub(lambda match: proposed.get(match[1], match[0]), text) if "{{" in text else text,
    )


def with_texts(document: Document, change: Callable[[str], str]) -> Document:
    """Applies one change to the title and every text."""

    def changed(provision: Provision) -> Provision:
        text, children = change(provision.text), tuple(changed(child) for child in provision.children)
        if text == provision.text and all(map(is_, children, provision.children)):
            return provision
        return with_own(provision, key=provision.key, text=text, children=children)

    return replace(
        document, title=change(document.title), provisions=tuple(changed(child) for child in document.provisions)
    )


def foreign_names(document: Document, names: Iterable[str]) -> list[Foreign]:
    """Finds legal names, mailboxes and hosts of other companies, in whole words and without regard to case (R3).

    A host is found inside a mailbox or below it (`mail.example.org` for `example.org`), never inside a longer name.
    """
    patterns = [(name, _pattern(name)) for name in dict.fromkeys(name.strip() for name in names) if name]
    return [
        Foreign(name, key, _excerpt(text, match))
        for key, text in _readable(document)
        for name, pattern in patterns
        if (match := pattern.search(text))
    ]


def _readable(document: Document) -> Iterator[tuple[str, str]]:
    yield "(title)", document.title
    for variable in document.variables:
        if variable.value is not None:
            yield f"{{{{{variable.name}}}}}", variable.value
    for placed in document.walk():
        yield placed.key, placed.provision.text


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    if re.fullmatch(r"[\w.@+-]+\.\w+", name):
        return re.compile(rf"(?<![\w-]){words}(?![\w-])(?!\.\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _excerpt(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
