"""What the places of a PDF's lines say: paragraphs and indents, words cut by a line end, the title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policies.documents.reading.source import LeftOut

if TYPE_CHECKING:
    from policies.documents.reading.pdf.lines import PdfLine

#: Stands between the cells of a table's row.
CELLS: Final = " | "
_HEADING: Final = 1.15
_GAP: Final = 1.3
_TIGHT: Final = 0.8
_WIDE: Final = 2.5
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT: Final = re.compile(r"(?<![-\w])([^\W\d_]+)[-\u2010]$")
_LOWER: Final = re.compile(r"^[^\W\d_A-Z]+")
_REST: Final = re.compile(r"^[^\W\d_A-Z]+[.,;:!?)\]”’\"]*")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document, in points: the size of its letters, from line to line, and where lines begin."""

    body: float
    pitch: float
    margin: float


def measured(pages: list[list[PdfLine]]) -> Measures | None:
    """Measures the lines of all pages; None where there are none."""
    filled = [[line for line in page if line.text.strip()] for page in pages]
    every = [line for page in filled for line in page]
    if not every:
        return None
    body = Counter(round(line.size, 1) for line in every for _ in line.text.split()).most_common(1)[0][0]
    gaps = [
        above.bottom - below.bottom for page in filled for above, below in pairwise(page) if above.bottom > below.bottom
    ]
    # The smallest gaps are those inside a paragraph, but for the few between a raised letter and its line.
    usual = sorted(gap for gap in gaps if _TIGHT * body <= gap <= _WIDE * body)
    pitch = usual[len(usual) // 10] if usual else body
    return Measures(body, pitch, min(line.left for line in every))


def as_text(pages: list[list[PdfLine]], measures: Measures) -> str:
    """Writes lines with their indents as spaces, an empty line where more room is than between wrapped ones."""
    out: list[str] = []
    for page in pages:
        filled = [line for line in page if line.text.strip()]
        for number, line in enumerate(filled):
            if number and (_apart(filled[number - 1], line, measures.pitch, measures.body)):
                out.append("")
            out.append(" " * round((line.left - measures.margin) / (measures.body / 2)) + line.text.strip())
        out.append("")
    return "\n".join(out)


def join_cut_words(pages: list[list[PdfLine]]) -> list[LeftOut]:
    """Joins words that a line end cut in two, the hyphen left out and named, unless the hyphen is the word's own.

    It is where the word stands with it elsewhere, or where both halves are words of the text.
    """
    numbered = [(number, line) for number, page in enumerate(pages, start=1) for line in page if line.text.strip()]
    known: Counter[str] = Counter()
    after_cut = False
    for _, line in numbered:
        uncut = _CUT.sub("", line.text.strip())
        words = _WORD.findall(_LOWER.sub("", uncut, count=1) if after_cut else uncut)
        known.update(word.casefold() for word in words)
        after_cut = uncut != line.text.strip()
    left_out: list[LeftOut] = []
    for (number, line), (_, following) in pairwise(numbered):
        first, second = _CUT.search(line.text.rstrip()), _LOWER.match(following.text.strip())
        if not first or not second:
            continue
        start, end = first[1].casefold(), second[0].casefold()
        whole = known[start + end]
        if not whole and (known[f"{start}-{end}"] or (known[start] and known[end])):
            continue
        rest = _REST.match(following.text.strip()) or second
        line.text = line.text.rstrip()[:-1] + rest[0]
        line.words = line.words.rstrip()[:-1] + rest[0]
        following.text = following.text.strip()[rest.end() :]
        following.words = following.words.strip()[rest.end() :]
        reason = f"the hyphen of a line end: read as “{first[1]}{second[0]}”"
        left_out.append(LeftOut(0, number, f"{first[1]}-", reason))
    return left_out


def largest(pages: list[list[PdfLine]]) -> str:
    """Returns the line that is set larger than any other, as titles are; empty where several are the largest."""
    lines = [line for page in pages for line in page if line.text.strip()]
    size = max((line.size for line in lines), default=0)
    largest = [line for line in lines if line.size > size - 0.5]
    return " ".join(largest[0].text.split()) if len(largest) == 1 and len(lines) > 1 else ""


def _apart(above: PdfLine, line: PdfLine, pitch: float, body: float) -> bool:
    """Tells whether more than a line break lies between two lines."""
    gap = above.bottom - line.bottom
    looks = (above.size > body * _HEADING) != (line.size > body * _HEADING) or above.bold != line.bold
    row = CELLS in above.text or CELLS in line.text
    return gap > pitch * _GAP or gap < -pitch or looks or row
