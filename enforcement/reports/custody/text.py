"""Shows a file as text: a mail's headers decoded, its bodies and other texts as they read. Nothing is run or fetched.

Pure and bounded: no more is looked at than is shown.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from enforcement.reports.reading.mime import FAULTS, content_of, parsed
from enforcement.reports.reading.texts import cleaned, decoded, header_words, words_of_html

#: Bytes of one file and characters of one part that are shown, parts of one mail, and headers of one part.
MOST_BYTES: Final = 2_000_000
LONGEST_PART: Final = 100_000
MOST_PARTS: Final = 50
MOST_HEADERS: Final = 100
_MAIL_TYPES: Final = frozenset({"message/rfc822", "message/global"})
_HEADERS_OF_MAILS: Final = frozenset({"from", "to", "subject", "date", "received", "message-id", "return-path"})
_BINARY: Final = 0.05  # more of other control characters than this is no text


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of text under its title; a mail's headers are pairs of name and words. `cut`: there is more."""

    title: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file reads like; without parts it is no text."""

    parts: list[Part]
    cut: bool = False


def as_text(data: bytes, *, filename: str = "", content_type: str = "") -> Shown:
    """Returns a file as text, at most its first `MOST_BYTES` bytes."""
    seen, cut = data[:MOST_BYTES], len(data) > MOST_BYTES
    if _is_mail(seen, filename, content_type):
        parts, more = _mail(seen)
        return Shown(parts, cut=cut or more)
    words, readable = _words(seen, None)
    if not readable:
        return Shown([], cut)
    if words.lstrip()[:1] in {"{", "["}:
        words = _indented(words)
    elif content_type.startswith("text/html") or filename.lower().endswith((".html", ".htm")):
        words = words_of_html(words)
    return Shown([_part(filename, words)], cut)


def _is_mail(data: bytes, filename: str, content_type: str) -> bool:
    if content_type.partition(";")[0].strip().lower() in _MAIL_TYPES or filename.lower().endswith(".eml"):
        return True
    head = data[:4000].decode("latin-1").splitlines()[:20]
    names = {line.partition(":")[0].strip().lower() for line in head if ":" in line}
    return len(names & _HEADERS_OF_MAILS) >= 3  # noqa: PLR2004 - fewer stand in other texts too


def _mail(data: bytes) -> tuple[list[Part], bool]:
    """The parts of a mail, and whether there are more; where its structure cannot be read, the whole as it stands."""
    try:
        message = parsed(data)
    except FAULTS:
        message = None
    if message is None:
        return [_part("", _words(data, None)[0])], False
    parts: list[Part] = []
    for one in _walked(message):
        if len(parts) == MOST_PARTS:
            return parts, True
        parts.append(_shown(one, first=not parts))
    return parts, False


def _walked(message: Message) -> Iterator[Message]:
    """The message and its parts in order, without recursion."""
    waiting = [message]
    while waiting:
        one = waiting.pop(0)
        yield one
        payload = one.get_payload()
        if isinstance(payload, list):
            waiting = [inner for inner in payload if isinstance(inner, Message)] + waiting


def _shown(message: Message, *, first: bool) -> Part:
    items = list(message.raw_items())[:MOST_HEADERS]
    headers = [(cleaned(str(name))[:100], header_words(str(value))) for name, value in items]
    kind = cleaned(message.get_content_type())[:100]
    title = "" if first else kind
    if message.is_multipart():
        return Part(title, headers)
    data = content_of(message)
    words, readable = _words(data, _charset(message))
    if kind == "text/html":
        words = words_of_html(words)
    elif not readable and not kind.startswith("text/"):
        words = ""
    text, cut = _bounded(words)
    return Part(title, headers, text, cut)


def _charset(message: Message) -> str | None:
    try:
        return message.get_content_charset()
    except FAULTS:
        return None


def _words(data: bytes, charset: str | None) -> tuple[str, bool]:
    """The words, and whether the bytes are a text at all."""
    words, _sure = decoded(data, charset)
    if not data:
        return "", True
    controls = sum(data.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return words, controls <= len(data) * _BINARY


def _part(title: str, words: str) -> Part:
    text, cut = _bounded(words)
    return Part(title, text=text, cut=cut)


def _bounded(words: str) -> tuple[str, bool]:
    return words[:LONGEST_PART], len(words) > LONGEST_PART


def _indented(words: str) -> str:
    try:
        return json.dumps(json.loads(words), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return words
