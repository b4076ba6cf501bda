"""A PDF: its lines with their places become plain text with indents and gaps, which the text reader reads."""

from __future__ import annotations

import re
import zlib
from typing import Final

from policies.documents.reading.decoding import readable
from policies.documents.reading.furniture import CONTENTS_REASON, Line, contents_lines, find_furniture
from policies.documents.reading.pdf.columns import in_reading_order
from policies.documents.reading.pdf.headings import read_blocks
from policies.documents.reading.pdf.layout import join_cut_words, largest
from policies.documents.reading.pdf.lines import read_pages
from policies.documents.reading.source import LeftOut, NotImportable, Source

_STREAM: Final = re.compile(rb"stream\r?\n")
#: How often larger than the upload limit one compressed stream, and all of them together, may unpack to.
_ONE_STREAM: Final = 10
_ALL_STREAMS: Final = 50
_CHUNK: Final = 65_536


def read_pdf(data: bytes, *, limit: int) -> Source:
    """Reads a PDF that holds text; heads, feet and page numbers are left out. Raises `NotImportable`."""
    _refuse_bomb(data, limit)
    pages = [in_reading_order(page) for page in read_pages(data, limit)]
    if not any(line.text.strip() for page in pages for line in page):
        raise NotImportable(
            "The PDF holds pictures of pages and no text: run text recognition (OCR) on it, or import the original."
        )
    found = find_furniture([[Line(line.text, line.bottom) for line in page] for page in pages])
    for number, page in enumerate(pages):
        found |= {(number, index): CONTENTS_REASON for index in contents_lines([line.text for line in page])}
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
    joined = join_cut_words(kept)
    words = "\n".join(line.words for page in kept for line in page)
    return Source(read_blocks(kept), readable(words), (*left_out, *empty, *joined), largest(kept))


def _refuse_bomb(data: bytes, limit: int) -> None:
    """Refuses streams that unpack to far more than a policy holds; unpacked a piece at a time, nothing kept."""
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
