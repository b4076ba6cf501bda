"""The bytes of a text as characters: UTF-8 or a sentence that says what else it is, in normal form, nothing unseen."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from policies.documents.reading.source import NotImportable

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL: Final = re.compile("[\x00-\x09\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Reads the bytes as UTF-8; raises `NotImportable`, naming the encoding they look like."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotImportable("The file is not UTF-8 but looks like UTF-16; please save it as UTF-8.")
    if b"\0" in data:
        raise NotImportable("The file holds NUL bytes and is not text; please save it as text in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "ISO 8859-1 (Latin-1)"  # noqa: PLR2004 - the range ISO 8859-1 leaves to controls
        raise NotImportable(
            f"The file is not UTF-8 (byte {error.start + 1}) but looks like {guess}; please save it as UTF-8."
        ) from None


def readable(source: str) -> str:
    """Returns the text in normal form C without invisible and control characters, page breaks and line ends kept."""
    text = unicodedata.normalize("NFC", source).replace("\t", "    ").replace("\v", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", text.replace("\u2029", "\n\n").replace("\x85", "\n"))
    return _CONTROL.sub("", text)
