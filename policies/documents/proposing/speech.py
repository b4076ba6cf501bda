"""How a document speaks: the language it is in, and whom it calls “Company”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policies.documents.proposing.kinds import GRAMMARS, Speech
from policies.documents.proposing.languages.detecting import language_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from policies.documents.model.document import Document

#: Whether the word begins there is asked last, since letters are found sooner than the beginning of a word.
_COMPANY: Final = r"Company(?<!\wCompany)"
_BOUND: Final = re.compile(rf"{_COMPANY} (?:shall|must|will|agrees|warrants|represents|undertakes)\b")
_ENTITLED: Final = re.compile(rf"{_COMPANY} (?:may|reserves|determines|reasonably|has the right|is not responsible)\b")


def speech_of(document: Document) -> Speech | None:
    """Returns how a document speaks, told from its words; None where it is in a language that is not read."""
    return speech_in([document.title, *(one.text for one in document.each())], document.language)


def speech_in(texts: Collection[str], declared: str) -> Speech | None:
    """Returns how texts speak; `declared` is the language that they are said to be in, “” for none."""
    language = language_of(texts, declared)
    if language not in GRAMMARS:
        return None
    naming = [text for text in texts if "Company " in text]
    bound = sum(len(_BOUND.findall(text)) for text in naming)
    return Speech(language, bound > sum(len(_ENTITLED.findall(text)) for text in naming))
