"""The lines of a PDF's pages with their places, as PDFium gives them character by character."""

from __future__ import annotations

from ctypes import c_int, create_string_buffer
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from policies.documents.reading.formats import megabytes
from policies.documents.reading.source import NotImportable

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PAGES: Final = 1_000
_BOLD: Final = 600
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
    """Cuts a page into its lines."""
    ends = _links(page, text)
    lines: list[PdfLine] = []
    current: list[int] = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in {10, 13}:
            if current:
                lines.append(_line(text, current, ends))
            current = []
        else:
            current.append(index)
            if code in _HYPHENS:
                # The library runs a cut word's halves into one line; whether to join them is decided here.
                lines.append(_line(text, current, ends))
                current = []
    if current:
        lines.append(_line(text, current, ends))
    return lines


def _line(text: Any, indexes: list[int], ends: dict[int, str]) -> PdfLine:
    line = PdfLine()
    boxes = []
    for index in indexes:
        code = pdfium.FPDFText_GetUnicode(text, index)
        line.text += _HYPHENS.get(code) or (chr(code) if code else "")
        if index in ends:
            line.text += f" ({ends[index]})"
        if code > ord(" ") and not pdfium.FPDFText_IsGenerated(text, index):
            boxes.append(text.get_charbox(index, loose=True))
    if boxes:
        line.left, line.right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        line.bottom, line.top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    first = next((index for index in indexes if pdfium.FPDFText_GetUnicode(text, index) > ord(" ")), indexes[0])
    last = indexes[-1]
    line.size = max(pdfium.FPDFText_GetFontSize(text, first), pdfium.FPDFText_GetFontSize(text, last))
    line.bold = _is_bold(text, first) and _is_bold(text, last)
    cuts = [indexes[0], *(index + 1 for index in indexes if index in ends), indexes[-1] + 1]
    targets = [*(f" ({ends[index]})" for index in indexes if index in ends), ""]
    for (start, end), target in zip(pairwise(cuts), targets, strict=True):
        given = text.get_text_range(start, end - start) if end > start else ""
        line.words += given.replace("\x02", "-").replace("\ufffe", "-") + target
    return line


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
