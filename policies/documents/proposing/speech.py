"""How a document speaks: the language it is in, and whom it calls “Company”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind
from policies.documents.proposing.kinds import GRAMMARS, Speech
from policies.documents.proposing.languages.detecting import language_of

if TYPE_CHECKING:
    from policies.documents.model.document import Document

_BOUND: Final = re.compile(r"\bCompany (?:shall|must|will|agrees|warrants|represents|undertakes)\b")
_ENTITLED: Final = re.compile(r"\bCompany (?:may|reserves|determines|reasonably|has the right|is not responsible)\b")


def speech_of(document: Document) -> Speech | None:
    """Returns how a document speaks, told from its words; None where it is in a language that is not read."""
    texts = [document.title, *(one.text for one in document.each())]
    language = language_of(texts, document.language)
    if language not in GRAMMARS:
        return None
    words = [one.text for one in document.each() if one.kind is not Kind.HEADING and "Company " in one.text]
    bound = sum(len(_BOUND.findall(text)) for text in words)
    return Speech(language, bound > sum(len(_ENTITLED.findall(text)) for text in words))
