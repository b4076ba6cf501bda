"""Turns the bytes of a header, a body or a page of HTML into words, whatever charset they claim, in linear time."""

import codecs
import html
import re
from email.header import decode_header
from typing import Final

from enforcement.reports.reading.bounds import LONGEST_HEADER

#: Codecs of Python that are no charset of a mail, or that take quadratic time.
NO_CHARSET: Final = frozenset(
    {"punycode", "idna", "unicode_escape", "unicode-escape", "raw_unicode_escape", "undefined"}
)
#: Charsets in which bytes that happen to be UTF-8 would mean something else.
_NOT_ASCII = re.compile(r"utf.?(?:16|32|7)|iso.?2022|hz|ebcdic|cp(?:037|500|1140)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: What nobody sees, but what could stand inside an address.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\f\xa0\u2000-\u200a\u202f\u3000]+")

_TAG = re.compile(r"<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9]{0,20})|[/!?])")
_UNSEEN = frozenset({"script", "style", "title"})
_CELLS = frozenset({"td", "th"})
_INLINE = re.compile(
    r"a|abbr|acronym|b|big|bdi|bdo|cite|code|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt"
    r"|u|var|wbr"
)


def decoded(data: bytes, charset: str | None) -> tuple[str, bool]:
    """Returns the words that bytes hold, and whether they can be relied on.

    What is UTF-8 is read as UTF-8 even where another charset is claimed, since other text hardly ever looks like it.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return cleaned(data.decode(name, "replace")), True
    claimed = (charset or "").strip().strip("\"'").lower()
    if claimed in NO_CHARSET or not claimed.isascii():
        claimed = "unknown"
    for name in (claimed, "utf-8") if _NOT_ASCII.search(claimed) else ("utf-8", claimed):
        try:
            words = data.decode(name) if name else None
        except (LookupError, ValueError):
            continue
        if words is not None:
            return cleaned(words), "\0" not in words
    known = claimed in {"", "ascii", "us-ascii", "utf-8", "utf8"}
    return cleaned(data.decode("cp1252", "replace")), known and b"\0" not in data


def cleaned(words: str) -> str:
    """Returns words without what is invisible, lines ending in a line feed."""
    return _HIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def header_words(value: str) -> str:
    """Returns a header in words: encoded words decoded, on one line, at most `LONGEST_HEADER` characters."""
    value = value[:LONGEST_HEADER]
    if value.isascii() and "=?" not in value:
        return _SPACE.sub(" ", _HIDDEN.sub("", value).replace("\n", " ")).strip()
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError, ArithmeticError, AssertionError):
        pieces = [(value, None)]
    words = "".join(piece if isinstance(piece, str) else decoded(piece, charset)[0] for piece, charset in pieces)
    if any("\udc80" <= char <= "\udcff" for char in words):
        words = decoded(words.encode("utf-8", "surrogateescape"), None)[0]
    return _SPACE.sub(" ", cleaned(words).replace("\n", " ")).strip()


def words_of_html(source: str) -> str:
    """Returns what a page of HTML says, its blocks as lines. Nothing is fetched, links and pictures are left out.

    One regular expression reads it, since nh3 and html.parser take quadratic time on hostile pages.
    """
    kept: list[str] = []
    place, without_end = 0, set[str]()
    while found := _TAG.search(source, place):
        kept.append(source[place : found.start()])
        name = (found[2] or "").lower()
        if found[0] == "<!--":
            place = _after(source, "-->", found.end(), without_end)
            continue
        place = _after(source, ">", found.end(), without_end)
        if name in _UNSEEN and not found[1]:
            place = _after(source, ">", _after(source, f"</{name}", place, without_end), without_end)
        elif name in _CELLS:
            kept.append(" ")
        elif name and not _INLINE.fullmatch(name):
            kept.append("\n")
    kept.append(source[place:])
    lines = (_SPACE.sub(" ", line).strip() for line in cleaned(html.unescape("".join(kept))).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _after(source: str, ending: str, place: int, without_end: set[str]) -> int:
    """Returns where an ending ends; where it is missing, `place`, and it is never looked for again."""
    if ending in without_end:
        return place
    at = source.find(ending, place)
    if at < 0:
        without_end.add(ending)
        return place
    return at + len(ending)
