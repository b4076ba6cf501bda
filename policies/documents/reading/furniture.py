"""What belongs to the paper and not to the policy: running heads and feet, and the numbers of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = re.compile(
    r"(?P<word>page|seite|pagina|página)?\s*(?P<open>[-–—|\[])?\s*(?P<number>\d{1,4})\s*"
    r"(?P<of>(?:of|von|van|sur|de|/)\s*\d{1,4})?\s*[-–—|\]]?",
    re.IGNORECASE,
)
_EDGE: Final = 3
_SAME_PLACE: Final = 12.0
_SEVERAL: Final = 3
#: How far from every other line of its page a number stands that can only be the page's, in points.
_FAR: Final = 18.0
_LEADERS: Final = 4
_LEADER: Final = " .·…‥_"
_ROMAN_OR_NOT: Final = "0123456789ivxlcIVXLC"
_CONTENTS: Final = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|inhoud(?:sopgave)?|sommaire|table des mati[èe]res|[íi]ndice",
    re.IGNORECASE,
)
CONTENTS_REASON: Final = "the table of contents"
NUMBER_REASON: Final = "the number of a page"
REPEATED_REASON: Final = "repeated at the edge of pages"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `place` is how far up it stands, in any unit, None where that is not known."""

    text: str
    place: float | None = None


def find_furniture(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], str]:
    """Returns why each line of furniture is one, by page and line (both from 0)."""
    offsets = _number_offsets(pages)
    repeated = _repeated(pages)
    found: dict[tuple[int, int], str] = {}
    for page, lines in enumerate(pages):
        for side in (1, -1):
            for index in _edge(lines, side):
                far = _is_far(lines, index)
                reason = _reason(
                    lines[index], page, side=side, offsets=offsets, repeated=repeated, of=len(pages), far=far
                )
                if reason is None:
                    break
                found[page, index] = reason
    return found


def numbered_lines(lines: Sequence[str]) -> list[int]:
    """Finds lines such as “Page 3 of 9” in a text without page breaks, where each number goes on from the last."""
    found = [
        (index, int(match["number"]))
        for index, line in enumerate(lines)
        if (match := _NUMBER.fullmatch(line.strip())) and match["word"]
    ]
    goes_on = all(later == earlier + 1 for (_, earlier), (_, later) in pairwise(found))
    return [index for index, _ in found] if len(found) > 1 and goes_on else []


def contents_lines(lines: Sequence[str]) -> list[int]:
    """Finds the table of contents by the dots that lead to its page numbers, and the line above that names it."""
    found = [index for index, line in enumerate(lines) if _leads_to_a_page(line)]
    if len(found) <= 1:
        return []
    before = next((index for index in range(found[0] - 1, -1, -1) if lines[index].strip()), None)
    named = before is not None and _CONTENTS.fullmatch(lines[before].strip(" :.0123456789"))
    return [before, *found] if named and before is not None else found


def _leads_to_a_page(line: str) -> bool:
    text = line.rstrip()
    head = text.rstrip(_ROMAN_OR_NOT)
    words = head.rstrip(_LEADER)
    leader = head[len(words) :]
    dots = leader.count(".") + leader.count("·") + leader.count("_") + 3 * (leader.count("…") + leader.count("‥"))
    return head != text and words != "" and dots >= _LEADERS


def _edge(lines: Sequence[Line], side: int) -> list[int]:
    """Returns the first or last few lines with words, outermost first."""
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    return filled[:_EDGE] if side == 1 else filled[::-1][:_EDGE]


def _is_far(lines: Sequence[Line], index: int) -> bool:
    """Tells whether a line stands apart from every other line of its page, where that is known."""
    place = lines[index].place
    if place is None:
        return False
    return all(
        other.place is not None and abs(other.place - place) >= _FAR
        for number, other in enumerate(lines)
        if number != index and other.text.strip()
    )


def _number_offsets(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Tells by how much printed numbers run ahead of the pages they stand on, where at least two pages agree."""
    counted: Counter[int] = Counter()
    for page, lines in enumerate(pages):
        numbers = {
            int(match["number"])
            for side in (1, -1)
            for index in _edge(lines, side)
            if (match := _NUMBER.fullmatch(lines[index].text.strip()))
        }
        counted.update(number - page for number in numbers)
    return {offset for offset, times in counted.items() if times > 1}


def _repeated(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, str], float | None]:
    """Returns the lines that stand at the same edge of at least half of the pages, numbers aside, and where."""
    places: defaultdict[tuple[int, str], list[float | None]] = defaultdict(list)
    for lines in pages:
        for side in (1, -1):
            for form, index in {_form(lines[index].text): index for index in _edge(lines, side)}.items():
                places[side, form].append(lines[index].place)
    needed = max(2, len(pages) // 2)
    kept: dict[tuple[int, str], float | None] = {}
    for (side, form), found in places.items():
        telling = len(form.split()) > 1 or len(pages) >= _SEVERAL
        if len(found) >= needed and telling and re.search(r"[^\W\d_]", form):
            known = [place for place in found if place is not None]
            kept[side, form] = median(known) if known else None
    return kept


def _reason(
    line: Line,
    page: int,
    *,
    side: int,
    offsets: set[int],
    repeated: dict[tuple[int, str], float | None],
    of: int,
    far: bool,
) -> str | None:
    match = _NUMBER.fullmatch(line.text.strip())
    if match and of > 1:
        fits = int(match["number"]) - page in offsets or int(match["number"]) == page + 1
        return NUMBER_REASON if match["word"] or match["of"] or match["open"] or fits else None
    if match and of == 1 and side == -1 and line.place is not None and int(match["number"]) == 1:
        return NUMBER_REASON
    if match and (match["word"] or far) and (match["of"] or int(match["number"]) == 1):
        return NUMBER_REASON
    key = (side, _form(line.text))
    if key not in repeated:
        return None
    place = repeated[key]
    near = place is None or line.place is None or abs(place - line.place) <= _SAME_PLACE
    return REPEATED_REASON if near else None


def _form(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).casefold())
