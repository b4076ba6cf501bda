"""Reads the bytes of a file by its format; only the modules that read this one format are loaded."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from policies.documents.reading.decoding import decode, decode_page, readable
from policies.documents.reading.formats import Format
from policies.documents.reading.source import NotImportable

if TYPE_CHECKING:
    from collections.abc import Callable

    from policies.documents.reading.source import Source

#: Where each format's reader stands. A child process starts for each file, and loading them all takes a quarter second.
_READERS: Final = {
    Format.TEXT: ("text", "read_text"),
    Format.MARKDOWN: ("markdown", "read_markdown"),
    Format.HTML: ("html.source", "read_html"),
    Format.DOCX: ("docx.source", "read_docx"),
    Format.PDF: ("pdf.source", "read_pdf"),
}
#: What our own text ends a provision with whose place its number does not say; no text of others prints it.
_PLACE: Final = re.compile(r"(?: |\n {1,80})\[[\w.()§-]{0,60}¶[\w.()¶-]{0,60}\](?= *(?:\n|\Z))")
_DEEP: Final = "The file nests its parts too deep to be read: save it as plain text instead."


def load(file_format: Format) -> Callable[..., Source]:
    """Loads what reads a format; loading takes memory of its own."""
    module, name = _READERS[file_format]
    reader: Callable[..., Source] = getattr(import_module(f"policies.documents.reading.{module}"), name)
    return reader


def read(data: bytes, file_format: Format, *, limit: int) -> Source:
    """Reads a file in this process, whatever time and memory that takes; raises `NotImportable`."""
    reader = load(file_format)
    try:
        if file_format in {Format.DOCX, Format.PDF}:
            return reader(data, limit=limit)
        return reader(decode_page(data) if file_format == Format.HTML else _without_places(readable(decode(data))))
    except RecursionError:
        raise NotImportable(_DEEP) from None


def _without_places(text: str) -> str:
    """Leaves out where provisions are cited, as in a text that was taken from here, translated and brought back."""
    return _PLACE.sub("", text) if "¶" in text else text
