"""A PDF: its lines with their places become plain text with indents and gaps, which the text reader reads."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from ctypes import c_int, create_string_buffer
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from policies.documents.decoding import readable
from policies.documents.formats import megabytes
from policies.documents.furniture import Line, find_furniture
from policies.documents.source import LeftOut, NotImportable, Source
from policies.documents.text_source import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: PDFium is not made for several threads.
_ONE_AT_A_TIME: Final = Lock()
_MOST_PAGES: Final = 1_000
_STREAM: Final = re.compile(rb"stream\r?\n")
#: How often larger than the upload limit one compressed stream, and all of them together, may unpack to.
_ONE_STREAM: Final = 10
_ALL_STREAMS: Final = 50
_CHUNK: Final = 65_536
_HEADING: Final = 1.15
_GAP: Final = 1.3
_TIGHT: Final = 0.8
_WIDE: Final = 2.5
_BOLD: Final = 600
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT: Final = re.compile(r"(?<![-\w])([^\W\d_]+)[-\u2010]$")
_LOWER: Final = re.compile(r"^[^\W\d_A-Z]+")
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}


def read_pdf(data: bytes, *, limit: int) -> Source:
    """Read a PDF that holds text; heads, feet and page numbers are left out. Raises `NotImportable`."""
    _refuse_bomb(data, limit)
    with _ONE_AT_A_TIME:
        pages = _pages(data, limit)
    if not any(line.text.strip() for page in pages for line in page):
        raise NotImportable(
            "The PDF holds pictures of pages and no text: run text recognition (OCR) on it, or import the original."
        )
    found = find_furniture([[Line(line.text, line.bottom) for line in page] for page in pages])
    left_out = tuple(
        LeftOut(index + 1, number + 1, " ".join(line.text.split()), found[number, index])
        for number, page in enumerate(pages)
        for index, line in enumerate(page)
        if (number, index) in found and line.text.strip()
    )
    empty = tuple(
        LeftOut(0, number + 1, "(a page without text)", "a picture, or nothing")
        for number, page in enumerate(pages)
        if not any(line.text.strip() for line in page)
    )
    kept = [
        [line for index, line in enumerate(page) if (number, index) not in found] for number, page in enumerate(pages)
    ]
    joined = _join_cut_words(kept)
    words = "\n".join(line.words for page in kept for line in page)
    return Source(blocks_of(readable(_as_text(kept))), readable(words), (*left_out, *empty, *joined), _largest(kept))


@dataclass(slots=True)
class _Line:
    """One line: its characters as they stand, and as the library itself gives them; points from the lower left."""

    text: str = ""
    words: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    size: float = 0.0
    bold: bool = False


def _pages(data: bytes, limit: int) -> list[list[_Line]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotImportable("The PDF is encrypted: save it without a password and import that.") from None
        raise NotImportable("The PDF is damaged: save it again, or import the original.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise NotImportable(f"The PDF has more than {_MOST_PAGES} pages: import the pages of the policy only.")
        pages: list[list[_Line]] = []
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


def _lines(page: Any, text: Any) -> list[_Line]:
    """Cut a page into its lines."""
    ends = _links(page, text)
    lines: list[_Line] = []
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


def _line(text: Any, indexes: list[int], ends: dict[int, str]) -> _Line:
    line = _Line()
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


def _as_text(pages: list[list[_Line]]) -> str:
    """Write lines with their indents as spaces, an empty line where more room is than between wrapped ones."""
    filled = [[line for line in page if line.text.strip()] for page in pages]
    every = [line for page in filled for line in page]
    if not every:
        return ""
    body = Counter(round(line.size, 1) for line in every for _ in line.text.split()).most_common(1)[0][0]
    gaps = [
        above.bottom - below.bottom for page in filled for above, below in pairwise(page) if above.bottom > below.bottom
    ]
    # The smallest gaps are those inside a paragraph, but for the few between a raised letter and its line.
    usual = sorted(gap for gap in gaps if _TIGHT * body <= gap <= _WIDE * body)
    pitch = usual[len(usual) // 10] if usual else body
    margin = min(line.left for line in every)
    out: list[str] = []
    for page in filled:
        for number, line in enumerate(page):
            if number and (_apart(page[number - 1], line, pitch, body)):
                out.append("")
            out.append(" " * round((line.left - margin) / (body / 2)) + line.text.strip())
        out.append("")
    return "\n".join(out)


def _join_cut_words(pages: list[list[_Line]]) -> list[LeftOut]:
    """Join words that a line end cut in two, the hyphen left out and named, unless the hyphen is the word's own.

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
        line.text = line.text.rstrip()[:-1] + second[0]
        line.words = line.words.rstrip()[:-1] + second[0]
        following.text = following.text.strip()[second.end() :]
        following.words = following.words.strip()[second.end() :]
        reason = f"the hyphen of a line end: read as “{first[1]}{second[0]}”"
        left_out.append(LeftOut(0, number, f"{first[1]}-", reason))
    return left_out


def _largest(pages: list[list[_Line]]) -> str:
    """Give the line that is set larger than any other, as titles are; empty where several are the largest."""
    lines = [line for page in pages for line in page if line.text.strip()]
    size = max((line.size for line in lines), default=0)
    largest = [line for line in lines if line.size > size - 0.5]
    return " ".join(largest[0].text.split()) if len(largest) == 1 and len(lines) > 1 else ""


def _apart(above: _Line, line: _Line, pitch: float, body: float) -> bool:
    """Tell whether more than a line break lies between two lines."""
    gap = above.bottom - line.bottom
    looks = (above.size > body * _HEADING) != (line.size > body * _HEADING) or above.bold != line.bold
    return gap > pitch * _GAP or gap < -pitch or looks


def _refuse_bomb(data: bytes, limit: int) -> None:
    """Refuse streams that unpack to far more than a policy holds; unpacked a piece at a time, nothing kept."""
    whole = 0
    if re.search(rb"/Filter\s*\[[^\]]*Fl[^\]]*/Fl", data):
        raise NotImportable(
            "The PDF packs its text twice, which hides its size: save it again, or import the original."
        )
    for match in _STREAM.finditer(data):
        unpacked = 0
        packed = zlib.decompressobj()
        piece = data[match.end() : match.end() + _CHUNK]
        at = match.end() + _CHUNK
        try:
            while piece and not packed.eof:
                unpacked += len(packed.decompress(piece, _CHUNK * 16))
                if unpacked > limit * _ONE_STREAM or whole + unpacked > limit * _ALL_STREAMS:
                    raise NotImportable(
                        "The PDF unpacks to far more than it holds: save it without pictures and import that."
                    )
                piece = packed.unconsumed_tail
                if not piece:
                    piece, at = data[at : at + _CHUNK], at + _CHUNK
        except zlib.error:
            continue
        finally:
            whole += unpacked
