"""The headings of a PDF, told by their looks: larger than the text, or bold, each by itself and short."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from policies.documents.reading.decoding import readable
from policies.documents.reading.html.looks import MOSTLY_BOLD, heading_like
from policies.documents.reading.marks import split_mark
from policies.documents.reading.outline import Block
from policies.documents.reading.pdf.layout import Measures, as_text, measured
from policies.documents.reading.text import blocks_of

if TYPE_CHECKING:
    from policies.documents.reading.marks import Mark
    from policies.documents.reading.pdf.lines import PdfLine

_LARGER: Final = 1.12
#: Fewer than these headings by looks tell nothing; the text is read by its words alone then.
_SEVERAL: Final = 2
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    number: str
    style: _Style
    parts: int  # of its number: two in 2.1
    mark: Mark | None


def read_blocks(pages: list[list[PdfLine]]) -> list[Block]:
    """Reads the lines of all pages as blocks: headings by their looks, where there are several, the rest by words."""
    measures = measured(pages)
    if measures is None:
        return []
    runs = list(_runs(pages, measures))
    headings = [run for run in runs if isinstance(run, _Heading)]
    if len(headings) < _SEVERAL:
        return blocks_of(readable(as_text(pages, measures)))
    levels = _levels(headings)
    blocks: list[Block] = []
    for run in runs:
        if isinstance(run, _Heading):
            level = min(levels[run.style, run.parts], _DEEPEST)
            blocks.append(Block("heading", run.text, run.number, level, mark=run.mark))
        else:
            blocks += [_plain(block) for block in blocks_of(readable(as_text(run, measures)))]
    return blocks


def _plain(block: Block) -> Block:
    """A short line that looks like all the others is no heading where headings have looks of their own."""
    if block.form != "heading":
        return block
    return replace(block, form="item", level=1) if block.number else replace(block, form="paragraph", level=0)


def _runs(pages: list[list[PdfLine]], measures: Measures) -> list[_Heading | list[list[PdfLine]]]:
    """Returns headings, and between them the lines of each page."""
    lines = [line for page in pages for line in page if line.text.strip()]
    words = [(len(line.text.split()), line.bold) for line in lines]
    bold_tells = sum(count for count, bold in words if bold) <= MOSTLY_BOLD * sum(count for count, _ in words)
    runs: list[_Heading | list[list[PdfLine]]] = []
    for page in pages:
        filled = [line for line in page if line.text.strip()]
        plain: list[PdfLine] = []
        at = 0
        while at < len(filled):
            end = _end_of_style(filled, at, measures)
            heading = _heading(filled[at:end], measures, bold_tells=bold_tells)
            if heading is None:
                plain += filled[at:end]
            else:
                _add_plain(runs, plain)
                plain = []
                runs.append(heading)
            at = end
        _add_plain(runs, plain)
    return runs


def _add_plain(runs: list[_Heading | list[list[PdfLine]]], plain: list[PdfLine]) -> None:
    if not plain:
        return
    if runs and isinstance(runs[-1], list):
        runs[-1].append(plain)
    else:
        runs.append([plain])


def _end_of_style(lines: list[PdfLine], start: int, measures: Measures) -> int:
    """Returns where the lines end that look like the first and follow it without a gap or a number of their own."""
    first = lines[start]
    end = start + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        near = 0 < above.bottom - line.bottom <= max(measures.pitch, line.size * 1.25) * 1.3
        mark, _ = split_mark(line.text)
        if _style(line) != _style(first) or not near or (mark and mark.ordinals):
            break
        end += 1
    return end


def _heading(lines: list[PdfLine], measures: Measures, *, bold_tells: bool) -> _Heading | None:
    """Returns the heading that lines of one style are; None where they are none."""
    first = lines[0]
    larger = first.size > measures.body * _LARGER
    if not larger and not (first.bold and bold_tells):
        return None
    text = readable(" ".join(" ".join(line.text.split()) for line in lines))
    mark, rest = split_mark(text, plain=True)
    numbered = mark is not None and bool(mark.ordinals)
    if not heading_like(rest if numbered else text):
        return None
    number = mark.number if mark and numbered else ""
    depth = number.strip(".").count(".") + 1
    return _Heading(rest if number else text, number, _style(first), depth, mark if number else None)


def _levels(headings: list[_Heading]) -> dict[tuple[_Style, int], int]:
    """Returns the level of each look: the largest first, bold before plain; a number of more parts lies deeper."""
    styles = sorted({heading.style for heading in headings}, key=lambda style: (-style.size, not style.bold))
    found: dict[tuple[_Style, int], int] = {}
    for rank, style in enumerate(styles, start=1):
        parts = {heading.parts for heading in headings if heading.style == style}
        for count in parts:
            found[style, count] = rank + count - min(parts)
    return found


def _style(line: PdfLine) -> _Style:
    return _Style(float(round(line.size)), line.bold)
