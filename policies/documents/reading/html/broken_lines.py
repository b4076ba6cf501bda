"""Lines that an author broke inside one paragraph of a page: which of them belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from policies.documents.reading.blocks import BREAK, STRONG, WEAK
from policies.documents.reading.html.looks import heading_like
from policies.documents.reading.marks import split_mark

_DASH: Final = re.compile(r"[-–—*]\s+(?=\S)")
_CLOSED: Final = re.compile(r"[.:;!?…][”\"’')\]]*$")
_SEVERAL: Final = 2
_SIGNS: Final = str.maketrans(dict.fromkeys((STRONG, WEAK)))


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words, and whether all of them are bold."""

    text: str
    bold: bool
    marked: str  # with signs around what is bold


def lines_of(pieces: list[str], bold: list[bool]) -> list[Line]:
    """Cuts the pieces of a paragraph where its author broke the line; a line without words is none."""
    lines: list[Line] = []
    marked: list[str] = []
    heavy = True
    for piece, is_heavy in zip([*pieces, BREAK], [*bold, True], strict=True):
        if piece != BREAK:
            marked.append(f"{STRONG}{piece}{WEAK}" if is_heavy and piece.strip() else piece)
            heavy = heavy and (is_heavy or not piece.strip())
            continue
        shown = " ".join("".join(marked).split())
        if text := " ".join(shown.translate(_SIGNS).split()):
            lines.append(Line(text, heavy, shown))
        marked, heavy = [], True
    return _with_bullets(lines)


def grouped(lines: list[Line]) -> list[list[Line]]:
    """Parts the lines where a number, bullet or bold line begins one, or where such a one is closed."""
    if len(lines) < _SEVERAL:
        return [lines] if lines else []
    marked = [split_mark(line.text)[0] is not None for line in lines]
    heads = [line.bold and heading_like(line.text) for line in lines]
    if all(heads) or not any([*marked[1:], *heads]):
        return [lines]
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        before = index - 1
        begins = marked[index] or heads[index]
        if not groups or begins or heads[before] or _CLOSED.search(lines[before].text):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _with_bullets(lines: list[Line]) -> list[Line]:
    """A dash that begins several lines, or one after a lead-in, is a bullet."""
    dashed = [index for index, line in enumerate(lines) if index and _DASH.match(line.text)]
    leads = dashed and lines[dashed[0] - 1].text.endswith(":")
    if len(dashed) < _SEVERAL and not leads:
        return lines
    if _DASH.match(lines[0].text):
        dashed.insert(0, 0)
    for index in dashed:
        line = lines[index]
        lines[index] = Line(_DASH.sub("• ", line.text, count=1), line.bold, _DASH.sub("• ", line.marked, count=1))
    return lines
