"""What a person should look at in a draft's numbers before it is posted, in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.documents import Document
from policies.documents.reading.numbering import Doubt, Doubtful, doubts, inline_parts


@dataclass(frozen=True, slots=True)
class NumberNote:
    """One place: its key and path, what is doubtful, and whether the provision can be split into parts there."""

    key: str
    path: str
    about: str
    sentence: str
    parts: int = 0


def numbering_of(document: Document) -> list[NumberNote]:
    """Returns what to look at, in reading order: doubtful numbers, and sentences that count their parts themselves."""
    found: dict[str, list[NumberNote]] = {}
    for doubt in doubts(document):
        found.setdefault(doubt.key, []).append(
            NumberNote(doubt.key, doubt.path, doubt.kind.name.lower(), _sentence(doubt))
        )
    for placed in document.walk():
        if count := len(inline_parts(placed.provision.text)):
            sentence = _("It counts %d parts itself: split, each can be cited.") % (count - 1)
            found.setdefault(placed.key, []).append(NumberNote(placed.key, placed.path, "parts", sentence, count - 1))
    return [note for placed in document.walk() for note in found.get(placed.key, ())]


def _sentence(doubt: Doubt) -> str:
    match doubt.kind:
        case Doubtful.SHARED:
            return _("Another provision bears the same number; its position tells them apart.")
        case Doubtful.JUMP if doubt.before:
            return _("It does not follow %s.") % doubt.before
        case Doubtful.JUMP:
            return _("It is the first of its list.")
        case Doubtful.LEFT:
            return _("A number was left in its words.")
        case _:
            return _("It stands below words that lead into no list.")
