"""The bytes of a text as characters: UTF-8, or what a page says it is written in; in normal form, nothing unseen."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from policies.documents.reading.source import NotImportable

_INVISIBLE: Final = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_JOINER: Final = re.compile("[\u200c\u200d]+")
_CONTROL: Final = re.compile("[\x00-\x09\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
#: Scripts in whose words a joiner is a letter's form or a syllable, by the first word of their letters' names.
_SPELL_WITH_JOINERS: Final = re.compile(
    "ARABIC|SYRIAC|MONGOLIAN|NKO|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA"
    "|KHMER|MYANMAR|TIBETAN|BALINESE|JAVANESE|THAANA|MANICHAEAN"
)
_DECLARED: Final = re.compile(
    rb"<meta[^<>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^<>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
#: How far into a page what it is written in is declared.
_HEAD: Final = 4_096
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: What browsers read otherwise than it is named.
_AS_BROWSERS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_KNOWN: Final = re.compile(
    r"utf-8|cp125\d|cp874|cp932|cp949|iso8859-\d{1,2}|koi8-[ru]|gb18030|big5|shift_jis|euc_jp|euc_kr|iso2022_jp|mac-roman"
)


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


def decode_page(data: bytes) -> str:
    """Reads a web page by the mark it begins with, else as it declares, else as UTF-8; raises `NotImportable`."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :] if name == "utf-8" else data, name)
    name = declared_encoding(data)
    if not name or (name != "iso2022_jp" and _is_utf8(data)):
        # Pages that declare an old encoding and are UTF-8 are common; the other way round hardly any text is both.
        return decode(data)
    return _decoded(data, name)


def declared_encoding(data: bytes) -> str:
    """Returns what a page declares it is written in, by Python's name; empty where it declares nothing known."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return ""
    name = _AS_BROWSERS.get(name, name)
    return name if _KNOWN.fullmatch(name) else ""


def readable(source: str) -> str:
    """Returns the text in normal form C without invisible and control characters, page breaks and line ends kept.

    Soft hyphens go; joiners stay where the words on both sides are spelt with them.
    """
    text = unicodedata.normalize("NFC", source).replace("\t", "    ").replace("\v", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\x85", "\n")
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    if "\u200c" in text or "\u200d" in text:
        text = _without_idle_joiners(text)
    return _CONTROL.sub("", text)


def _without_idle_joiners(text: str) -> str:
    """Takes out joiners that part or join nothing: those outside the scripts that need them and outside pictures."""
    kept: list[str] = []
    at = 0
    for match in _JOINER.finditer(text):
        kept.append(text[at : match.start()])
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if _spells(before) and (_spells(after) or not after.isalnum()):
            kept.append(match[0][0])
        at = match.end()
    return "".join([*kept, text[at:]])


def _spells(character: str) -> bool:
    """Tells whether a joiner beside this character says something: in some scripts, and in pictures."""
    if not character:
        return False
    category = unicodedata.category(character)
    if category in {"So", "Sk"} or character == "\ufe0f":
        return True
    return category[0] in "LM" and _SPELL_WITH_JOINERS.match(unicodedata.name(character, "")) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise NotImportable(
            f"The page says that it is {name}, which its byte {error.start + 1} is not; please save it as UTF-8."
        ) from None
    if "\0" in text:
        raise NotImportable("The file holds NUL bytes and is not text; please save it as text in UTF-8.")
    return text
