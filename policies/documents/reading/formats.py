"""Which format a file is in, told from its name and checked against its bytes, and how large it may be."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import Final

from policies.documents.reading.source import NotImportable


class Format(StrEnum):
    """What can be imported."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    DOCX = "Word"
    PDF = "PDF"


#: Each file name ending that is understood.
SUFFIXES: Final = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
}
#: Bytes of one file where nobody says otherwise.
MAX_BYTES: Final = 2_000_000
_BY_NAME: Final = {
    Format.TEXT: "a text: name it .txt",
    Format.HTML: "a web page: name it .html",
    Format.DOCX: "a Word document: name it .docx",
    Format.PDF: "a PDF: name it .pdf",
}
_BEGINNING: Final = 1024


def format_of(data: bytes, *, filename: str, limit: int = MAX_BYTES) -> Format:
    """Tells the format; raises `NotImportable` where the name, the size or the content does not fit."""
    name = PurePath(filename).name
    suffix = PurePath(filename).suffix.lower()
    if suffix not in SUFFIXES:
        raise NotImportable(
            f"“{name}” is neither text (.txt), Markdown (.md), HTML (.html), Word (.docx) nor PDF (.pdf): "
            "save it as one of them and import that."
        )
    if not data.strip():
        raise NotImportable("The file is empty: choose the file that holds the words of the policy.")
    if len(data) > limit:
        raise NotImportable(f"The file is larger than {megabytes(limit)}: save it without pictures and import that.")
    named, held = SUFFIXES[suffix], _held(data)
    if held is None and named in {Format.DOCX, Format.PDF}:
        raise NotImportable(f"“{name}” is named {suffix} but holds no {named} document: save it as {named} again.")
    if held is not None and held != named and not (held == Format.HTML and suffix == ".md"):
        raise NotImportable(f"“{name}” is named {suffix} but holds {_BY_NAME[held]} and import it again.")
    return named


def megabytes(count: int) -> str:
    """Returns a number of bytes as people say it, such as `2 MB`."""
    return f"{count / 1_000_000:g} MB"


def _held(data: bytes) -> Format | None:
    """Tells what the bytes say of themselves; None: some text, or nothing known."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise NotImportable(
            "The file is a Word document in the old format or with a password: save it as .docx without a password."
        )
    if data.startswith(b"{\\rtf"):
        raise NotImportable("The file holds rich text (RTF), which cannot be imported: save it as .docx.")
    if b"%PDF-" in data[:_BEGINNING]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return Format.DOCX
        raise NotImportable("The file is an archive and no Word document: unpack it and import the file inside.")
    begins = data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Format.HTML if begins.startswith((b"<!doctype html", b"<html")) else None
