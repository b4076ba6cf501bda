"""Takes a mail apart: its headers, and a flat list of its parts, those of mails inside it included."""

import email
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message
from email.policy import Compat32

from enforcement.reports.reading.bounds import (
    DEEPEST,
    LONGEST_BODY,
    LONGEST_HEADER,
    MOST_HEADERS,
    MOST_PARTS,
    MOST_WORK,
)
from enforcement.reports.reading.texts import NO_CHARSET, cleaned, decoded, header_words, words_of_html

#: What the mail library raises at mails that it does not understand.
FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    MessageError,
)
_WRITTEN = ("text/", "message/delivery-status", "message/feedback-report", "application/json", "application/xml")


_WRITTEN_FILES = (".json", ".csv", ".txt", ".xml", ".log")


class Headers:
    """The headers of a mail or of one inside it, decoded when they are asked for; `MOST_HEADERS` of a name."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            known = self._values.setdefault(name.lower(), [])
            if len(known) < MOST_HEADERS:
                known.append(value)

    def all(self, name: str) -> list[str]:
        """Returns every value of a header, in their order."""
        return [header_words(value) for value in self._values.get(name, ())]

    def first(self, name: str) -> str:
        """Returns the first value of a header, or an empty text."""
        known = self._values.get(name)
        return header_words(known[0]) if known else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `words` of one that is written, else empty. `enclosed` is how many mails it lies in.

    `inner` are the headers of a part that is a mail itself.
    """

    content_type: str
    filename: str = ""
    words: str = ""
    data: bytes = field(default=b"", repr=False)
    attached: bool = False
    enclosed: int = 0
    reliable: bool = True
    inner: Headers | None = None


@dataclass(slots=True)
class Mail:
    """A mail that was taken apart."""

    headers: Headers
    parts: list[Part] = field(default_factory=list)
    report_type: str = ""
    too_much: bool = False


_NO_CHARSET = re.compile(rf"charset\s*=\s*\"?(?:{'|'.join(sorted(NO_CHARSET))})\b\"?", re.IGNORECASE)
#: Words, where Base64 is claimed.
_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")


class _Bounded(Compat32):
    """Reads each header only as far as it is ever used, since the library's readers take quadratic time.

    The library decodes with whatever codec a `charset` names, also with those that take quadratic time.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Returns the name of a header and its value."""
        name, value = super().header_source_parse([sourcelines[0][:LONGEST_HEADER], *sourcelines[1:50]])
        return name[:LONGEST_HEADER], _NO_CHARSET.sub("charset=unknown-8bit", value[:LONGEST_HEADER])


def taken_apart(raw: bytes) -> Mail:
    """Returns the parts of a mail. What is no MIME that can be read is one part of plain words."""
    try:
        message = parsed(raw)
    except FAULTS:
        message = None
    if message is None:
        head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        parts = [_written("text/plain", "", body, None)]
        return Mail(_headers_of(head[: 50 * LONGEST_HEADER]), parts, too_much=True)
    mail = Mail(_headers(message), report_type=_parameter(message, "report-type").lower())
    for part in _walked(message, mail):
        if len(mail.parts) == MOST_PARTS:
            mail.too_much = True
            break
        mail.parts.append(part)
    return mail


def parsed(raw: bytes) -> Message | None:
    """Returns what the mail library makes of it, None where that would take too long."""
    lowered = raw.lower()
    containers = lowered.count(b"multipart/")
    lines = raw.count(b"\n") + raw.count(b"\r")
    if containers * lines > MOST_WORK or containers + lowered.count(b"message/") > MOST_PARTS:
        return None
    return email.message_from_bytes(raw, policy=_Bounded())


def _headers_of(head: bytes) -> Headers:
    try:
        return _headers(email.message_from_bytes(head, policy=_Bounded()))
    except FAULTS:
        return Headers()


def _headers(message: Message) -> Headers:
    return Headers((name, str(value)) for name, value in message.raw_items())


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name)
    except FAULTS:
        return ""
    return value if isinstance(value, str) else ""


def _walked(message: Message, mail: Mail) -> Iterator[Part]:
    """Yields the parts in their order; of alternatives the plain words, or else the HTML."""
    waiting = [(message, 0, 0)]
    while waiting:
        one, deep, enclosed = waiting.pop()
        if deep > DEEPEST:
            mail.too_much = True
            continue
        if not one.is_multipart():
            yield _part(one, enclosed)
            continue
        inside = one.get_payload()
        kind = cleaned(one.get_content_type())[:100]
        messages = [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []
        if kind == "message/feedback-report":
            yield _written(kind, _filename(one), b"\n".join(map(_bytes_of, messages)), None, enclosed=enclosed)
        elif kind.startswith("message/") and kind != "message/delivery-status":
            for each in messages:
                data = b"" if enclosed else _bytes_of(each)
                yield Part(kind, _filename(one), "", data, attached=True, enclosed=enclosed, inner=_headers(each))
            waiting += [(each, deep + 1, enclosed + 1) for each in reversed(messages)]
        else:
            chosen = _chosen(messages) if kind == "multipart/alternative" else messages
            waiting += [(each, deep + 1, enclosed) for each in reversed(chosen)]


def _chosen(alternatives: list[Message]) -> list[Message]:
    """Returns the alternatives without the HTML, if there are plain words that say something."""
    plain = [one for one in alternatives if one.get_content_type() == "text/plain"]
    if any(len(content_of(one).strip()) > 40 for one in plain):  # noqa: PLR2004 - shorter ones say "see the HTML"
        return [one for one in alternatives if one.get_content_type() != "text/html"]
    return alternatives


def _part(message: Message, enclosed: int) -> Part:
    kind, data, name = cleaned(message.get_content_type())[:100], content_of(message), _filename(message)
    if kind.startswith("multipart/"):
        kind = "text/plain"  # its boundary is missing
    attached = (message.get_content_disposition() or "") == "attachment"
    if (
        kind.startswith(_WRITTEN)
        or kind.endswith(("+json", "+xml"))
        or name.lower().endswith((".json", ".csv", ".txt", ".xml", ".log"))
    ):
        return _written(kind, name, data, message.get_content_charset(), attached=attached, enclosed=enclosed)
    return Part(kind, name, "", data, attached=attached or bool(name), enclosed=enclosed)


def _written(
    kind: str, name: str, data: bytes, charset: str | None, *, attached: bool = False, enclosed: int = 0
) -> Part:
    words, reliable = decoded(data[:LONGEST_BODY], charset)
    if kind == "text/html":
        words = words_of_html(words)
    return Part(kind, name, words, data, attached=attached, enclosed=enclosed, reliable=reliable)


def content_of(message: Message) -> bytes:
    """Returns the bytes of a part, as far as its transfer encoding can be undone."""
    try:
        data = message.get_payload(decode=True)
    except FAULTS:
        data = None
    if isinstance(data, bytes) and not message.defects:
        return data
    try:
        inside = message.get_payload()
    except FAULTS:
        inside = ""
    raw = inside.encode("utf-8", "replace") if isinstance(inside, str) else b""
    return raw if not isinstance(data, bytes) or _WORDS.search(str(inside)[:LONGEST_HEADER]) else data


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except FAULTS:
        return b""


def _filename(message: Message) -> str:
    try:
        return header_words(message.get_filename() or "")
    except FAULTS:
        return ""
