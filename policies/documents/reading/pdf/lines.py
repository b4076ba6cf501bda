"""The lines of a PDF's pages with their places, as PDFium gives them character by character."""

from __future__ import annotations

from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from policies.documents.reading.formats import megabytes
from policies.documents.reading.html.raised import written
from policies.documents.reading.source import NotImportable

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PAGES: Final = 1_000
_BOLD: Final = 600
#: How much room, in sizes of the letters, parts columns and cells.
_APART: Final = 1.4
#: So many pieces in a line make a row of a table, whose cells begin where those above do, within these points.
_CELLS: Final = 3
_SAME: Final = 2.0
#: Figures lower than this part of their line's size are raised or lowered, where they stand this much off its foot.
_SMALL: Final = 0.58
_OFF: Final = 0.15
_BELOW: Final = 0.08
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}


@dataclass(slots=True)
class PdfLine:
    """One line: its characters as they stand, and as the library itself gives them; points from the lower left."""

    text: str = ""
    words: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    size: float = 0.0
    bold: bool = False
    goes_on: bool = False  # the next piece stands beside it


@dataclass(frozen=True, slots=True)
class _Sign:
    """One character: its place in the page's text, its code, its size in points, its box where it is seen."""

    index: int
    code: int
    size: float
    box: tuple[float, float, float, float] | None


def read_pages(data: bytes, limit: int) -> list[list[PdfLine]]:
    """Returns the lines of each page; at most `limit` characters. Raises `NotImportable`. Not for several threads."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotImportable("The PDF is encrypted: save it without a password and import that.") from None
        raise NotImportable("The PDF is damaged: save it again, or import the original.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise NotImportable(f"The PDF has more than {_MOST_PAGES} pages: import the pages of the policy only.")
        pages: list[list[PdfLine]] = []
        characters = 0
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            characters += text.count_chars()
            if characters > limit:
                raise NotImportable(f"The PDF holds more than {megabytes(limit)} of text: import it in parts.")
            pages.append(_lines(page, text))
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        raise NotImportable("The PDF is damaged: save it again, or import the original.") from None
    else:
        return pages
    finally:
        document.close()


def _lines(page: Any, text: Any) -> list[PdfLine]:
    """Cuts a page into its lines, and those where room is left between columns or cells into their pieces."""
    ends = _links(page, text)
    lines: list[PdfLine] = []
    current: list[int] = []
    columns: list[float] = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code not in {10, 13}:
            current.append(index)
            # The library runs a cut word's halves into one line; whether to join them is decided later.
            if code not in _HYPHENS:
                continue
        pieces = _pieces(text, current, ends, columns)
        columns = [piece.left for piece in pieces] if len(pieces) >= _CELLS else columns
        lines += pieces
        current = []
    return [*lines, *_pieces(text, current, ends, columns)]


def _pieces(text: Any, indexes: list[int], ends: dict[int, str], columns: list[float]) -> list[PdfLine]:
    """Returns the pieces of one line, each apart from the one before it by more than words are, or cells of a table."""
    signs = [_sign(text, index) for index in indexes]
    if not signs:
        return []
    cuts = {0, *_wide_gaps(signs), *_cells(signs, columns)}
    starts = sorted(cuts)
    pieces = [_line(text, signs[start:end], ends) for start, end in pairwise([*starts, len(signs)])]
    for piece in pieces[:-1]:
        piece.goes_on = True
    return pieces


def _wide_gaps(signs: list[_Sign]) -> Iterator[int]:
    right: float | None = None
    for place, sign in enumerate(signs):
        if sign.box is not None:
            if right is not None and sign.box[0] - right > sign.size * _APART:
                yield place
            right = max(right or 0.0, sign.box[2])


def _cells(signs: list[_Sign], columns: list[float]) -> list[int]:
    """Returns where the cells of a row begin, by where those of the row above do; nothing where words run across."""
    found: list[int] = []
    for left in columns[1:]:
        for place, sign in enumerate(signs):
            if sign.box is None or sign.box[2] <= left - _SAME:
                continue
            before = signs[place - 1] if place else None
            if sign.box[0] < left - _SAME or (before and before.box):
                return []
            if place and sign.box[0] <= left + _SAME:
                found.append(place)
            break
    return found


def _sign(text: Any, index: int) -> _Sign:
    code = pdfium.FPDFText_GetUnicode(text, index)
    seen = code > ord(" ") and not pdfium.FPDFText_IsGenerated(text, index)
    box = text.get_charbox(index, loose=True) if seen else None
    return _Sign(index, code, pdfium.FPDFText_GetFontSize(text, index), box)


def _line(text: Any, signs: list[_Sign], ends: dict[int, str]) -> PdfLine:
    line = PdfLine()
    boxes = [sign.box for sign in signs if sign.box]
    seen = [sign for sign in signs if sign.code > ord(" ")] or signs[:1]
    line.size = max(sign.size for sign in seen)
    if boxes:
        line.left, line.right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        usual = [sign.box for sign in seen if sign.box and sign.size == line.size] or boxes
        line.bottom, line.top = min(box[1] for box in usual), max(box[3] for box in usual)
    foot = next((_foot(text, sign) for sign in seen if sign.size == line.size), 0.0)
    line.bold = _is_bold(text, seen[0].index) and _is_bold(text, seen[-1].index)
    heights = [_height(text, sign, foot, line.size) for sign in signs]
    for height, group in groupby(range(len(signs)), key=heights.__getitem__):
        _add(text, line, [signs[place] for place in group], height, ends)
    return line


def _add(text: Any, line: PdfLine, signs: list[_Sign], height: int, ends: dict[int, str]) -> None:
    """Adds characters of one height to a line: as they stand, and as the library itself gives them."""
    shown = "".join(_HYPHENS.get(sign.code) or (chr(sign.code) if sign.code else "") for sign in signs)
    if height:
        raised = written(line.text, shown.strip(), height, "")
        line.text += raised
        line.words += raised
        return
    start = signs[0].index
    for place, sign in enumerate(signs):
        line.text += _HYPHENS.get(sign.code) or (chr(sign.code) if sign.code else "")
        if sign.index in ends or place == len(signs) - 1:
            given = text.get_text_range(start, sign.index + 1 - start)
            target = f" ({ends[sign.index]})" if sign.index in ends else ""
            line.text += target
            line.words += given.replace("\x02", "-").replace("\ufffe", "-") + target
            start = sign.index + 1


def _foot(text: Any, sign: _Sign) -> float:
    """Returns how high the foot of a character's line stands."""
    x, y = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text, sign.index, x, y)
    return y.value


def _height(text: Any, sign: _Sign, foot: float, size: float) -> int:
    """Tells whether a figure is raised (1) or lowered (-1): what is seen of it begins off the foot of its line."""
    if sign.box is None or not chr(sign.code).isdecimal():
        return 0
    _, bottom, _, top = text.get_charbox(sign.index)
    if top - bottom > size * _SMALL:
        return 0
    return 1 if bottom - foot > size * _OFF else -1 if foot - bottom > size * _BELOW else 0


def _is_bold(text: Any, index: int) -> bool:
    name = create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), c_int())
    return pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD or b"bold" in name.value.lower()


def _links(page: Any, text: Any) -> dict[int, str]:
    """Give, for the last character of each link, where it leads, unless its words say so already."""
    found: dict[int, str] = {}
    position, link = c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        target = _target(page, link)
        rectangle = pdfium.FS_RECTF()
        if not target or not pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            continue
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        inside = [
            index
            for index in _between(text, left, bottom, right, top)
            if pdfium.FPDFText_GetUnicode(text, index) > ord(" ")
        ]
        if not inside:
            continue
        label = "".join(chr(pdfium.FPDFText_GetUnicode(text, index)) for index in inside)
        if label in target or target.removeprefix("mailto:") in label:
            continue
        # A link over several lines is one link for each of them: the last one says where it leads.
        found = {index: kept for index, kept in found.items() if kept != target or inside[0] - index > len(inside) + 9}
        found[inside[-1]] = target
    return found


def _between(text: Any, left: float, bottom: float, right: float, top: float) -> Iterator[int]:
    for index in range(text.count_chars()):
        box = text.get_charbox(index)
        middle, height = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if left <= middle <= right and bottom <= height <= top:
            yield index


def _target(page: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    length = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    held = create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(page.pdf, action, held, length)
    return held.value.decode("utf-8", "replace").strip()
