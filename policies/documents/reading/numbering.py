"""What a person should look at in the numbers of a document before it binds: doubles, jumps, numbers in the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind
from policies.documents.model.paths import POSITION
from policies.documents.reading.marks import Mark, following, mark_of, opens, split_mark
from policies.documents.reading.nesting import leads_in

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Placed

#: A printed number that another provision bears too ends with the position that tells them apart.
_TOLD_APART: Final = re.compile(rf"[^(]{POSITION}[\d.]+$")
_FROM: Final = re.compile(r"\(1\)\s+\S")
_NEXT: Final = re.compile(r"\(2\)\s+\S")


class Doubtful(StrEnum):
    """What is doubtful about a number."""

    SHARED = "shared"
    JUMP = "jump"
    LEFT = "left in the words"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place to look at: its key and path, and the path before it in the list (empty where there is none)."""

    kind: Doubtful
    key: str
    path: str
    before: str = ""


def doubts(document: Document) -> tuple[Doubt, ...]:
    """Returns what is doubtful about the numbers, in reading order."""
    found: list[Doubt] = []
    walked = list(document.walk())
    by_key = {placed.key: placed for placed in walked}
    last: dict[tuple[str | None, str], tuple[Mark, str]] = {}
    seen: dict[str, list[Mark]] = {}
    for placed in walked:
        provision = placed.provision
        if not provision.number:
            mark, _ = split_mark(provision.text, plain=provision.kind is Kind.HEADING)
            if mark is not None and mark.readings and not _begins_sentence(mark):
                found.append(Doubt(Doubtful.LEFT, placed.key, placed.path))
            continue
        if placed.path[:1] != POSITION and _TOLD_APART.search(placed.path):
            found.append(Doubt(Doubtful.SHARED, placed.key, placed.path))
        if _misplaced(placed, by_key):
            found.append(Doubt(Doubtful.MISPLACED, placed.key, placed.path))
        mark = mark_of(provision.number)
        if mark is None:
            continue
        before = last.get((placed.parent_key, mark.style))
        goes_on = any(following(mark, one) for one in seen.get(mark.style, ()))
        if not goes_on and not opens(mark) and not mark.suffix:
            found.append(Doubt(Doubtful.JUMP, placed.key, placed.path, before[1] if before else ""))
        last[placed.parent_key, mark.style] = mark, placed.path
        near = seen.setdefault(mark.style, [])
        near.append(mark)
        del near[:-_REMEMBERED]
    return tuple(found)


def inline_parts(text: str) -> tuple[str, ...]:
    """Returns what leads in and then each part, with its mark, of a sentence that counts its parts: “(1) …; (2) …”."""
    first = _FROM.search(text)
    if first is None or not _NEXT.search(text, first.end()):
        return ()
    parts: list[str] = []
    start, number = first.start(), 2
    while (at := text.find(f"({number})", start + 1)) >= 0:
        parts.append(text[start:at].strip())
        start, number = at, number + 1
    lead = text[: first.start()].strip()
    return tuple(part for part in (lead, *parts, text[start:].strip()) if part)


#: How many marks of one style are remembered: as many lists as may be open, and a few beside.
_REMEMBERED: Final = 40


def _misplaced(placed: Placed, by_key: dict[str, Placed]) -> bool:
    """Tells whether a number hangs below a paragraph that leads into no list, or below a number that is not its own."""
    if placed.parent_key is None:
        return False
    parent = by_key[placed.parent_key].provision
    if parent.number:
        mark, above = mark_of(placed.provision.number), mark_of(parent.number)
        if mark is None or above is None or not mark.dotted:
            return False
        return above.dotted and mark.above[: len(above.above)] != above.above
    return parent.kind is not Kind.HEADING and not leads_in(parent.text)


def _begins_sentence(mark: Mark) -> bool:
    """Tells whether a mark may as well be an initial or the first word of a sentence."""
    return mark.printed.endswith(".") and mark.printed[:1].isalpha() and mark.printed[:1].isupper()
